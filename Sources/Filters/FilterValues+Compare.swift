internal import Bytes

extension FilterComparison {
    /// Whether all of a field's values must compare so, not one of them.
    var isForAll: Bool {
        switch self {
        case .allEqual, .allNotEqual: true
        default: false
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
        case .contains: false
        }
    }
}

extension FilterValues {
    /// Whether a field is there, and one of its values, or each, holds.
    func holds(
        _ slot: Int, _ comparison: FilterComparison, _ body: (FilterValue) -> Bool
    ) -> Bool {
        if isEmpty(slot) { return false }
        let isForAll = comparison.isForAll
        return contains(in: slot) { body($0) != isForAll } != isForAll
    }

    func compare(
        _ left: FilterValue, _ right: FilterConstant, _ comparison: FilterComparison
    ) -> Bool {
        switch (left, right.value) {
        case (.number(let one), .number(let other)):
            let mask = Int128(truncatingIfNeeded: right.mask)
            return comparison.holds(Self.order(one & mask, other))
        case (.wide(let one), .wide(let other)):
            return comparison.holds(Self.order(one & right.mask, other))
        case (.bytes(let start, let end), .bytes(let other)):
            let one = bytes.rawSpan.extracting(start..<end)
            return Self.compare(one, other.rawSpan, comparison)
        default: return false
        }
    }

    func compare(
        _ left: FilterValue, _ right: FilterValue, _ comparison: FilterComparison
    ) -> Bool {
        switch (left, right) {
        case (.number(let one), .number(let other)):
            return comparison.holds(Self.order(one, other))
        case (.wide(let one), .wide(let other)):
            return comparison.holds(Self.order(one, other))
        case (.bytes(let start, let end), .bytes(let otherStart, let otherEnd)):
            let all = bytes.rawSpan
            return Self.compare(
                all.extracting(start..<end), all.extracting(otherStart..<otherEnd), comparison)
        default: return false
        }
    }

    private static func compare(
        _ one: RawSpan, _ other: RawSpan, _ comparison: FilterComparison
    ) -> Bool {
        if comparison == .contains { return one.contains(other) }
        return comparison.holds(one.order(to: other))
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
    func contains(_ part: RawSpan) -> Bool {
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
