internal import Bytes

extension FilterComparison {
    /// Whether all pairs of values must compare so, not one of them.
    func isForAll(_ quantifier: FilterQuantifier?) -> Bool {
        switch self {
        case .allEqual, .allNotEqual: true
        case .anyEqual, .anyNotEqual: false
        default: quantifier == .all
        }
    }

    /// - Parameter order: below 0 if the left value comes first, 0 if both are equal.
    fileprivate func holds(_ order: Int) -> Bool {
        switch self {
        case .anyEqual, .allEqual: order == 0
        case .anyNotEqual, .allNotEqual: order != 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        case .contains, .matches: false
        }
    }
}

extension FilterValues {
    func compare(
        _ left: FilterValue, _ right: FilterValue, _ comparison: FilterComparison
    ) -> Bool {
        switch (left, right) {
        case (.number(let one), .number(let other)):
            return comparison.holds(Self.order(one, other))
        case (.wide(let one), .wide(let other)):
            return comparison.holds(Self.order(one, other))
        case (.number(let one), .network(let other, let mask)):
            let masked = UInt128(truncatingIfNeeded: one) & mask
            return comparison.holds(Self.order(masked, other))
        case (.wide(let one), .network(let other, let mask)):
            return comparison.holds(Self.order(one & mask, other))
        default:
            guard let one = wholeRange(of: left), let other = wholeRange(of: right) else {
                return false
            }
            let all = bytes.rawSpan
            let (first, second) = (all.extracting(one), all.extracting(other))
            if comparison == .contains { return first.contains(second) }
            if case .text = left { return comparison.holds(first.order(to: second)) }
            let isLonger = first.byteCount - second.byteCount
            return comparison.holds(isLonger == 0 ? first.order(to: second) : isLonger)
        }
    }

    func matches(_ value: FilterValue, _ regex: FilterRegex) -> Bool {
        guard let range = wholeRange(of: value) else { return false }
        return regex.matches(bytes.rawSpan.extracting(range))
    }

    /// Where the bytes of a value are; those of a layer with all that it carries.
    private func wholeRange(of value: FilterValue) -> Range<Int>? {
        switch value {
        case .bytes(let start, let end), .text(let start, let end), .layer(let start, _, let end):
            start..<end
        default: nil
        }
    }

    private static func order<Value: Comparable>(_ one: Value, _ other: Value) -> Int {
        one < other ? -1 : one == other ? 0 : 1
    }
}

extension RawSpan {
    /// Below 0 if these bytes come first in order of the first that differs, a part before the
    /// whole.
    fileprivate func order(to other: RawSpan) -> Int {
        let count = min(byteCount, other.byteCount)
        for index in 0..<count where byte(at: index) != other.byte(at: index) {
            return byte(at: index) < other.byte(at: index) ? -1 : 1
        }
        return byteCount - other.byteCount
    }

    /// Whether the bytes of `part` stand here in a row; none at all never do, as in tshark.
    fileprivate func contains(_ part: RawSpan) -> Bool {
        guard part.byteCount > 0, part.byteCount <= byteCount else { return false }
        let first = part.byte(at: 0)
        for start in 0...(byteCount - part.byteCount) where byte(at: start) == first {
            var index = 1
            while index < part.byteCount, byte(at: start + index) == part.byte(at: index) {
                index += 1
            }
            if index == part.byteCount { return true }
        }
        return false
    }
}
