internal import Statistics

/// The commands of the program.
enum CommandName: String, CaseIterable, Sendable {
    case read
    case live
    case interfaces
    case info
    case follow
    case extract
    case flow
    case stats
    case fields
    case generate
    case serve
    case demo
    case help

    /// What stands behind the command's name in its usage line.
    var operands: String {
        switch self {
        case .read: "[OPTION]… [FILE]…"
        case .live: "[OPTION]…"
        case .interfaces: "[OPTION]…"
        case .info: "[OPTION]… FILE…"
        case .follow: "[OPTION]… --stream tcp:N|udp:N FILE"
        case .extract: "[OPTION]… --to DIR [FILE]…"
        case .flow: "[OPTION]… [FILE]…"
        case .stats: "[OPTION]… FILE… [TABLE]…"
        case .fields: "[OPTION]… [PREFIX]…"
        case .generate: "[OPTION]… SCENARIO"
        case .serve: "[OPTION]… SERVER"
        case .demo: "[OPTION]… SCENARIO"
        case .help: "[COMMAND]"
        }
    }

    var summary: String {
        switch self {
        case .read: "List the packets of captures"
        case .live: "List packets or messages as they happen, or write them"
        case .interfaces: "List what packets can be captured on"
        case .fields: "List the fields that -e, -Y and -V know"
        case .follow: "Show what the two ends of a conversation said"
        case .extract: "Write what travelled as files into a folder"
        case .flow: "Draw who sent what to whom, and when"
        case .stats: "Count what captures hold: clients, topics, latencies, …"
        case .info: "Tell what a capture holds and how it was made"
        case .generate: "Play a scenario, into a capture or over sockets"
        case .demo: "Play a scenario, list it as it is said, and sum it up"
        case .serve: "Be a server for real clients"
        case .help: "Explain a command and its options"
        }
    }

    var detail: String {
        switch self {
        case .read:
            """
            Lists the packets of a capture, one a line, as tshark does. Several files are one \
            capture, in time order. Without a FILE, or with -, the capture comes from standard \
            input. pcap and pcapng are read, also when compressed with gzip, zstd or lz4.
            """
        case .live:
            """
            Captures on an interface, loopback unless another is named, and lists packets as they \
            come, with the options of 'read', or with --messages what they say. It needs the \
            capability CAP_NET_RAW, or root, which is given up before the first packet is looked \
            at. Output that nobody reads never holds up the capture: packets are left out of the \
            list then, and counted, but not out of the file that -w writes.
            """
        case .demo:
            """
            Plays SCENARIO between sockets on loopback, as 'generate --live' does, and lists its \
            packets as they come; afterwards says what 'stats' says of them. It needs the same \
            rights as 'live'.
            """
        case .interfaces:
            """
            Lists the interfaces of this machine, each with its number, what it is, and its \
            addresses.
            """
        case .info:
            """
            Reports on each FILE: format, interfaces, packets, times, rates, comments, and \
            whether it was cut short.
            """
        case .extract:
            """
            Writes the files of CHAT-UDP downloads and of XMPP in-band bytestreams into DIR, and \
            manifest.json, which says of each its SHA-256, its size, where it came from, and \
            which parts are missing or doubtful. With -Y, also the payloads of MQTT and AMQP \
            messages that the filter lets through, and only those files whose messages it does. \
            Names are made harmless; nothing that is there is overwritten.
            """
        case .flow:
            """
            Draws a ladder: a line down for each end of a conversation, and an arrow for each \
            message, in time order, with what it says and how long its answer took. Ends are \
            named by what they call themselves (MQTT client identifiers, JIDs, AMQP containers, \
            chat names) or are there for, as in broker. Messages that come again and again are \
            one row. What was sent again, is missing, or breaks a rule is drawn too.
            """
        case .follow:
            """
            Shows the bytes of one conversation in their order, piece by piece, as tshark's \
            -z follow does; those of the end that did not begin are indented. What went through \
            TLS is shown as it was before, where there are keys. Bytes that the capture has not \
            got are told.
            """
        case .stats:
            """
            Counts what the captures hold, all tables in one pass: each in a short form, or in \
            full those that are named, as in mqtt or mqtt.topics. Tables: \
            \(StatisticsGroup.all.map { "\($0.name) (\($0.summary))" }.joined(separator: "; ")). \
            A file that is called like a table is written ./mqtt.
            """
        case .fields:
            """
            Lists fields, each with its type and its meaning; with PREFIX, those whose names begin \
            with it, as in 'mqtt' or 'tcp.analysis'. Fields that Wireshark has too have its names.
            """
        case .generate:
            """
            Plays a SCENARIO, such as mqtt-qos1: both ends of conversations as they happen between             real programs. Into a capture under a clock of its own, over sockets on the loopback,             or the clients alone against a real server. What the options say of a scenario's size             is taken by those that have a use for it.
            """
        case .serve:
            """
            Runs a SERVER on the loopback for real clients, until SIGINT or SIGTERM: mqtt, a             broker for versions 3.1.1 and 5. With --user and --password it lets in nobody else. \
            Or amqp and amqp091, brokers for AMQP 1.0 and 0-9-1 with queues in memory. Or chat, a chat room that hands out files over UDP.
            """
        case .help:
            "Without a COMMAND, lists the commands."
        }
    }

