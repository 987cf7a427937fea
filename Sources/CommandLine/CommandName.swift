/// The commands of the program.
enum CommandName: String, CaseIterable, Sendable {
    case read
    case info
    case help

    /// What stands behind the command's name in its usage line.
    var operands: String {
        switch self {
        case .read: "[OPTION]… [FILE]…"
        case .info: "[OPTION]… FILE…"
        case .help: "[COMMAND]"
        }
    }

    var summary: String {
        switch self {
        case .read: "List the packets of captures"
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
                    "earshot read -T fields -e frame.number -e tcp.stream trace.pcapng",
                    "two fields of each packet"
                ),
                ("tcpdump -w - | earshot read -", "packets as they are captured"),
            ]
        case .info: [("earshot info --json trace.pcapng", "for another program")]
        case .help: []
        }
    }
}
