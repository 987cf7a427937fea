internal import Dissection

/// A value that stands in a filter, in the form of the field that it is compared with.
struct FilterConstant: Equatable {
    enum Value: Equatable {
        case number(Int128)
        case wide(UInt128)
        case bytes([UInt8])
    }

    var value: Value
    /// The bits that count: fewer than all for an address with a prefix length.
    var mask = UInt128.max

    /// - Parameter operand: its text does not name a field.
    init(
        _ operand: FilterOperand, of field: FieldDefinition
    ) throws(FilterMistake) {
        let place = operand.place
        switch field.kind {
        case .text, .bytes: value = .bytes(try Self.bytes(operand, of: field))
        case .boolean:
            value = .number(Int128(try Self.flag(operand)))
        case .unsigned(let bits):
            value = .number(try Self.number(operand, of: field, 0...Self.maximum(bits)))
        case .frameNumber:
            value = .number(try Self.number(operand, of: field, 0...Int128(UInt32.max)))
        case .signed(let bits):
            let limit = Self.maximum(bits - 1)
            value = .number(try Self.number(operand, of: field, (-limit - 1)...limit))
        case .ipv4: (value, mask) = try Self.ipv4(operand)
        case .ipv6: (value, mask) = try Self.ipv6(operand)
        case .mac:
            guard let bytes = HexadecimalText.bytes(Self.word(operand)), bytes.count == 6 else {
                throw FilterMistake(
                    "this is no Ethernet address, as in 02:00:00:00:00:0a", at: place)
            }
            value = .number(bytes.reduce(0) { $0 << 8 | Int128($1) })
        case .time, .duration: value = .number(try Self.time(operand))
        case .layer, .label:
            throw FilterMistake(
                "\(field.name) has no value: it is there or not", at: place)
        }
    }

    /// The operand's text; what is no text is nothing that could be read.
    private static func word(_ operand: FilterOperand) -> String {
        switch operand.kind {
        case .word(let word): word
        case .string(let bytes): String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func maximum(_ bits: Int) -> Int128 {
        (1 << Int128(min(max(bits, 1), 64))) - 1
    }
}

// MARK: - Text and bytes

extension FilterConstant {
    /// What stands in quotes is meant literally; else bytes are hexadecimal.
    private static func bytes(
        _ operand: FilterOperand, of field: FieldDefinition
    ) throws(FilterMistake) -> [UInt8] {
        switch (operand.kind, field.kind) {
        case (.string(let bytes), _): return bytes
        case (.word(let word), .text): return Array(word.utf8)
        case (.word(let word), _):
            if let bytes = HexadecimalText.bytes(word) { return bytes }
            throw FilterMistake(
                "these are no bytes: they are written 0a:1b:2c, or as text in quotes",
                at: operand.place)
        }
    }
}

// MARK: - Numbers

extension FilterConstant {
    private static func flag(_ operand: FilterOperand) throws(FilterMistake) -> Int {
        let word = word(operand).lowercased()
        switch word {
        case "true", "set": return 1
        case "false", "not set": return 0
        default: break
        }
        guard let number = integer(word) else {
            throw FilterMistake("this is neither true nor false", at: operand.place)
        }
        return number == 0 ? 0 : 1
    }

    /// A number, or the word for one.
    private static func number(
        _ operand: FilterOperand, of field: FieldDefinition, _ range: ClosedRange<Int128>
    ) throws(FilterMistake) -> Int128 {
        let word = word(operand)
        let lowercased = word.lowercased()
        for (value, name) in field.valueNames where "\(name)".lowercased() == lowercased {
            return Int128(value)
        }
        guard let number = integer(word) else {
            if field.valueNames.isEmpty {
                throw FilterMistake("this is no number", at: operand.place)
            }
            throw FilterMistake(
                "this is neither a number nor the name of a value of \(field.name)",
                at: operand.place, unknownName: word, candidates: field.valueNames.map { "\($1)" })
        }
        guard range.contains(number) else {
            throw FilterMistake(
                "\(field.name) goes from \(range.lowerBound) to \(range.upperBound)",
                at: operand.place)
        }
        return number
    }

    /// Decimal, `0x` hexadecimal, or octal after a leading zero.
    static func integer(_ text: String) -> Int128? {
        let isNegative = text.hasPrefix("-")
        var digits = Substring(text)
        if isNegative || text.hasPrefix("+") { digits = digits.dropFirst() }
        var radix = 10
        if digits.hasPrefix("0x") || digits.hasPrefix("0X") {
            digits = digits.dropFirst(2)
            radix = 16
        } else if digits.count > 1, digits.first == "0" {
            radix = 8
        }
        // A sign behind the first would be taken as one more.
        guard digits.first?.isHexDigit ?? false, let value = Int128(digits, radix: radix) else {
            return nil
        }
        return isNegative ? -value : value
    }

    /// Seconds, as nanoseconds.
    private static func time(_ operand: FilterOperand) throws(FilterMistake) -> Int128 {
        let word = word(operand)
        if let time = SecondsText.nanoseconds(word) { return time }
        throw FilterMistake("this is no number of seconds, as in 0.25", at: operand.place)
    }
}

// MARK: - Addresses

extension FilterConstant {
    private static func ipv4(
        _ operand: FilterOperand
    ) throws(FilterMistake) -> (Value, UInt128) {
        let (text, prefix) = try split(operand, bits: 32)
        guard let address = AddressReader.ipv4(text) else {
            throw FilterMistake(
                "this is no IPv4 address, as in 192.0.2.1 or 192.0.2.0/24", at: operand.place)
        }
        let mask = prefix == 0 ? 0 : UInt32.max << UInt32(32 - prefix)
        return (.number(Int128(address & mask)), UInt128(mask))
    }

    private static func ipv6(
        _ operand: FilterOperand
    ) throws(FilterMistake) -> (Value, UInt128) {
        let (text, prefix) = try split(operand, bits: 128)
        guard let address = AddressReader.ipv6(text) else {
            throw FilterMistake(
                "this is no IPv6 address, as in 2001:db8::1 or 2001:db8::/32", at: operand.place)
        }
        let mask = prefix == 0 ? 0 : UInt128.max << UInt128(128 - prefix)
        return (.wide(address & mask), mask)
    }

    private static func split(
        _ operand: FilterOperand, bits: Int
    ) throws(FilterMistake) -> (Substring, Int) {
        let parts = word(operand).split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 1 { return (parts[0], bits) }
        guard parts.count == 2, let prefix = Int(parts[1]), 0...bits ~= prefix else {
            throw FilterMistake(
                "a prefix length goes from 0 to \(bits)", at: operand.place)
        }
        return (parts[0], prefix)
    }
}
