internal import Bytes
internal import Dissection

/// The hello of SSL 2.0, with which clients of later versions may begin (RFC 5246, appendix E.2).
///
///     +-----------+------+---------+-------------+------------+-----------+
///     | length |1 |  1   | version | cipher specs| session id | challenge |
///     +-----------+------+---------+-------------+------------+-----------+
struct TLSOldHello {
    /// Of the head, up to the lists.
    private static var headByteCount: Int { 11 }
    private static var challengeByteCount: Int { 32 }

    let bodyByteCount: Int
    let version: UInt16
    let specs: StreamRange
    let sessionID: StreamRange
    let challenge: StreamRange

    /// `nil` while it is not all here.
    init?(_ input: inout ByteCursor) throws(ParseError) {
        guard input.remaining >= Self.headByteCount else { return nil }
        var head = input
        bodyByteCount = Int(try head.readBigEndian(UInt16.self) & 0x7FFF)
        guard head.remaining >= bodyByteCount else { return nil }
        let start = head.offset
        try head.skip(1)
        version = try head.readBigEndian()
        let specCount = Int(try head.readBigEndian(UInt16.self))
        let sessionCount = Int(try head.readBigEndian(UInt16.self))
        let challengeCount = Int(try head.readBigEndian(UInt16.self))
        specs = try head.readRange(count: specCount)
        sessionID = try head.readRange(count: sessionCount)
        challenge = try head.readRange(count: challengeCount)
        let rest = start + bodyByteCount - head.offset
        guard rest >= 0 else { throw .malformed(.noRecord, offset: start) }
        try head.skip(rest)
        input = head
    }

    static func byteCountNeeded(_ input: ByteCursor) -> Int {
        var head = input
        guard input.remaining >= headByteCount, let word = try? head.readBigEndian(UInt16.self)
        else { return headByteCount }
        return Int(word & 0x7FFF) + 2
    }

    /// As strict as tshark is: a short hello, with a challenge of just one length.
    static func likeness(_ input: ByteCursor) -> Registry.Likeness {
        var input = input
        let available = input.remaining
        do throws(ParseError) {
            guard try input.readUInt8() == 0x80 else { return .no }
            guard available > 2 else { return .needMore }
            try input.skip(1)
            guard try input.readUInt8() == TLSHandshakeType.clientHello else { return .no }
            guard available >= headByteCount else { return .needMore }
            guard try input.readUInt8() == 3 else { return .no }
            try input.skip(1)
            let specCount = try input.readBigEndian(UInt16.self)
            let sessionCount = try input.readBigEndian(UInt16.self)
            let challengeCount = Int(try input.readBigEndian(UInt16.self))
            return specCount > 0 && specCount % 3 == 0 && [0, 16].contains(sessionCount)
                && challengeCount == challengeByteCount ? .yes : .no
        } catch {
            return .no
        }
    }
}
