internal import Bytes
internal import Dissection

/// Works out formulas.  A formula leaves its values behind the other results; how deep formulas
/// are nested is bounded by the parser.
extension FilterValues {
    /// - Returns: where among ``results`` its values are: the last ones.
    mutating func evaluate(_ formula: FilterFormula) -> Range<Int> {
        let start = results.count
        switch formula {
        case .field(let slot): collect(slot)
        case .constant(let value): results.append(value)
        case .slice(let whole, let ranges): map(whole) { $0.slice($1, ranges) }
        case .length(let slot, let byteCount):
            collect(slot)
            replace(from: start) { $0.length($1, byteCount) }
        case .count(let slot):
            collect(slot)
            let count = results.count - start
            results.removeSubrange(start...)
            if count > 0 { results.append(.number(Int128(count))) }
        case .octets(let address, let count): map(address) { $0.octets(of: $1, count) }
        case .folded(let text, let toUpper): map(text) { $0.fold($1, toUpper: toUpper) }
        case .text(let value, let kind): map(value) { $0.text(of: $1, kind) }
        case .extreme(let formulas, let isMax): addExtreme(formulas, isMax: isMax)
        case .magnitude(let value): map(value) { $1.mapNumber { $0 < 0 ? 0 &- $0 : $0 } }
        case .negative(let value): map(value) { $1.mapNumber { 0 &- $0 } }
        case .calculation(let left, let calculation, let right):
            addPairs(left, calculation, right)
        }
        return start..<results.count
    }

    private mutating func map(
        _ formula: FilterFormula, _ body: (inout FilterValues, FilterValue) -> FilterValue?
    ) {
        replace(from: evaluate(formula).lowerBound, body)
    }

    /// Puts something else in the place of each of the last results, or nothing.
    private mutating func replace(
        from start: Int, _ body: (inout FilterValues, FilterValue) -> FilterValue?
    ) {
        var end = start
        for index in start..<results.count {
            guard let value = body(&self, results[index]) else { continue }
            results[end] = value
            end += 1
        }
        results.removeSubrange(end...)
    }

    private mutating func addExtreme(_ formulas: [FilterFormula], isMax: Bool) {
        let start = results.count
        for formula in formulas { _ = evaluate(formula) }
        var best: FilterValue?
        for value in results[start...] {
            guard let known = best else {
                best = value
                continue
            }
            if compare(value, known, isMax ? .greater : .less) { best = value }
        }
        results.removeSubrange(start...)
        if let best { results.append(best) }
    }

    /// Each value of the left with each of the right.
    private mutating func addPairs(
        _ left: FilterFormula, _ calculation: FilterCalculation, _ right: FilterFormula
    ) {
        let lefts = evaluate(left)
        let rights = evaluate(right)
        for one in lefts {
            for other in rights where results.count - rights.upperBound < Self.pairCountMax {
                if let value = calculate(results[one], calculation, results[other]) {
                    results.append(value)
                }
            }
        }
        results.removeSubrange(lefts.lowerBound..<rights.upperBound)
    }
}

// MARK: - Operations on values

extension FilterValues {
    /// `nil` when the value does not have all of the bytes.
    private mutating func slice(_ value: FilterValue, _ ranges: FilterRanges) -> FilterValue? {
        guard let whole = itemRange(of: value) else { return nil }
        var start = bytes.count
        var end = start
        for part in ranges.parts {
            guard let range = part.resolve(count: whole.count) else { return nil }
            let first = whole.lowerBound + range.lowerBound
            let place = first..<(first + range.count)
            if ranges.parts.count == 1 {
                (start, end) = (place.lowerBound, place.upperBound)
            } else {
                bytes.append(contentsOf: bytes[place])
                end = bytes.count
            }
        }
        return .bytes(start: start, end: end)
    }

    private func length(_ value: FilterValue, _ byteCount: Int?) -> FilterValue {
        .number(Int128(byteCount ?? itemRange(of: value)?.count ?? 0))
    }

    /// Where the bytes of a value are; those of a layer without what it carries.
    func itemRange(of value: FilterValue) -> Range<Int>? {
        switch value {
        case .bytes(let start, let end), .text(let start, let end), .layer(let start, let end, _):
            start..<end
        default: nil
        }
    }

    private mutating func fold(_ value: FilterValue, toUpper: Bool) -> FilterValue? {
        guard let range = itemRange(of: value) else { return nil }
        let start = bytes.count
        for index in range {
            let byte = bytes[index]
            switch byte {
            case 0x61...0x7A where toUpper: bytes.append(byte - 0x20)
            case 0x41...0x5A where !toUpper: bytes.append(byte + 0x20)
            default: bytes.append(byte)
            }
        }
        return .text(start: start, end: bytes.count)
    }
}