    var examples: [(command: String, what: String)] {
        switch self {
        case .read:
            [
                ("earshot read trace.pcapng", "list all packets"),
                ("earshot read -t ad -c 20 trace.pcapng", "the first 20, with their dates"),
                (
                    "earshot read -Y 'dns.time > 0.5' -V trace.pcapng",
                    "slow answers, with all fields"
                ),
                (
                    "earshot read -T fields -e frame.number -e tcp.stream trace.pcapng",
                    "two fields of each packet"
                ),
                ("tcpdump -w - | earshot read -", "packets as they are captured"),
            ]
        case .live:
            [
                ("earshot live", "what this machine tells itself"),
                ("earshot live --messages -f 'tcp port 1883'", "what goes through a broker"),
                (
                    "earshot live -i eth0 -w day.pcapng -b duration:3600 -b files:24",
                    "the last day, in files of an hour"
                ),
            ]
        case .interfaces: []
        case .demo:
            [
                ("earshot demo mqtt-qos2", "what a message at QoS 2 takes"),
                ("earshot demo --messages chat-bob-alice", "what is said, without the TCP"),
            ]
        case .info: [("earshot info --json trace.pcapng", "for another program")]
        case .extract:
            [
                ("earshot extract --to files trace.pcapng", "the files that were sent"),
                (
                    "earshot extract --to out -Y 'mqtt.topic contains \"photo\"' trace.pcapng",
                    "what was published"
                ),
            ]
        case .follow:
            [
                ("earshot follow --stream tcp:3 trace.pcapng", "the fourth TCP connection"),
                (
                    "earshot follow --stream udp:0 --as hex trace.pcapng",
                    "a conversation over UDP, in hexadecimal"
                ),
            ]
        case .flow:
            [
                ("earshot flow trace.pcapng", "a ladder as wide as the terminal"),
                (
                    "earshot flow --format svg --stream tcp:3 trace.pcapng >ladder.svg",
                    "a picture of one connection"
                ),
            ]
        case .stats:
            [
                ("earshot stats trace.pcapng", "the beginnings of all tables"),
                ("earshot stats trace.pcapng mqtt.topics --csv", "one table for a spreadsheet"),
                (
                    "earshot stats -Y 'ip.addr == 10.0.0.7' --json trace.pcapng",
                    "of one host, for another program"
                ),
            ]
        case .fields: [("earshot fields tcp.flags", "the fields of TCP's flags")]
        case .generate:
            [
                ("earshot generate mqtt-qos2 --to qos2.pcapng", "a capture of a conversation"),
                ("earshot generate mqtt-qos1 --loss 5% --to lossy.pcapng", "over a bad line"),
                (
                    "earshot generate mqtt-temperature --live --speed 60",
                    "five minutes in five seconds"
                ),
                (
                    "earshot generate mqtt-qos1 --connect localhost:1883",
                    "the clients, with a broker that is there"
                ),
            ]
        case .serve:
            [
                ("earshot serve mqtt --port 1884", "a broker"),
                ("earshot serve amqp --user alice --password secret", "a broker of AMQP 1.0"),
                ("earshot serve chat --files pictures", "a chat room with files to download"),
            ]
        case .help: []
        }
    }
}

extension [CommandName] {
    /// Those that look into the packets of captures.
    static var reading: [CommandName] { [.read, .live, .follow, .extract, .flow, .stats] }
}
