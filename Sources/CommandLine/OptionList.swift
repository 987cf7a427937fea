internal import Extraction

/// The options there are, in the order in which help shows them.
enum OptionList {
    static let all: [OptionDefinition] =
        input + live + dissection + output + flow + files + traffic + other

    static func options(of command: CommandName) -> [OptionDefinition] {
        all.filter { $0.commands.contains(command) }
    }

    private static let input: [OptionDefinition] = [
        OptionDefinition(
            .file, short: "r", long: "read-file", value: .required(name: "FILE"), group: .input,
            commands: [.read, .follow, .extract, .flow, .stats],
            summary: "Read FILE; the same as naming it without -r",
            detail: "A hyphen stands for standard input."),
        OptionDefinition(
            .stream, long: "stream", value: .required(name: "STREAM"), group: .input,
            commands: [.follow, .flow], summary: "One conversation: tcp:N or udp:N",
            detail: "N is its number, as the fields tcp.stream and udp.stream have it."),
        OptionDefinition(
            .packetCount, short: "c", value: .required(name: "N"), group: .input,
            commands: .reading,
            summary: "Stop after N packets"),
        OptionDefinition(
            .captureFilter, short: "f", value: .required(name: "FILTER"), group: .input,
            commands: [.read, .live],
            summary: "Take only packets that a capture filter lets through",
            detail: """
                FILTER is in the language of tcpdump, as in 'tcp port 1883'. Packets that it keeps \
                out are not numbered.
                """),
        OptionDefinition(
            .displayFilter, short: "Y", value: .required(name: "FILTER"), group: .input,
            commands: [.read, .live, .extract, .stats, .flow],
            summary: "Show only packets that a display filter lets through",
            detail: """
                FILTER is in the language of Wireshark 4.0, as in 'mqtt.topic contains "door" and \
                not tcp.port in {8883, 1883}': fields compared with ==, !=, <, <=, >, >=, \
                contains, matches or in, or named alone to ask whether a packet has them; slices \
                as in tcp.payload[0:2], layers as in ip.src#2, calculations, functions (len, \
                count, upper, lower, string, max, min, abs), any, all; and, or, not, parentheses. \
                'earshot fields' lists the fields. Packets that are not shown are numbered all \
                the same. With -T ndjson it is asked of each message, and sees the layers below it.
                """),
        OptionDefinition(
            .reader, long: "reader", value: .required(name: "WHICH"), group: .input,
            commands: [.read], summary: "Read files with our own reader (own) or with libpcap",
            choices: ["own", "libpcap"]),
    ]

    private static let dissection: [OptionDefinition] = [
        OptionDefinition(
            .noNames, short: "n", group: .dissection,
            commands: .reading + [.demo],
            summary: "Show addresses and ports as numbers: always so",
            detail: "Accepted because tshark needs it."),
        OptionDefinition(
            .preference, short: "o", value: .required(name: "NAME:VALUE"), group: .dissection,
            commands: .reading + [.demo],
            summary: "Set a preference, as in tcp.check_checksum:TRUE",
            detail: "Preferences: \(Preference.names.joined(separator: ", "))."),
        OptionDefinition(
            .keys, long: "keys", value: .required(name: "FILE"), group: .dissection,
            commands: .reading + [.info],
            summary: "Open TLS sessions with the keys in FILE",
            detail: """
                FILE is a key log as SSLKEYLOGFILE makes programs write it. Keys that a pcapng \
                capture brings along are used without being asked. The same as \
                -o tls.keylog_file:FILE; may be repeated.
                """),
        OptionDefinition(
            .decodeAs, short: "d", value: .required(name: "LAYER==PORT,PROTOCOL"),
            group: .dissection, commands: .reading + [.demo],
            summary: "Take what goes over a port as PROTOCOL",
            detail: """
                As in tcp.port==8888,dns. LAYER is tcp.port or udp.port; a PORT can be a range, as \
                in 8000-8010; none as PROTOCOL leaves it at TCP or UDP.
                """),
        OptionDefinition(
            .connectionCount, long: "max-connections", value: .required(name: "N"),
            group: .dissection, commands: .reading,
            summary: "Keep at most N connections in full (65536)",
            detail: "Of more, the oldest are given up first. A bound on memory."),
    ]

