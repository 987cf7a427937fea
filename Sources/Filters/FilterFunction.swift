/// The functions of the filter language.
enum FilterFunction: String, CaseIterable {
    case len, count, upper, lower, string, max, min, abs

    /// How many arguments it takes.
    var argumentCounts: ClosedRange<Int> {
        switch self {
        case .max, .min: 1...16
        default: 1...1
        }
    }

    /// Whether a calculation is no argument, only a field is.
    var needsField: Bool {
        switch self {
        case .len, .count, .upper, .lower, .string: true
        case .max, .min, .abs: false
        }
    }
}
