internal import Analysis
internal import Dissection
internal import Printing

/// What `earshot read` was asked to do.
struct ReadOptions: Equatable {
    enum Reader: String, CaseIterable {
        case own, libpcap
    }

    enum Format: String, CaseIterable {
        case text, fields
    }

    var files: [String] = []
    var captureFilter: String?
    var reader = Reader.own
    var pipeline = PipelineOptions()
    var time = TimeFormat.relative
    var format: Format?
    var fieldNames: [String] = []
    var fieldsFormat = FieldsFormat()
    var isQuiet = false
    var flushesEachLine = false
    var colour = ColourChoice.auto

    /// As in tshark, `-q` keeps the list away, but nothing that was asked for by name.
    var printsRows: Bool { !isQuiet || format != nil }

    init(_ parsed: ParsedArguments) throws(UsageError) {
        files = parsed.options.filter { $0.definition.id == .file }.compactMap(\.value)
        files += parsed.operands
        for (definition, value) in parsed.options {
            try apply(definition, value ?? "")
        }
        if format == .fields, fieldNames.isEmpty {
            throw UsageError("-T fields prints nothing without a field: name one with -e")
        }
        if format != .fields, !fieldNames.isEmpty {
            throw UsageError("-e \(fieldNames[0]) needs -T fields")
        }
    }

    private mutating func apply(_ option: OptionDefinition, _ value: String) throws(UsageError) {
        switch option.id {
        case .packetCount: pipeline.packetCountMax = try OptionValue.count(value, of: option)
        case .captureFilter: captureFilter = value
        case .reader: reader = try OptionValue.choice(value, of: option)
        case .preference: try set(Preference.parse(value))
        case .decodeAs: pipeline.decodeAs.append(try PortOverride(parsing: value))
        case .connectionCount:
            pipeline.connectionCountMax = try OptionValue.count(value, of: option)
        case .timeFormat: time = try TimeFormat(parsing: value, of: option)
        case .format: format = try OptionValue.choice(value, of: option)
        case .field: fieldNames.append(value)
        case .fieldsOption: try fieldsFormat.set(value)
        case .quiet: isQuiet = true
        case .flush: flushesEachLine = true
        case .colour:
            colour = value.isEmpty ? .always : try OptionValue.choice(value, of: option)
        case .file, .noNames, .json, .help, .version: break
        }
    }

    private mutating func set(_ setting: (preference: Preference, isOn: Bool)) {
        switch setting.preference {
        case .checkIPChecksum: pipeline.checksIPChecksums = setting.isOn
        case .checkTCPChecksum: pipeline.checksTCPChecksums = setting.isOn
        case .checkUDPChecksum: pipeline.checksUDPChecksums = setting.isOn
        case .analyzeSequenceNumbers: pipeline.analyzesSequenceNumbers = setting.isOn
        case .relativeSequenceNumbers: pipeline.showsRelativeSequenceNumbers = setting.isOn
        case .desegmentStreams: pipeline.desegmentsStreams = setting.isOn
        case .reassembleOutOfOrder: pipeline.reassemblesOutOfOrder = setting.isOn
        }
    }
}

enum ColourChoice: String, CaseIterable {
    case auto, always, never
}
