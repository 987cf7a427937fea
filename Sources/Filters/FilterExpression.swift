/// What a filter's text says, before its names are looked up.
///
/// Chains of `and` and of `or` are lists: only parentheses and `not` go deeper, and the parser
/// bounds how deep.
indirect enum FilterExpression: Equatable {
    case all([FilterExpression])
    case any([FilterExpression])
    case not(FilterExpression)
    /// A field or a layer that is to be there, or the result of a calculation that is not to be 0.
    case holds(FilterTerm)
    case compare(
        FilterTerm, FilterComparison, FilterTerm, of: FilterQuantifier?, at: Range<Int>)
    case among(FilterTerm, [FilterSetMember], isNot: Bool, of: FilterQuantifier?)
}

/// A value in a filter, or what stands for one.
struct FilterTerm: Equatable {
    indirect enum Kind: Equatable {
        /// The name of a field, or a value without quotes.
        case word(String)
        case string([UInt8])
        case rawString([UInt8])
        case character(UInt8)
        /// A field where it stands in certain layers of its protocol.
        case layered(FilterTerm, FilterRanges)
        /// Some of the bytes of a value.
        case slice(FilterTerm, FilterRanges)
        case call(String, [FilterTerm])
        case calculation(FilterTerm, FilterCalculation, FilterTerm)
        case negative(FilterTerm)
    }

    var kind: Kind
    /// Bytes of the filter's text.
    var place: Range<Int>
    /// How many terms stand one in the other.
    var depth = 1
}

/// What stands between the braces of a set: a value, or all from one to another.
struct FilterSetMember: Equatable {
    var low: FilterTerm
    var high: FilterTerm?
}
