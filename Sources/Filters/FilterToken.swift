/// A piece of a filter's text.
struct FilterToken: Equatable {
    enum Kind: Equatable {
        /// The name of a field or a function, or a value without quotes.
        case word(String)
        /// A value in double quotes, its escapes resolved.
        case string([UInt8])
        /// A pattern in double quotes, its escapes kept.
        case rawString([UInt8])
        /// A character in single quotes.
        case character(UInt8)
        case comparison(FilterComparison)
        case calculation(FilterCalculation)
        case and, or, not, any, all, among
        case openParenthesis, closeParenthesis
        case openBrace, closeBrace
        case comma, span
        /// The text in brackets, as in `[0:2]`.
        case bracket(String)
        /// What stands behind `#`, as in `#2` and `#[1-3]`.
        case layers(String)
        case end
    }

    var kind: Kind
    /// Bytes of the text.
    var place: Range<Int>
}

/// How two values are compared.  A field may have several: `==` asks whether one of them is equal,
/// `!=` whether none is.
public enum FilterComparison: BitwiseCopyable, Sendable {
    case anyEqual, allEqual, anyNotEqual, allNotEqual
    case less, lessOrEqual, greater, greaterOrEqual
    case contains, matches

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
        case "matches": self = .matches
        default: return nil
        }
    }

    /// The same comparison, asked of one value or of all.
    func asked(of quantifier: FilterQuantifier?) -> FilterComparison {
        switch (self, quantifier) {
        case (.anyEqual, .all): .allEqual
        case (.allEqual, .any): .anyEqual
        case (.anyNotEqual, .all): .allNotEqual
        case (.allNotEqual, .any): .anyNotEqual
        default: self
        }
    }
}

/// `any` or `all` in front of a comparison.
enum FilterQuantifier { case any, all }

/// What is done with two values before the result is compared.
enum FilterCalculation: String {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case commonBits = "&"

    /// How strongly it binds.
    var precedence: Int {
        switch self {
        case .commonBits: 0
        case .add, .subtract: 1
        case .multiply, .divide, .remainder: 2
        }
    }

    static var precedenceMax: Int { 2 }
}
