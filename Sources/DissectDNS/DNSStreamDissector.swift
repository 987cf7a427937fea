public import Bytes
public import Dissection

/// DNS over TCP: messages with their size in two bytes before them (RFC 1035, section 4.2.2).
public struct DNSStreamDissector: StreamDissector {
    public static let name: StaticString = "DNS"

    private var transactions = DNSTransactions()

    public init() {}

    public mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        guard input.remaining >= 2 else { return .needMore(byteCount: 2) }
        let count = Int(try input.readBigEndian(UInt16.self))
        guard input.remaining >= count else { return .needRest(byteCount: count + 2) }
        let base = input.offset
        let whole = DNSInput(try input.readSpan(count: count), sentCount: count, base: base)
        var reader = DNSReader(whole, .unicast, .stream)
        reader.read(&transactions, into: &message)
        message.type = MessageType(reader.header.opcode << 1 | (reader.header.isResponse ? 1 : 0))
        return .message
    }

    public mutating func recover(from disruption: Disruption, sender: Endpoint) -> Recovery {
        // A segment is where a message begins in all but a few captures, and tshark takes the
        // first one for that too.
        disruption == .midstream ? .resume : .search
    }

    /// A query or a response of a known kind with as many records as its size allows.
    public func framing(_ input: inout ByteCursor, from sender: Endpoint) -> Framing {
        do throws(ParseError) {
            guard input.remaining >= 2 + DNSHeader.byteCount else { return .needMore }
            let count = Int(try input.readBigEndian(UInt16.self))
            try input.skip(2)
            let flags: UInt16 = try input.readBigEndian()
            var leastCount = DNSHeader.byteCount
            for section in 0..<4 {
                // A question has five bytes at least, a record eleven.
                let records = Int(try input.readBigEndian(UInt16.self))
                leastCount += records * (section == 0 ? 5 : 11)
            }
            let isResponse = flags & 0x8000 != 0
            let isKnown = DNSWords.opcode(flags >> 11 & 0xF) != nil && flags & 0x0040 == 0
            guard isKnown, leastCount <= count, leastCount > DNSHeader.byteCount,
                isResponse == (sender == .server)
            else { return .impossible }
            return .message(byteCount: count + 2)
        } catch {
            return .impossible
        }
    }
}
