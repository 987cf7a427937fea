/// The commands of the program.
enum CommandName: String, CaseIterable, Sendable {
    case read
    case info
    case follow
    case extract
    case flow
    case fields
    case help

    /// What stands behind the command's name in its usage line.
    var operands: String {
        switch self {
        case .read: "[OPTION]… [FILE]…"
        case .info: "[OPTION]… FILE…"
        case .follow: "[OPTION]… --stream tcp:N|udp:N FILE"
        case .extract: "[OPTION]… --to DIR [FILE]…"
        case .flow: "[OPTION]… [FILE]…"
        case .fields: "[OPTION]… [PREFIX]…"
        case .help: "[COMMAND]"
        }
    }

    var summary: String {
        switch self {
        case .read: "List the packets of captures"
        case .fields: "List the fields that -e, -Y and -V know"
        case .follow: "Show what the two ends of a conversation said"
        case .extract: "Write what travelled as files into a folder"
        case .flow: "Draw who sent what to whom, and when"
        case .info: "Tell what a capture holds and how it was made"
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
        case .fields:
            """
            Lists fields, each with its type and its meaning; with PREFIX, those whose names begin \
            with it, as in 'mqtt' or 'tcp.analysis'. Fields that Wireshark has too have its names.
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
        case .fields: [("earshot fields tcp.flags", "the fields of TCP's flags")]
        case .help: []
        }
    }
}
