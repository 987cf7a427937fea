internal import Bytes

/// A filter as steps with one truth value between them: however deep the filter, evaluating it
/// takes no stack.
struct FilterProgram {
    enum Step: BitwiseCopyable {
        /// Makes the truth value that of a test.
        case test(Int)
        /// The same, of a plain one.
        case compare(Int)
        case invert
        /// Goes on at a later step if the truth value is this one.
        case skip(to: Int, if: Bool)
    }

    /// One question about the values of a packet's fields.
    enum Test {
        case exists(slot: Int)
        case hasValue(FilterFormula)
        /// A calculation whose result is not to be 0.
        case isNonzero(FilterFormula)
        case pairs(FilterFormula, FilterComparison, FilterFormula, isForAll: Bool)
        case matches(FilterFormula, FilterRegex, isForAll: Bool)
        case among(FilterFormula, [Member], isForAll: Bool)
    }

    /// The question of nearly all filters: how a field's values compare with one that is known.
    struct Comparison: BitwiseCopyable {
        var slot: Int
        var comparison: FilterComparison
        var constant: FilterValue
    }

    /// Values of a set: one, or all from the first to the second.
    struct Member {
        var low: FilterFormula
        var high: FilterFormula?
    }

    private(set) var steps: [Step] = []
    private(set) var tests: [Test] = []
    private(set) var comparisons: [Comparison] = []

    mutating func append(_ comparison: Comparison) {
        steps.append(.compare(comparisons.count))
        comparisons.append(comparison)
    }

    mutating func append(_ test: Test) {
        steps.append(.test(tests.count))
        tests.append(test)
    }

    mutating func appendInvert() { steps.append(.invert) }

    /// Leaves room for a skip whose target is not known yet.
    mutating func appendSkip(if value: Bool) -> Int {
        steps.append(.skip(to: 0, if: value))
        return steps.count - 1
    }

    /// Lets a skip lead to the step that comes next.
    mutating func land(_ index: Int) {
        guard case .skip(_, let value) = steps[index] else { return }
        steps[index] = .skip(to: steps.count, if: value)
    }
}

// MARK: - Evaluation

extension FilterProgram {
    func matches(_ values: inout FilterValues) -> Bool {
        var truth = true
        var index = 0
        while index < steps.count {
            switch steps[index] {
            case .test(let number): truth = tests[number].holds(&values)
            case .compare(let number): truth = comparisons[number].holds(values)
            case .invert: truth.toggle()
            case .skip(let target, let value):
                if truth == value {
                    index = target
                    continue
                }
            }
            index += 1
        }
        return truth
    }
}

extension FilterProgram.Test {
    fileprivate func holds(_ values: inout FilterValues) -> Bool {
        switch self {
        case .exists(let slot): return !values.isEmpty(slot)
        case .hasValue(let formula):
            return Self.ask(formula, isForAll: false, &values) { _, _ in true }
        case .isNonzero(let formula):
            return Self.ask(formula, isForAll: false, &values) { value, values in
                values.isNonzero(value)
            }
        case .matches(let formula, let regex, let isForAll):
            return Self.ask(formula, isForAll: isForAll, &values) { value, values in
                values.matches(value, regex)
            }
        case .pairs(let left, let comparison, let right, let isForAll):
            return Self.comparePairs(left, comparison, right, isForAll: isForAll, &values)
        case .among(let formula, let members, let isForAll):
            return Self.ask(formula, isForAll: isForAll, &values) { value, values in
                members.contains { $0.contains(value, &values) }
            }
        }
    }

    /// Whether a formula has values, and one of them, or each, passes.
    private static func ask(
        _ formula: FilterFormula, isForAll: Bool, _ values: inout FilterValues,
        _ body: (FilterValue, inout FilterValues) -> Bool
    ) -> Bool {
        let results = values.evaluate(formula)
        defer { values.results.removeSubrange(results.lowerBound...) }
        if results.isEmpty { return false }
        return results.contains { body(values.results[$0], &values) != isForAll } != isForAll
    }

    private static func comparePairs(
        _ left: FilterFormula, _ comparison: FilterComparison, _ right: FilterFormula,
        isForAll: Bool, _ values: inout FilterValues
    ) -> Bool {
        let others = values.evaluate(right)
        defer { values.results.removeSubrange(others.lowerBound...) }
        if others.isEmpty { return false }
        return ask(left, isForAll: isForAll, &values) { value, values in
            others.contains {
                values.compare(value, values.results[$0], comparison) != isForAll
            } != isForAll
        }
    }
}

extension FilterProgram.Comparison {
    fileprivate func holds(_ values: borrowing FilterValues) -> Bool {
        if values.isEmpty(slot) { return false }
        let isForAll = comparison.isForAll(nil)
        return values.contains(in: slot) {
            values.compare($0, constant, comparison) != isForAll
        } != isForAll
    }
}

extension FilterProgram.Member {
    fileprivate func contains(_ value: FilterValue, _ values: inout FilterValues) -> Bool {
        let start = values.results.count
        defer { values.results.removeSubrange(start...) }
        let lows = values.evaluate(low)
        guard let high else {
            return lows.contains { values.compare(value, values.results[$0], .anyEqual) }
        }
        let highs = values.evaluate(high)
        return lows.contains { values.compare(value, values.results[$0], .greaterOrEqual) }
            && highs.contains { values.compare(value, values.results[$0], .lessOrEqual) }
    }
}