    private static let output: [OptionDefinition] = [
        OptionDefinition(
            .tree, short: "V", group: .output, commands: [.read, .live],
            summary: "Print all layers and fields, and not the list"),
        OptionDefinition(
            .openLayers, short: "O", value: .required(name: "PROTOCOLS"), group: .output,
            commands: [.read, .live], summary: "The same for some layers, one line for the others",
            detail: "PROTOCOLS are named as in a filter, a comma between them: mqtt,dns."),
        OptionDefinition(
            .hexadecimal, short: "x", group: .output, commands: [.read, .live],
            summary: "Print the bytes of packets in hexadecimal"),
        OptionDefinition(
            .list, short: "P", group: .output, commands: [.read, .live],
            summary: "Print the list also with -V, -O, -x or -w"),
        OptionDefinition(
            .info, long: "info", value: .required(name: "WHICH"), group: .output,
            commands: [.read, .live, .demo, .flow],
            summary: "Info as tshark has it (tshark), or more of it (rich)",
            detail: """
                rich tells what tshark leaves out of the list, as a message's quality of service, \
                and names the notes on a packet at the end.
                """,
            choices: ["tshark", "rich"]),
        OptionDefinition(
            .timeFormat, short: "t", value: .required(name: "FORMAT"), group: .output,
            commands: [.read, .live, .demo], summary: "How times are shown (r)",
            detail: """
                r: seconds since the first packet; d, dd: since the one before, since the one \
                shown before; e: since 1970; a, ad, adoy: time of day in local time, with date, \
                with day of the year; u, ud, udoy: the same in UTC.
                """,
            choices: ["r", "d", "dd", "e", "a", "ad", "adoy", "u", "ud", "udoy"]),
        OptionDefinition(
            .messages, long: "messages", group: .output, commands: [.read, .live, .demo, .follow],
            summary: "Print a line for each message instead",
            detail: """
                With follow: its time, who sent it (→ the client, ← the server), protocol and info.
                """),
        OptionDefinition(
            .followFormat, long: "as", value: .required(name: "FORMAT"), group: .output,
            commands: [.follow], summary: "How bytes are shown (text)",
            detail: """
                text: lines as they are, dots for what is no text; ascii: dots for all that \
                is not ASCII; hex: offsets, hexadecimal and \
                text; raw: all bytes of a piece in hexadecimal, in one line, as tshark's raw; \
                json: an object for each piece.
                """,
            choices: FollowFormat.allCases.map(\.rawValue)),
        OptionDefinition(
            .format, short: "T", value: .required(name: "FORMAT"), group: .output,
            commands: [.read, .live], summary: "Print a list (text), or something for programs",
            detail: """
                fields: those of -e, in columns; json, ek (for Elasticsearch), pdml: all layers and \
                fields of each packet as tshark does, or with json and ek those of -e; ndjson: an \
                object in a line for each message, as Docs/ndjson.schema.json says.
                """,
            choices: ["text", "fields", "json", "ek", "pdml", "ndjson"]),
        OptionDefinition(
            .groupedKeys, long: "no-duplicate-keys", group: .output, commands: [.read, .live],
            summary: "With -T json, arrays for fields of one name"),
        OptionDefinition(
            .field, short: "e", value: .required(name: "FIELD"), group: .output,
            commands: [.read, .live],
            summary: "Print this field (-T fields, json, ek); repeatable",
            detail: """
                Fields have Wireshark's names, as in ip.src or tcp.stream. The list's columns are \
                _ws.col.No., _ws.col.Time, _ws.col.Source, _ws.col.Destination, _ws.col.Protocol, \
                _ws.col.Length and _ws.col.Info.
                """),
        OptionDefinition(
            .fieldsOption, short: "E", value: .required(name: "NAME=VALUE"), group: .output,
            commands: [.read, .live], summary: "How -T fields parts and quotes values",
            detail: """
                separator=CHARACTER, /t (a tab, the default) or /s (a space) between fields; \
                aggregator=CHARACTER or /s between several values of a field (,); occurrence=f, l \
                or a for the first, the last or all of them (a); quote=d, s or n for double, \
                single or no quotes (n); header=y for a first line with the names; bom=y for a \
                byte order mark.
                """),
        OptionDefinition(
            .tap, short: "z", value: .required(name: "TAP"), group: .output, commands: [.read],
            summary: "Print a statistic of tshark's at the end; repeatable",
            detail: """
                TAP is io,phs; conv,TYPE or endpoints,TYPE (eth, ip, ipv6, tcp, udp); plen,tree; \
                io,stat,INTERVAL with columns as in SUM(tcp.len)tcp.port==1883; \
                flow,any|tcp,standard|network; follow,tcp|udp,ascii|hex|raw,N. A filter may stand \
                behind a further comma. -Y does not change what is counted. With -q there is no \
                list in front. 'earshot stats' counts more.
                """),
        OptionDefinition(
            .redact, long: "redact", group: .output, commands: [.read, .live, .demo, .flow],
            summary: "Show secrets by their length: <redacted, 12 bytes>",
            detail: """
                Secrets are user names and passwords, what logs in (SASL), keys, and what people \
                and programs tell one another: texts, bodies, payloads. -x shows asterisks for \
                all bytes of messages. Filters (-Y) still look at what is there. With -w, packets \
                are written with zeros instead of what their headers carry, with right checksums, \
                and without comments and keys.
                """),
        OptionDefinition(
            .quiet, short: "q", group: .output, commands: [.read, .live, .demo],
            summary: "Print no packets, yet read and understand all of them"),
        OptionDefinition(
            .flush, short: "l", group: .output, commands: [.read, .live],
            summary: "Write each line out at once"),
        OptionDefinition(
            .colour, long: "color", value: .optional(name: "WHEN"), group: .output,
            commands: [.read, .live, .demo, .flow],
            summary: "Colour rows by protocol: auto, always or never",
            detail: """
                Without this option rows are coloured on a terminal only, and never if NO_COLOR \
                is set. --color alone means always.
                """,
            choices: ["auto", "always", "never"]),
        OptionDefinition(
            .json, long: "json", group: .output,
            commands: [.info, .fields, .interfaces, .stats, .generate],
            summary: "Print JSON, one object a line"),
        OptionDefinition(
            .csv, long: "csv", group: .output, commands: [.stats],
            summary: "Print comma-separated values, for spreadsheets"),
        OptionDefinition(
            .markdown, long: "markdown", group: .output, commands: [.fields],
            summary: "Print a document with tables: Docs/fields.md"),
    ]

