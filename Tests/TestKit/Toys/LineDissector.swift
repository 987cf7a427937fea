public import Bytes
public import Dissection

/// A toy: lines, of which STARTTLS and its answer PROCEED end the plain part of each direction.
public struct LineDissector: StreamDissector {
    public static let name: StaticString = "Line"

    private var clientAsked = false
    private var serverAgreed = false

    public init() {}

    public mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        if serverAgreed { return .handOver }
        if clientAsked, delivery.sender == .client { return .wait }
        let start = input.offset
        var rest = input
        let bytes = try rest.readSpan(count: input.remaining)
        guard bytes.byteCount == 0 || bytes.byte(at: 0) < 0x80 else {
            throw .malformed(.notText, offset: start)
        }
        guard let count = bytes.lineByteCount else {
            return .needMore(byteCount: bytes.byteCount + 1)
        }
        let line = try input.readUTF8(count: count)
        if message.wantsSummary { message.beginSummary("Line") }
        if message.depth >= .fields {
            message.add(.line, .text(StreamRange(offset: start, count: count - 1)))
        }
        if delivery.sender == .client, line == "STARTTLS\n" { clientAsked = true }
        if delivery.sender == .server, clientAsked {
            serverAgreed = line == "PROCEED\n"
            clientAsked = line != "REFUSED\n"
        }
        return .message
    }

    public func successor() -> Successor { Successor("xor", carrying: "line") }

    public static func begins(_ bytes: RawSpan, _ sender: Endpoint) -> Registry.Likeness {
        guard bytes.byteCount >= 4 else { return .needMore }
        return bytes.bigEndian(at: 0) as UInt32 == 0x4845_4C4F ? .yes : .no  // "HELO"
    }
}

extension FieldID {
    public static var line: FieldID { FieldID(.chat, 0) }
}

extension Defect {
    public static let notText = Defect("not text")
}

extension RawSpan {
    fileprivate var lineByteCount: Int? {
        for index in 0..<byteCount where byte(at: index) == 0x0A { return index + 1 }
        return nil
    }
}
