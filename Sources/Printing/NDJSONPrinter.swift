public import Bytes
public import Dissection
public import Packets

/// Prints a JSON object in a line for each message: `-T ndjson`.
///
/// Docs/ndjson.schema.json says what is in it.  A message's fields come before its packet's row, so
/// they wait there, written already.
public struct NDJSONPrinter: RowSink, ~Copyable {
    /// A message of the packet, with its texts in ``waiting``.
    private struct Waiting {
        var head: MessageHead
        var summary: Range<Int>
        var fields: Range<Int>
    }

    private var members: MessageFieldsText
    private var isInMessage = false
    private var messages: [Waiting] = []
    private var waiting = TextBuffer(capacity: 4096)
    private var heads = MessageHeadText()
    private var text: TextBuffer
    private var output: OutputFile

    public init(_ output: consuming OutputFile, table: FieldTable) {
        self.output = output
        members = MessageFieldsText(table)
        text = TextBuffer(capacity: OutputFile.pieceSizeMax + 4096)
    }

    public var depth: Depth { .fields }

    public var takesMessages: Bool { true }

    public var wantsInfo: Bool { false }

    public func wants(_ id: FieldID) -> Bool { members.has(id) }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        if isInMessage { members.add(field, in: bytes, at: offset, decoded: decoded) }
    }

    public mutating func beginMessage(_ head: MessageHead, summary: RawSpan) {
        isInMessage = true
        members.removeAll()
        let start = waiting.count
        waiting.append(json: summary)
        messages.append(Waiting(head: head, summary: start..<waiting.count, fields: 0..<0))
    }

    public mutating func endMessage() {
        guard isInMessage, !messages.isEmpty else { return }
        isInMessage = false
        let start = waiting.count
        members.append(to: &waiting)
        messages[messages.count - 1].fields = start..<waiting.count
    }

    public mutating func dropMessage() {
        isInMessage = false
        _ = messages.popLast()
    }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        if messages.isEmpty {
            discard()
            return true
        }
        heads.take(line, layers)
        for message in messages {
            heads.append(message.head, to: &text)
            text.append(",\"info\":\"")
            waiting.copy(message.summary, to: &text)
            text.append("\",\"fields\":{")
            waiting.copy(message.fields, to: &text)
            text.append("}}\n")
        }
        discard()
        return text.count < output.pieceSize || output.write(&text)
    }

    public mutating func discard() {
        messages.removeAll(keepingCapacity: true)
        waiting.removeAll()
        isInMessage = false
    }

    public mutating func endBatch() -> Bool { output.endBatch(&text) }

    public mutating func finish() -> Int32 {
        output.write(&text)
        return output.failure
    }
}
