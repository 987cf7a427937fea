internal import Dissection

/// Where the values come from that a filter compares: fields, and what is made of them.
indirect enum FilterFormula {
    case field(FilterSlot)
    case constant(FilterValue)
    case slice(FilterFormula, FilterRanges)
    /// How many bytes each value has; all the same number, if it is known.
    case length(FilterSlot, byteCount: Int?)
    /// How many values there are.
    case count(FilterSlot)
    /// The bytes of an address that is kept as a number.
    case octets(FilterFormula, count: Int)
    case folded(FilterFormula, toUpper: Bool)
    case text(FilterFormula, FieldKind)
    case extreme([FilterFormula], isMax: Bool)
    case magnitude(FilterFormula)
    case calculation(FilterFormula, FilterCalculation, FilterFormula)
    case negative(FilterFormula)
}

/// A field that a filter looks at, in all layers of its protocol or in some.
struct FilterSlot {
    var number: Int
    var layers: FilterRanges?
}
