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

    /// A query or a response of a known kind, with one question that can be read.
    public func framing(_ input: inout ByteCursor, from sender: Endpoint) -> Framing {
        do throws(ParseError) {
            guard input.remaining >= 2 + DNSHeader.byteCount else { return .needMore }
            let count = Int(try input.readBigEndian(UInt16.self))
            var header = DNSHeader()
            header.id = try input.readBigEndian()
            header.flags = try input.readBigEndian()
            header.questionCount = Int(try input.readBigEndian(UInt16.self))
            header.answerCount = Int(try input.readBigEndian(UInt16.self))
            header.authorityCount = Int(try input.readBigEndian(UInt16.self))
            header.additionalCount = Int(try input.readBigEndian(UInt16.self))
            guard header.mayBegin(messageOf: count, from: sender) else { return .impossible }
            guard let isQuestion = try input.beginsWithQuestion() else { return .needMore }
            return isQuestion ? .message(byteCount: count + 2) : .impossible
        } catch {
            return .impossible
        }
    }
}

extension DNSHeader {
    fileprivate func mayBegin(messageOf byteCount: Int, from sender: Endpoint) -> Bool {
        let recordCount = answerCount + authorityCount + additionalCount
        let isQuery = !isResponse && opcode == 0
        return DNSWords.opcode(opcode) != nil && !has(0x0040) && questionCount == 1
            && isResponse == (sender == .server)
            // A question has five bytes at least, a record eleven.
            && Self.byteCount + 5 + recordCount * 11 <= byteCount
            && (!isQuery || answerCount == 0 && responseCode == 0)
    }
}

extension ByteCursor {
    /// Whether a name without pointers, a type and a known class come; `nil`: there are too few
    /// bytes to tell.
    fileprivate mutating func beginsWithQuestion() throws(ParseError) -> Bool? {
        var byteCount = 1
        while remaining > 0 {
            let label = Int(try readUInt8())
            if label == 0 {
                guard remaining >= 4 else { return nil }
                try skip(2)
                let recordClass: UInt16 = try readBigEndian()
                return (1...4).contains(recordClass) || recordClass == 254 || recordClass == 255
            }
            byteCount += label + 1
            guard label <= 63, byteCount <= 255 else { return false }
            guard remaining >= label else { return nil }
            try skip(label)
        }
        return nil
    }
}
