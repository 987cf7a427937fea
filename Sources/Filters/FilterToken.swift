/// A piece of a filter's text.
struct FilterToken: Equatable {
    enum Kind: Equatable {
        /// The name of a field, or a value without quotes.
        case word(String)
        /// A value in double quotes, its escapes resolved.
        case string([UInt8])
        case comparison(FilterComparison)
        case and, or, not
        case openParenthesis, closeParenthesis
        case end
    }

    var kind: Kind
    /// Bytes of the text.
    var place: Range<Int>
}

/// How two values are compared.  A field may have several: `==` asks whether one of them is equal,
/// `!=` whether none is.
public enum FilterComparison: Sendable {
    case anyEqual, allEqual, anyNotEqual, allNotEqual
    case less, lessOrEqual, greater, greaterOrEqual
    case contains

    /// As a filter writes it.
    var spelling: String {
        switch self {
        case .anyEqual: "=="
        case .allEqual: "==="
        case .anyNotEqual: "!=="
        case .allNotEqual: "!="
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        case .contains: "contains"
        }
    }

    init?(word: String) {
        switch word {
        case "eq", "any_eq": self = .anyEqual
        case "all_eq": self = .allEqual
        case "any_ne": self = .anyNotEqual
        case "ne", "all_ne": self = .allNotEqual
        case "lt": self = .less
        case "le": self = .lessOrEqual
        case "gt": self = .greater
        case "ge": self = .greaterOrEqual
        case "contains": self = .contains
        default: return nil
        }
    }
}
