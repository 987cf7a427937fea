internal import Analysis
internal import Dissection
internal import Printing
internal import Taps

/// What `earshot read` was asked to do.
struct ReadOptions: Equatable {
    enum Reader: String, CaseIterable {
        case own, libpcap
    }

    enum Format: String, CaseIterable {
        case text, fields, json, ek, pdml, ndjson
    }

    /// What the info column tells.
    enum Info: String, CaseIterable {
        case tshark, rich
    }

    var files: [String] = []
    /// Key logs of TLS sessions.
    var keyFiles: [String] = []
    var captureFilter: String?
    var displayFilter: String?
    var reader = Reader.own
    var pipeline = PipelineOptions()
    var showsTree = false
    /// Names of the layers whose fields are shown; all if there are none.
    var openLayers: [String] = []
    var showsBytes = false
    var showsListToo = false
    var time = TimeFormat.relative
    var format: Format?
    var fieldNames: [String] = []
    var groupsKeys = false
    var fieldsFormat = FieldsFormat()
    /// Where packets are written.
    var writePath: String?
    var writeFormat: CaptureFormat?
    var showsWholeStreams = false
    /// Whether rows are messages, not packets.
    var showsMessages = false
    var isQuiet = false
    var flushesEachLine = false
    var colour = ColourChoice.auto
    var taps: [TapRequest] = []

    /// As in tshark, `-q` keeps the list away, but nothing that was asked for by name.
    /// `-w` does so, too.
    var printsRows: Bool {
        !isQuiet && writePath == nil || format != nil || showsDetails || showsListToo
            || showsMessages
    }

    /// Whether packets take more than a line.
    var showsDetails: Bool { showsTree || showsBytes }

    init(_ parsed: ParsedArguments) throws(UsageError) {
        files = parsed.options.filter { $0.definition.id == .file }.compactMap(\.value)
        files += parsed.operands
        for (definition, value) in parsed.options {
            try apply(definition, value ?? "")
        }
        if format == .fields, fieldNames.isEmpty {
            throw UsageError("-T fields prints nothing without a field: name one with -e")
        }
        if let format, format != .text, showsDetails {
            throw UsageError(
                "-T \(format.rawValue) has a form of its own: -V, -O and -x need -T text")
        }
        if ![.fields, .json, .ek].contains(format), !fieldNames.isEmpty {
            throw UsageError("-e \(fieldNames[0]) needs -T fields, json or ek")
        }
        if showsMessages, showsDetails || format != nil && format != .text {
            throw UsageError(
                "--messages prints lines of its own: -V, -O, -x and other formats of -T do not go "
                    + "with it (-T ndjson prints messages, too)")
        }
        if writeFormat != nil, writePath == nil {
            throw UsageError("-F is the format of a capture to be written: it needs -w")
        }
        if writePath == "-", printsRows {
            throw UsageError("-w - writes a capture to standard output: nothing else can go there")
        }
        if showsWholeStreams, displayFilter == nil {
            throw UsageError("--whole-streams completes what -Y selects: it needs -Y")
        }
    }

    private mutating func apply(_ option: OptionDefinition, _ value: String) throws(UsageError) {
        switch option.id {
        case .packetCount: pipeline.packetCountMax = try OptionValue.count(value, of: option)
        case .captureFilter: captureFilter = value
        case .displayFilter: displayFilter = value
        case .tree: showsTree = true
        case .openLayers:
            showsTree = true
            openLayers += value.split(separator: ",").map(String.init)
        case .hexadecimal: showsBytes = true
        case .list: showsListToo = true
        case .info:
            let info: Info = try OptionValue.choice(value, of: option)
            pipeline.isRich = info == .rich
        case .reader: reader = try OptionValue.choice(value, of: option)
        case .preference: try set(Preference.parse(value))
        case .keys: keyFiles.append(value)
        case .redact: pipeline.isRedacted = true
        case .decodeAs: pipeline.decodeAs.append(try PortOverride(parsing: value))
        case .connectionCount:
            pipeline.connectionCountMax = try OptionValue.count(value, of: option)
        case .timeFormat: time = try TimeFormat(parsing: value, of: option)
        case .format: format = try OptionValue.choice(value, of: option)
        case .field: fieldNames.append(value)
        case .groupedKeys: groupsKeys = true
        case .fieldsOption: try fieldsFormat.set(value)
        case .write: writePath = value
        case .fileFormat: writeFormat = try OptionValue.choice(value, of: option)
        case .wholeStreams: showsWholeStreams = true
        case .messages: showsMessages = true
        case .quiet: isQuiet = true
        case .flush: flushesEachLine = true
        case .colour:
            colour = value.isEmpty ? .always : try OptionValue.choice(value, of: option)
        case .tap: taps.append(try Self.tap(value))
        // Those that are read elsewhere, and those of other commands.
        default: break
        }
    }

    private static func tap(_ text: String) throws(UsageError) -> TapRequest {
        do throws(TapMistake) { return try TapRequest(parsing: text) } catch {
            throw UsageError(error.message)
        }
    }

    private mutating func set(_ setting: Setting) {
        switch setting {
        case .keyLogFile(let path):
            // Empty is tshark's word for none.
            if !path.isEmpty { keyFiles.append(path) }
        case .flag(let preference, let isOn): pipeline.set(preference, isOn)
        }
    }
}

/// The formats of `-F`, under tshark's names.
enum CaptureFormat: String, CaseIterable {
    case pcapng, pcap, nsecpcap
}

enum ColourChoice: String, CaseIterable {
    case auto, always, never
}
