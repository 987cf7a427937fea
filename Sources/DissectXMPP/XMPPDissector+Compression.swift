internal import Bytes
internal import Dissection
internal import Inflation

extension XMPPDissector {
    /// Takes bytes of a compressed stream: a message of its own, whose content is XMPP again.
    mutating func readCompressed(
        _ input: inout ByteCursor, _ sender: Endpoint, into message: inout Message
    ) throws(ParseError) -> Step {
        let side = sender.index
        let start = input.offset
        guard let inflater = sides[side].inflater ?? Inflater(message.openInflaters, .zlib) else {
            throw .malformed(.tooManyInflaters, offset: start)
        }
        sides[side].inflater = inflater
        let count = min(input.remaining, Inflater.partByteCountMax)
        var inflated: [UInt8] = []
        let outcome = try inflater.inflate(input.readSpan(count: count), into: &inflated)
        guard outcome == .done else {
            throw .malformed(outcome == .tooLong ? .bomb : .notCompressed, offset: start)
        }
        message.type = MessageType(UInt16(XMPPKind.compressed.rawValue))
        if message.wantsSummary {
            message.beginXMPPSummary("COMPRESSED ")
            message.info.append(decimal: UInt64(count))
            message.info.append(count == 1 ? " byte " : " bytes ")
        }
        if message.depth >= .fields {
            message.add(.xmpp, .present, 0)
            message.add(.ownCompressedLen, .number(UInt64(count)), 1)
            message.add(.ownInflatedLen, .number(UInt64(inflated.count)), 1)
        }
        if !inflated.isEmpty { message.content.append(inflated.rawSpan, end: .pushed) }
        return .message
    }
}

extension Defect {
    static let tooManyInflaters = Defect("more compressed streams at once than are read")
    static let bomb = Defect("compressed data that becomes far too long")
    static let notCompressed = Defect("compressed data that cannot be read")
}
