internal import Diagrams
internal import Exchanges
internal import Extraction

/// What `earshot flow` was asked to do, beside what it shares with `read`.
struct FlowOptions: Equatable {
    enum Format: String, CaseIterable {
        case text, json, mermaid, plantuml, svg, html
    }

    enum Names: String, CaseIterable {
        case roles, addresses
    }

    var format = Format.text
    var unit = ExchangeRows.Unit.message
    var names = Names.roles
    var width: Int?
    var isASCII = false
    var folds = true
    var isBrowsing = false
    /// What `--stream`, `--from` and `--to` ask for, as display filters.
    var filters: [String] = []

    init(_ parsed: ParsedArguments) throws(UsageError) {
        for (definition, value) in parsed.options { try apply(definition, value ?? "") }
    }

    private mutating func apply(_ option: OptionDefinition, _ value: String) throws(UsageError) {
        switch option.id {
        case .flowFormat: format = try OptionValue.choice(value, of: option)
        case .flowUnit: unit = try OptionValue.choice(value, of: option)
        case .flowNames: names = try OptionValue.choice(value, of: option)
        case .width:
            let count = try OptionValue.count(value, of: option)
            guard count >= LadderText.widthMin else {
                throw UsageError("--width: less than \(LadderText.widthMin) columns are no picture")
            }
            width = min(count, Self.widthMax)
        case .ascii: isASCII = true
        case .unfolded: folds = false
        case .browse: isBrowsing = true
        case .stream:
            let stream = try FollowOptions.parse(value)
            filters.append("\(stream.transport.rawValue).stream == \(stream.number)")
        case .from: filters.append(try Self.bound(value, ">=", option))
        case .to: filters.append(try Self.bound(value, "<=", option))
        default: break
        }
    }

    private static var widthMax: Int { 1000 }

    /// A number is a packet's, one with an `s` behind it seconds since the first packet, and all
    /// else a date.
    private static func bound(
        _ value: String, _ relation: String, _ option: OptionDefinition
    ) throws(UsageError) -> String {
        if let number = Int(value), number >= 0 { return "frame.number \(relation) \(number)" }
        let isPlain = value.utf8.allSatisfy { 0x30...0x39 ~= $0 || $0 == 0x2E || $0 == 0x73 }
        let text =
            isPlain && value.hasSuffix("s")
            ? "frame.time_relative \(relation) \(value.dropLast())"
            : "frame.time \(relation) \"\(value.filter { $0 != "\"" && $0 != "\\" })\""
        guard FieldVocabulary.isFilter(text) else {
            throw UsageError(
                "\(option.name): '\(value)' is no packet number (40), no seconds since the first "
                    + "packet (2.5s), and no date (2026-11-21 09:06:06)")
        }
        return text
    }
}