    private static let files: [OptionDefinition] = [
        OptionDefinition(
            .plot, long: "plot", value: .required(name: "DIR"), group: .files, commands: [.stats],
            summary: "Draw plots into a folder, one SVG each",
            detail:
                "Rates, how long answers took, credit over time. DIR is made if it is not there."),
        OptionDefinition(
            .folder, long: "to", value: .required(name: "DIR"), group: .files,
            commands: [.extract], summary: "The folder, which is made if it is not there"),
        OptionDefinition(
            .write, short: "w", value: .required(name: "OUT"), group: .files,
            commands: [.read], summary: "Write packets to the capture OUT, not the list",
            detail: """
                All packets, or with -Y those that it lets through, with their interfaces, \
                comments, names and secrets. With -P, -V, -O, -x or -T they are printed too. A \
                hyphen stands for standard output.
                """),
        OptionDefinition(
            .fileFormat, short: "F", value: .required(name: "FORMAT"), group: .files,
            commands: [.read], summary: "The format of OUT (pcapng)",
            choices: CaptureFormat.allCases.map(\.rawValue)),
        OptionDefinition(
            .wholeStreams, long: "whole-streams", group: .files, commands: [.read],
            summary: "With -Y, also the rest of each conversation it selects",
            detail: """
                Adds all packets of the TCP connections and UDP conversations that a packet was \
                selected of. Reads FILE twice, so it cannot be a pipe.
                """),
    ]

    private static let other: [OptionDefinition] = [
        OptionDefinition(
            .help, short: "h", long: "help", group: .other, commands: CommandName.allCases,
            summary: "Show this help"),
        OptionDefinition(
            .version, short: "v", long: "version", group: .other, commands: CommandName.allCases,
            summary: "Show the program's version"),
    ]
}
