/// All that is known of an option: the parser, the help, and whatever else describes options
/// come from this one place.
struct OptionDefinition: Sendable {
    let id: OptionID
    /// The name behind one hyphen.
    let short: Character?
    /// The name behind two hyphens.
    let long: String?
    let value: Value
    let group: Group
    let commands: [CommandName]
    let summary: String
    /// More than the summary says, for `earshot help COMMAND`; may be empty.
    let detail: String
    /// The values there are, for a value that is one of a few words.
    let choices: [String]

    enum Value: Equatable, Sendable {
        case none
        case required(name: String)
        /// A value that can only follow an equals sign.
        case optional(name: String)
    }

    enum Group: String, CaseIterable, Sendable {
        case input = "What is read"
        case dissection = "How packets are understood"
        case output = "What is printed"
        case files = "What is written"
        case traffic = "What is said"
        case faults = "What goes wrong on the way"
        case other = "Other"
    }

    init(
        _ id: OptionID, short: Character? = nil, long: String? = nil, value: Value = .none,
        group: Group, commands: [CommandName], summary: String, detail: String = "",
        choices: [String] = []
    ) {
        self.id = id
        self.short = short
        self.long = long
        self.value = value
        self.group = group
        self.commands = commands
        self.summary = summary
        self.detail = detail
        self.choices = choices
    }

    /// The name that messages use.
    var name: String {
        if let short { return "-\(short)" }
        return "--\(long ?? "")"
    }

    /// All names, each as it is typed.
    var spellings: [String] {
        (short.map { ["-\($0)"] } ?? []) + (long.map { ["--\($0)"] } ?? [])
    }
}

enum OptionID: CaseIterable, Sendable {
    case file, packetCount, captureFilter, reader
    case noNames, keys, preference, decodeAs, connectionCount, displayFilter
    case tree, openLayers, hexadecimal, list, info
    case write, fileFormat, wholeStreams
    case interface, listInterfaces, bufferSize, snapLength, notPromiscuous, stopCondition, account
    case statistics, record, recordFormat, ringCondition
    case stream, followFormat, messages, folder
    case flowFormat, flowUnit, flowNames, from, to, width, ascii, unfolded, browse
    case timeFormat, format, groupedKeys, field, fieldsOption, redact, quiet, flush
    case colour, json, csv, plot, markdown
    case capturePath, live, connect, user, password, scenarioList, files
    case messageCount, rate, speed, connections, size, port, seed
    case loss, reorder, duplicate, cut
    case tap
    case help, version
}
