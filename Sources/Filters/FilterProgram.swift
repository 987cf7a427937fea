internal import Bytes

/// A filter as steps with one truth value between them: however deep the filter, evaluating it
/// takes no stack.
struct FilterProgram {
    enum Step: BitwiseCopyable {
        /// Makes the truth value that of a test.
        case test(Int)
        case invert
        /// Goes on at a later step if the truth value is this one.
        case skip(to: Int, if: Bool)
    }

    /// One question about the values of a packet's fields.
    struct Test {
        var slot: Int
        var comparison: FilterComparison?
        var right: Right
    }

    /// What the field is compared with.
    enum Right {
        case nothing
        case constant(FilterConstant)
        case field(slot: Int)
        /// Bytes to be found among those of the packet.
        case packet([UInt8])
    }

    private(set) var steps: [Step] = []
    private(set) var tests: [Test] = []

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
    func matches(_ values: borrowing FilterValues, packet: RawSpan) -> Bool {
        var truth = true
        var index = 0
        while index < steps.count {
            switch steps[index] {
            case .test(let number): truth = tests[number].holds(values, packet: packet)
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
    fileprivate func holds(_ values: borrowing FilterValues, packet: RawSpan) -> Bool {
        guard let comparison else { return !values.isEmpty(slot) }
        switch right {
        case .nothing: return !values.isEmpty(slot)
        case .packet(let bytes):
            return !values.isEmpty(slot) && packet.contains(bytes.rawSpan)
        case .constant(let constant):
            return values.holds(slot, comparison) { value in
                values.compare(value, constant, comparison)
            }
        case .field(let other):
            if values.isEmpty(other) { return false }
            let isForAll = comparison.isForAll
            return values.holds(slot, comparison) { value in
                let isFound = values.contains(in: other) { candidate in
                    values.compare(value, candidate, comparison) != isForAll
                }
                return isFound != isForAll
            }
        }
    }
}
