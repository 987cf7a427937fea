internal import Bytes
internal import Dissection
internal import Packets
internal import Printing

/// What operators and functions make of single values.
extension FilterValues {
    /// `nil` when there is no result: nothing can be divided by 0.
    mutating func calculate(
        _ left: FilterValue, _ calculation: FilterCalculation, _ right: FilterValue
    ) -> FilterValue? {
        switch (left, right) {
        case (.number(let one), .number(let other)):
            return Self.calculate(one, calculation, other).map { .number($0) }
        case (.wide(let one), .wide(let other)): return .wide(one & other)
        case (.number(let one), .network(let other, let mask)):
            return .number(one & Int128(truncatingIfNeeded: other & mask))
        case (.wide(let one), .network(let other, let mask)): return .wide(one & other & mask)
        default:
            guard let one = itemRange(of: left), let other = itemRange(of: right) else {
                return nil
            }
            let start = bytes.count
            for (first, second) in zip(one, other) { bytes.append(bytes[first] & bytes[second]) }
            return .bytes(start: start, end: bytes.count)
        }
    }

    private static func calculate(
        _ one: Int128, _ calculation: FilterCalculation, _ other: Int128
    ) -> Int128? {
        switch calculation {
        case .add: one &+ other
        case .subtract: one &- other
        case .multiply: one &* other
        case .divide: other == 0 ? nil : one.dividedReportingOverflow(by: other).partialValue
        case .remainder:
            other == 0 ? nil : one.remainderReportingOverflow(dividingBy: other).partialValue
        case .commonBits: one & other
        }
    }

    /// Whether one of the bits of a calculation's result is set.
    func isNonzero(_ value: FilterValue) -> Bool {
        switch value {
        case .number(let number): number != 0
        case .wide(let number): number != 0
        case .network, .present: true
        case .bytes, .text, .layer:
            itemRange(of: value).map { bytes[$0].contains { $0 != 0 } } ?? false
        }
    }

    /// The bytes of an address that is kept as a number.
    mutating func octets(of value: FilterValue, _ count: Int) -> FilterValue? {
        let address: UInt128
        switch value {
        case .number(let number): address = UInt128(truncatingIfNeeded: number)
        case .wide(let number): address = number
        default: return nil
        }
        let start = bytes.count
        for shift in stride(from: (count - 1) * 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: address >> UInt128(shift)))
        }
        return .bytes(start: start, end: bytes.count)
    }

    /// As `-T fields` writes addresses; numbers in decimal.
    mutating func text(of value: FilterValue, _ kind: FieldKind) -> FilterValue? {
        var text = TextBuffer(capacity: 64)
        switch (value, kind) {
        case (.number(let number), .ipv4):
            let address = IPAddress(v4: UInt32(truncatingIfNeeded: number))
            AddressText.append(address, isIPv6: false, to: &text)
        case (.number(let number), _):
            if number < 0 { text.append("-") }
            text.append(decimal: UInt64(clamping: number.magnitude))
        case (.wide(let number), _):
            let address = IPAddress(
                high: UInt64(truncatingIfNeeded: number >> 64),
                low: UInt64(truncatingIfNeeded: number))
            AddressText.append(address, isIPv6: true, to: &text)
        case (.bytes(let start, let end), _):
            for index in start..<end {
                if index > start { text.append(":") }
                var writer = text.writer(room: 2)
                writer.append(hexadecimalByte: bytes[index])
                text.commit(writer.count)
            }
        default: return nil
        }
        let start = bytes.count
        bytes.append(text.bytes, xor: 0, phase: 0)
        return .text(start: start, end: bytes.count)
    }
}

extension FilterValue {
    /// A number that something is done with; all else stays out.
    func mapNumber(_ body: (Int128) -> Int128) -> FilterValue? {
        if case .number(let number) = self { .number(body(number)) } else { nil }
    }
}
