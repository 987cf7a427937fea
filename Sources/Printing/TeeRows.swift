public import Bytes
public import Dissection
public import Packets

/// Rows that go two ways: each printer is told all that either asks for.
public struct TeeRows<First: RowSink & ~Copyable, Second: RowSink & ~Copyable>: RowSink, ~Copyable {
    private var first: First
    private var second: Second

    public init(_ first: consuming First, _ second: consuming Second) {
        self.first = first
        self.second = second
    }

    public var depth: Depth { max(first.depth, second.depth) }
    public var wantsInfo: Bool { first.wantsInfo || second.wantsInfo }
    public var takesMessages: Bool { first.takesMessages || second.takesMessages }
    public var wantsSummaries: Bool { first.wantsSummaries || second.wantsSummaries }
    public var takesHiddenPackets: Bool { first.takesHiddenPackets || second.takesHiddenPackets }
    public var hasShownRow: Bool { first.hasShownRow || second.hasShownRow }

    public func wants(_ id: FieldID) -> Bool { first.wants(id) || second.wants(id) }

    public func wantsBytes(of id: FieldID) -> Bool {
        first.wantsBytes(of: id) || second.wantsBytes(of: id)
    }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        let isFirstRead = first.print(line, layers, packet: packet, info: info)
        return second.print(line, layers, packet: packet, info: info) && isFirstRead
    }

    public mutating func noteCall() {
        first.noteCall()
        second.noteCall()
    }

    public mutating func beginMessage(_ head: MessageHead, summary: RawSpan) {
        first.beginMessage(head, summary: summary)
        second.beginMessage(head, summary: summary)
    }

    public mutating func endMessage() {
        first.endMessage()
        second.endMessage()
    }

    public mutating func dropMessage() {
        first.dropMessage()
        second.dropMessage()
    }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        first.add(field, in: bytes, at: offset, decoded: decoded)
        second.add(field, in: bytes, at: offset, decoded: decoded)
    }

    public mutating func discard() {
        first.discard()
        second.discard()
    }

    public mutating func reassemble(_ frame: RawSpan, _ name: StaticString, from offset: Int) {
        first.reassemble(frame, name, from: offset)
        second.reassemble(frame, name, from: offset)
    }

    public mutating func prepare(_ source: IPAddress, _ destination: IPAddress) {
        first.prepare(source, destination)
        second.prepare(source, destination)
    }

    public mutating func endBatch() -> Bool {
        let isFirstRead = first.endBatch()
        return second.endBatch() && isFirstRead
    }

    public mutating func finish() -> Int32 {
        let failure = first.finish()
        return max(failure, second.finish())
    }
}
