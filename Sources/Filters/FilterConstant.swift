internal import Dissection

/// A value that stands in a filter, in the form of the field that it is compared with.
enum FilterConstant {
    case value(FilterValue)
    case bytes([UInt8])

    /// - Parameter term: a literal; its text does not name a field.
    init(_ term: FilterTerm, of field: FieldDefinition) throws(FilterMistake) {
        let place = term.place
        switch field.kind {
        case .text, .bytes, .layer: self = .bytes(try Self.bytes(term, of: field))
        case .boolean: self = .value(.number(Int128(try Self.flag(term, of: field))))
        case .unsigned, .signed, .frameNumber:
            self = .value(.number(try Self.number(term, of: field)))
        case .ipv4: self = .value(try Self.ipv4(Self.unquoted(term, of: field)))
        case .ipv6: self = .value(try Self.ipv6(Self.unquoted(term, of: field)))
        case .mac:
            guard let bytes = HexadecimalText.bytes(try Self.unquoted(term, of: field).text),
                bytes.count == 6
            else {
                throw FilterMistake(
                    "this is no Ethernet address, as in 02:00:00:00:00:0a", at: place)
            }
            self = .bytes(bytes)
        case .time: self = .value(.number(try Self.date(term)))
        case .duration: self = .value(.number(try Self.time(Self.unquoted(term, of: field))))
        case .label:
            throw FilterMistake("\(field.name) has no value: it is there or not", at: place)
        }
    }

    /// A literal without quotes, and its place.
    private struct Word {
        var text: String
        var place: Range<Int>
    }

    /// Numbers, times and addresses stand without quotes.
    private static func unquoted(
        _ term: FilterTerm, of field: FieldDefinition
    ) throws(FilterMistake) -> Word {
        if case .word(let text) = term.kind { return Word(text: text, place: term.place) }
        throw FilterMistake(
            "values of \(field.name) stand without quotes", at: term.place)
    }
}

// MARK: - Text and bytes

extension FilterConstant {
    /// What stands in quotes is meant literally; else bytes are hexadecimal.
    private static func bytes(
        _ term: FilterTerm, of field: FieldDefinition
    ) throws(FilterMistake) -> [UInt8] {
        switch (term.kind, field.kind) {
        case (.string(let bytes), _), (.rawString(let bytes), _): return bytes
        case (.character(let byte), _): return [byte]
        case (.word(let word), .text): return Array(word.utf8)
        case (.word(let word), _):
            if let bytes = HexadecimalText.bytes(word) { return bytes }
            throw FilterMistake(
                "these are no bytes: they are written 0a:1b:2c, or as text in quotes",
                at: term.place)
        default: throw FilterMistake("a value is expected here", at: term.place)
        }
    }
}

// MARK: - Numbers

extension FilterConstant {
    private static func flag(
        _ term: FilterTerm, of field: FieldDefinition
    ) throws(FilterMistake) -> Int {
        let word = text(of: term)
        switch word.lowercased() {
        case "true", "set": return 1
        case "false", "not set": return 0
        default: break
        }
        for (value, name) in field.valueNames where "\(name)".lowercased() == word.lowercased() {
            return value == 0 ? 0 : 1
        }
        guard let number = integer(word) else {
            throw FilterMistake("this is neither true nor false", at: term.place)
        }
        return number == 0 ? 0 : 1
    }

    /// A number, or the word for one.
    private static func number(
        _ term: FilterTerm, of field: FieldDefinition
    ) throws(FilterMistake) -> Int128 {
        if case .character(let byte) = term.kind { return Int128(byte) }
        let word = text(of: term)
        if let value = field.value(named: word) { return Int128(value) }
        var number: Int128?
        if case .word = term.kind { number = integer(word) }
        guard let number else {
            if field.valueNames.isEmpty {
                throw FilterMistake("this is no number", at: term.place)
            }
            throw FilterMistake(
                "this is neither a number nor the name of a value of \(field.name)",
                at: term.place, unknownName: word, candidates: field.valueNames.map { "\($1)" })
        }
        if let range = range(of: field.kind) { try check(number, range, of: field, at: term.place) }
        return number
    }

    /// What a field's numbers can be.
    static func range(of kind: FieldKind) -> ClosedRange<Int128>? {
        switch kind {
        case .unsigned(let bits): return 0...maximum(bits)
        case .signed(let bits):
            let limit = maximum(bits - 1)
            return (-limit - 1)...limit
        case .frameNumber: return 0...Int128(UInt32.max)
        default: return nil
        }
    }

