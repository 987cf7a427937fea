internal import Bytes
internal import Dissection
internal import Printing

/// Counts the messages of a run, and keeps the fields of a packet's messages until its row comes.
///
/// Their bytes are copied: those of a message that came in pieces are gone by then.
struct MessageCollector: MessageSink {
    private(set) var messageCount = 0
    private let keepsFields: Bool
    private var fields: [Field] = []
    private var bytes: [UInt8] = []

    init(keepsFields: Bool) { self.keepsFields = keepsFields }

    mutating func receive(_ message: inout Message, bytes: MessageBytes) {
        messageCount &+= 1
        if keepsFields { keep(message, bytes) }
    }

    mutating func skip(
        _ range: StreamRange, of stream: UInt8, from sender: Endpoint, _ why: Skip
    ) {}

    private mutating func keep(_ message: borrowing Message, _ span: MessageBytes) {
        for index in message.fields.indices {
            var field = message.fields[index]
            switch field.value {
            case .text(let range): field.value = .text(copy(span[range]))
            case .bytes(let range): field.value = .bytes(copy(span[range]))
            case .decoded(let range):
                let all = message.decoded.rawSpan
                let isInside = range.offset >= 0 && range.end <= all.byteCount
                field.value = .text(
                    copy(isInside ? all.extracting(range.offset..<range.end) : nil))
            default: break
            }
            fields.append(field)
        }
    }

    private mutating func copy(_ span: RawSpan?) -> StreamRange {
        let start = bytes.count
        if let span { bytes.append(span, xor: 0, phase: 0) }
        return StreamRange(offset: start, count: bytes.count - start)
    }

    /// Hands the fields of a packet's messages over.
    mutating func pass(to rows: inout some RowSink & ~Copyable) {
        let nothing: [UInt8] = []
        for index in fields.indices {
            rows.add(fields[index], in: bytes.rawSpan, at: 0, decoded: nothing.rawSpan)
        }
        fields.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }
}
