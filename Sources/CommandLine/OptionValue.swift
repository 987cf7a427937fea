internal import Analysis
internal import Dissection
internal import Printing

/// Reads the values of options, or says what is wrong with them.
enum OptionValue {
    /// A number of things, at least one.
    static func count(_ text: String, of option: OptionDefinition) throws(UsageError) -> Int {
        guard let number = Int(text), number > 0 else {
            throw UsageError("\(option.name): '\(text)' is not a number above 0")
        }
        return number
    }

    /// One of a few words.
    static func choice<Choice: RawRepresentable & CaseIterable>(
        _ text: String, of option: OptionDefinition
    ) throws(UsageError) -> Choice where Choice.RawValue == String {
        if let choice = Choice(rawValue: text) { return choice }
        throw unknown(text, of: option, among: Choice.allCases.map(\.rawValue))
    }

    static func unknown(
        _ text: String, of option: OptionDefinition, among known: [String]
    ) -> UsageError {
        UsageError(
            "\(option.name): unknown value '\(text)'", unknown: text, among: known,
            otherwise: "known are \(known.joined(separator: ", "))")
    }
}

extension TimeFormat {
    init(parsing text: String, of option: OptionDefinition) throws(UsageError) {
        switch text {
        case "r": self = .relative
        case "d": self = .delta
        case "dd": self = .deltaDisplayed
        case "e": self = .epoch
        case "a": self = .clock(.local)
        case "ad": self = .date(.local)
        case "adoy": self = .dayOfYear(.local)
        case "u": self = .clock(.utc)
        case "ud": self = .date(.utc)
        case "udoy": self = .dayOfYear(.utc)
        default: throw OptionValue.unknown(text, of: option, among: option.choices)
        }
    }
}

extension PortOverride {
    /// Reads the value of `-d`.
    init(parsing text: String) throws(UsageError) {
        do throws(PortOverrideError) {
            try self.init(text, entries: Protocols.entries())
        } catch {
            if case .unknownProtocol(let name, let transport, let known) = error {
                throw UsageError(
                    "-d: unknown protocol '\(name)' for \(transport.rawValue)", unknown: name,
                    among: known)
            }
            throw UsageError("-d: \(error)")
        }
    }
}

extension FieldsFormat {
    private static var names: [String] {
        ["separator", "aggregator", "occurrence", "quote", "header", "bom"]
    }

    /// Sets what one `-E` asks for.
    mutating func set(_ text: String) throws(UsageError) {
        guard let equals = text.firstIndex(of: "=") else {
            throw UsageError("-E '\(text)' is not of the form NAME=VALUE")
        }
        let name = String(text[..<equals])
        let value = String(text[text.index(after: equals)...])
        let wrong = UsageError("-E: unknown value '\(value)' of \(name)")
        switch name {
        case "separator", "aggregator":
            guard let byte = Self.separator(value) else { throw wrong }
            if name == "separator" { separator = byte } else { aggregator = byte }
        case "occurrence":
            switch value {
            case "f": occurrence = .first
            case "l": occurrence = .last
            case "a": occurrence = .all
            default: throw wrong
            }
        case "quote":
            switch value {
            case "d": quote = UInt8(ascii: "\"")
            case "s": quote = UInt8(ascii: "'")
            case "n": quote = nil
            default: throw wrong
            }
        case "header": hasHeader = try Self.flag(value, otherwise: wrong)
        case "bom": hasByteOrderMark = try Self.flag(value, otherwise: wrong)
        default:
            throw UsageError(
                "-E: unknown name '\(name)'", unknown: name, among: Self.names,
                otherwise: "known are \(Self.names.joined(separator: ", "))")
        }
    }

    /// tshark takes the first byte of whatever it is given, and we all that are one byte.
    private static func separator(_ text: String) -> UInt8? {
        switch text {
        case "/t": UInt8(ascii: "\t")
        case "/s": UInt8(ascii: " ")
        default: text.utf8.count == 1 ? text.utf8.first : nil
        }
    }

    /// As tshark, looks at the first letter only.
    private static func flag(_ text: String, otherwise: UsageError) throws(UsageError) -> Bool {
        switch text.first {
        case "y", "Y": true
        case "n", "N": false
        default: throw otherwise
        }
    }
}