    static func check(
        _ number: Int128, _ range: ClosedRange<Int128>, of field: FieldDefinition,
        at place: Range<Int>
    ) throws(FilterMistake) {
        if range.contains(number) { return }
        throw FilterMistake(
            "\(field.name) goes from \(range.lowerBound) to \(range.upperBound)", at: place)
    }

    private static func maximum(_ bits: Int) -> Int128 {
        (1 << Int128(min(max(bits, 1), 64))) - 1
    }

    /// Decimal, `0x` hexadecimal, `0b` binary, or octal after a leading zero.
    static func integer(_ text: String) -> Int128? {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative ? text.dropFirst() : Substring(text)
        let (radix, count) =
            switch digits.prefix(2).lowercased() {
            case "0x": (16, 2)
            case "0b": (2, 2)
            default: digits.count > 1 && digits.first == "0" ? (8, 1) : (10, 0)
            }
        // A sign behind the first would be taken as one more.
        guard digits.dropFirst(count).first?.isHexDigit ?? false,
            let value = Int128(digits.dropFirst(count), radix: radix)
        else { return nil }
        return isNegative ? -value : value
    }

    /// The literal's text; what is no text is nothing that could be read.
    private static func text(of term: FilterTerm) -> String {
        switch term.kind {
        case .word(let word): word
        case .string(let bytes), .rawString(let bytes): String(decoding: bytes, as: UTF8.self)
        case .character(let byte): String(Character(UnicodeScalar(byte)))
        default: ""
        }
    }
}

// MARK: - Times

extension FilterConstant {
    /// Seconds, as nanoseconds.
    private static func time(_ word: Word) throws(FilterMistake) -> Int128 {
        if let time = SecondsText.nanoseconds(word.text) { return time }
        throw FilterMistake("this is no number of seconds, as in 0.25", at: word.place)
    }

    private static func date(_ term: FilterTerm) throws(FilterMistake) -> Int128 {
        if let time = DateText.nanoseconds(text(of: term)) { return Int128(time) }
        throw FilterMistake(
            "this is no time, as in \"2026-11-21 09:04:30.5\" or \"Nov 21, 2026 09:04:30 UTC\"",
            at: term.place)
    }
}

// MARK: - Addresses

extension FilterConstant {
    private static func ipv4(_ word: Word) throws(FilterMistake) -> FilterValue {
        let (text, prefix) = try split(word, bits: 32)
        guard let address = AddressReader.ipv4(text) else {
            throw FilterMistake(
                "this is no IPv4 address, as in 192.0.2.1 or 192.0.2.0/24", at: word.place)
        }
        if prefix == 32 { return .number(Int128(address)) }
        let mask = prefix == 0 ? 0 : UInt32.max << UInt32(32 - prefix)
        return .network(UInt128(address & mask), mask: UInt128(mask))
    }

    private static func ipv6(_ word: Word) throws(FilterMistake) -> FilterValue {
        let (text, prefix) = try split(word, bits: 128)
        guard let address = AddressReader.ipv6(text) else {
            throw FilterMistake(
                "this is no IPv6 address, as in 2001:db8::1 or 2001:db8::/32", at: word.place)
        }
        if prefix == 128 { return .wide(address) }
        let mask = prefix == 0 ? 0 : UInt128.max << UInt128(128 - prefix)
        return .network(address & mask, mask: mask)
    }

    private static func split(
        _ word: Word, bits: Int
    ) throws(FilterMistake) -> (Substring, Int) {
        let parts = word.text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 1 { return (parts[0], bits) }
        guard parts.count == 2, let prefix = Int(parts[1]), 0...bits ~= prefix else {
            throw FilterMistake(
                "a prefix length goes from 0 to \(bits)", at: word.place)
        }
        return (parts[0], prefix)
    }
}

extension FieldDefinition {
    /// The value that has a word of its own.
    fileprivate func value(named word: String) -> UInt64? {
        let lowercased = word.lowercased()
        return valueNames.first { "\($1)".lowercased() == lowercased }?.0
    }

    /// Whether a word without quotes is one for a value of this field.
    func takesAsValue(_ word: String) -> Bool {
        switch kind {
        case .unsigned, .signed, .boolean: value(named: word) != nil
        default: false
        }
    }
}
