internal import Analysis
internal import Dissection
internal import Extraction

/// What `earshot follow` was asked to do.
struct FollowOptions: Equatable {
    var file = "-"
    var stream: FollowedStream
    var format = FollowFormat.text
    var keyFiles: [String] = []
    var pipeline = PipelineOptions()

    init(_ parsed: ParsedArguments) throws(UsageError) {
        let files =
            parsed.options.filter { $0.definition.id == .file }.compactMap(\.value)
            + parsed.operands
        guard files.count <= 1 else { throw UsageError("follow reads one FILE at a time") }
        file = files.first ?? "-"
        guard let option = parsed.options.last(where: { $0.definition.id == .stream }) else {
            throw UsageError("which conversation? name it with --stream tcp:N or --stream udp:N")
        }
        stream = try Self.parse(option.value ?? "")
        for (definition, value) in parsed.options { try apply(definition, value ?? "") }
    }

    private mutating func apply(_ option: OptionDefinition, _ value: String) throws(UsageError) {
        switch option.id {
        case .packetCount: pipeline.packetCountMax = try OptionValue.count(value, of: option)
        case .followFormat: format = try OptionValue.choice(value, of: option)
        case .keys: keyFiles.append(value)
        case .decodeAs: pipeline.decodeAs.append(try PortOverride(parsing: value))
        case .connectionCount:
            pipeline.connectionCountMax = try OptionValue.count(value, of: option)
        case .preference:
            switch try Preference.parse(value) {
            case .keyLogFile(let path): if !path.isEmpty { keyFiles.append(path) }
            case .flag(let preference, let isOn): pipeline.set(preference, isOn)
            }
        default: break
        }
    }

    static func parse(_ text: String) throws(UsageError) -> FollowedStream {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let known = FollowedStream.Transport.allCases.map(\.rawValue)
        guard let transport = FollowedStream.Transport(rawValue: String(parts[0])) else {
            throw UsageError(
                "--stream: '\(parts[0])' is no transport", unknown: String(parts[0]),
                among: known, otherwise: "known are \(known.joined(separator: ", "))")
        }
        guard parts.count == 2, let number = UInt32(parts[1]) else {
            throw UsageError("--stream '\(text)' is not of the form tcp:N or udp:N")
        }
        return FollowedStream(transport, number)
    }
}
