internal import Bytes
internal import Dissection

/// A header of version 1: `PROXY TCP4 192.0.2.1 192.0.2.2 1000 2000`.
struct ProxyLine: Equatable {
    private enum Address: Equatable {
        case v4(UInt32)
        case v6(high: UInt64, low: UInt64)
    }

    private var words: Range<Int>
    private var family: Range<Int>
    private var source: Address?
    private var destination: Address?
    private var sourcePort: Int?
    private var destinationPort: Int?
    private var isUnknown = false

    var isValid: Bool { isUnknown || destinationPort != nil }

    /// - Parameter line: without what ends it.
    init(_ line: RawSpan) {
        var start = 6
        words = start..<line.byteCount
        family = Self.word(line, &start)
        words = min(start, line.byteCount)..<line.byteCount
        isUnknown = line.matches(family, "unknown")
        guard !isUnknown else { return }
        let isSix = line.matches(family, "tcp6")
        guard isSix || line.matches(family, "tcp4") else { return }
        source = Self.address(line, Self.word(line, &start), isSix: isSix)
        guard source != nil else { return }
        destination = Self.address(line, Self.word(line, &start), isSix: isSix)
        guard destination != nil else { return }
        sourcePort = Self.port(line, Self.word(line, &start))
        guard sourcePort != nil else { return }
        destinationPort = Self.port(line, Self.word(line, &start))
    }

    private static func word(_ line: RawSpan, _ start: inout Int) -> Range<Int> {
        let first = min(start, line.byteCount)
        let end = line.first(0x20, in: first..<line.byteCount) ?? line.byteCount
        start = end + 1
        return first..<end
    }

    private static func port(_ line: RawSpan, _ word: Range<Int>) -> Int? {
        guard let number = line.decimal(in: word), number <= 0xFFFF else { return nil }
        return number
    }

    private static func address(
        _ line: RawSpan, _ word: Range<Int>, isSix: Bool
    ) -> Address? {
        isSix ? addressSix(line, word) : addressFour(line, word).map { .v4($0) }
    }

    private static func addressFour(_ line: RawSpan, _ word: Range<Int>) -> UInt32? {
        var value: UInt32 = 0
        var start = word.lowerBound
        for index in 0..<4 {
            let dot = line.first(0x2E, in: min(start, word.upperBound)..<word.upperBound)
            guard (dot == nil) == (index == 3), start < word.upperBound else { return nil }
            let end = dot ?? word.upperBound
            guard let number = line.decimal(in: start..<end), number < 256 else { return nil }
            value = value << 8 | UInt32(number)
            start = end + 1
        }
        return value
    }

    private static func addressSix(_ line: RawSpan, _ word: Range<Int>) -> Address? {
        guard word.count <= 45 else { return nil }
        let text = unsafe line.extracting(word).withUnsafeBytes {
            unsafe String(decoding: $0, as: UTF8.self)
        }
        return IPv6Words(text).map { .v6(high: $0.high, low: $0.low) }
    }

    func addFields(at start: Int, into message: inout Message) {
        message.add(ProxyField.proxy.id, .present)
        message.add(ProxyField.magic1.id, .present)
        guard !family.isEmpty else { return }
        message.add(ProxyField.protocol1.id, place(family, start))
        if isUnknown, !words.isEmpty {
            message.add(ProxyField.unknown1.id, place(words, start))
        }
        add(source, .sourceV4, .sourceV6, into: &message)
        add(destination, .destinationV4, .destinationV6, into: &message)
        if let sourcePort {
            message.add(ProxyField.sourcePort.id, .number(UInt64(sourcePort)))
        }
        if let destinationPort {
            message.add(ProxyField.destinationPort.id, .number(UInt64(destinationPort)))
        }
    }

    private func place(_ range: Range<Int>, _ start: Int) -> FieldValue {
        .text(StreamRange(offset: start + range.lowerBound, count: range.count))
    }

    private func add(
        _ address: Address?, _ four: ProxyField, _ six: ProxyField, into message: inout Message
    ) {
        switch address {
        case .v4(let value): message.add(four.id, .ipv4(value))
        case .v6(let high, let low): message.add(six.id, .ipv6(high: high, low: low))
        case nil: break
        }
    }
}

/// An address of IPv6 in text (RFC 4291, section 2.2, without the form that ends in IPv4).
struct IPv6Words {
    let high: UInt64
    let low: UInt64

    init?(_ text: String) {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard let before = Self.groups(halves[0]), halves.count <= 2 else { return nil }
        var groups = before
        if halves.count == 2 {
            guard let after = Self.groups(halves[1]), before.count + after.count < 8 else {
                return nil
            }
            groups += [UInt64](repeating: 0, count: 8 - before.count - after.count) + after
        }
        guard groups.count == 8 else { return nil }
        high = groups[..<4].reduce(0) { $0 << 16 | $1 }
        low = groups[4...].reduce(0) { $0 << 16 | $1 }
    }

    private static func groups(_ text: Substring) -> [UInt64]? {
        guard !text.isEmpty else { return [] }
        var groups: [UInt64] = []
        for word in text.split(separator: ":", omittingEmptySubsequences: false) {
            guard let group = UInt16(word, radix: 16), groups.count < 8 else { return nil }
            groups.append(UInt64(group))
        }
        return groups
    }
}
