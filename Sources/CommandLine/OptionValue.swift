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
            try self.init(text, entries: Protocols.entries)
        } catch {
            throw UsageError("-d: \(error)")
        }
    }
}
