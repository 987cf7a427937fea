/// The value of `-a` and `-b`.
enum CaptureCondition: Equatable {
    case duration(Double)
    case packets(Int)
    case byteCount(Int)
    case files(Int)

    private static var names: [String] { ["duration", "packets", "filesize", "files"] }

    /// The longest a duration can be: a century.
    private static var secondsMax: Double { 3_155_760_000 }

    /// As in `filesize:1000`.
    init(_ text: String, of option: OptionDefinition) throws(UsageError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw UsageError("\(option.name) '\(text)' is not of the form NAME:NUMBER")
        }
        let (name, value) = (String(parts[0]), String(parts[1]))
        switch name {
        case "duration": self = .duration(try Self.seconds(value, of: option))
        case "packets": self = .packets(try OptionValue.count(value, of: option))
        case "filesize":
            let (byteCount, overflows) = try OptionValue.count(value, of: option)
                .multipliedReportingOverflow(by: 1000)
            self = .byteCount(overflows ? .max : byteCount)
        case "files": self = .files(try OptionValue.count(value, of: option))
        default:
            throw UsageError(
                "\(option.name): unknown condition '\(name)'", unknown: name, among: Self.names,
                otherwise: "known are \(Self.names.joined(separator: ", "))")
        }
    }

    static func seconds(_ text: String, of option: OptionDefinition) throws(UsageError) -> Double {
        guard let seconds = Double(text), seconds > 0, seconds <= secondsMax else {
            throw UsageError("\(option.name): '\(text)' is not a number of seconds above 0")
        }
        return seconds
    }
}
