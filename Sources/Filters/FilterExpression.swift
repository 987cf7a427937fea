/// What a filter's text says, before its names are looked up.
///
/// Chains of `and` and of `or` are lists: only parentheses and `not` go deeper, and the parser
/// bounds how deep.
indirect enum FilterExpression: Equatable {
    case all([FilterExpression])
    case any([FilterExpression])
    case not(FilterExpression)
    /// A field or a layer that is to be there.
    case exists(FilterOperand)
    case compare(FilterOperand, FilterComparison, FilterOperand, at: Range<Int>)
}

/// One side of a comparison.
struct FilterOperand: Equatable {
    enum Kind: Equatable {
        case word(String)
        case string([UInt8])
    }

    var kind: Kind
    /// Bytes of the filter's text.
    var place: Range<Int>
}
