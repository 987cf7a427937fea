public import Bytes
public import Dissection
internal import Filters
public import Packets
public import Printing

/// Rows of a run that taps look at too: all packets, whatever a filter lets through to the rows.
public struct TappedRows<Rows: RowSink & ~Copyable>: RowSink, ~Copyable {
    private var rows: Rows
    private let taps: TapSet
    private let passesFields: Bool

    public init(_ rows: consuming Rows, _ taps: TapSet) {
        passesFields = rows.depth >= .fields
        self.rows = rows
        self.taps = taps
    }

    public var depth: Depth { max(rows.depth, taps.wantsFields ? .fields : .summary) }
    public var wantsInfo: Bool { rows.wantsInfo && rows.depth >= .summary || taps.wantsInfo }
    public var takesMessages: Bool { rows.takesMessages }
    public var wantsSummaries: Bool { rows.wantsSummaries }
    public var takesHiddenPackets: Bool { rows.takesHiddenPackets }
    public var hasShownRow: Bool { rows.hasShownRow }

    public func wants(_ id: FieldID) -> Bool { taps.wanted.contains(id) || rows.wants(id) }

    public func wantsBytes(of id: FieldID) -> Bool {
        rows.wantsBytes(of: id)
            || taps.listeners.contains { $0.filter?.wantsBytes(of: id) == true }
    }

    public func wantsLengthOnly(of id: FieldID) -> Bool {
        !taps.wanted.contains(id) && rows.wantsLengthOnly(of: id)
    }

    public mutating func beginMessage(_ head: MessageHead, summary: RawSpan) {
        rows.beginMessage(head, summary: summary)
    }

    public mutating func endMessage() { rows.endMessage() }

    public mutating func dropMessage() { rows.dropMessage() }

    public mutating func noteCall() {
        taps.noteCall()
        rows.noteCall()
    }

    public mutating func prepare(_ source: IPAddress, _ destination: IPAddress) {
        rows.prepare(source, destination)
    }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        taps.add(field, in: bytes, at: offset, decoded: decoded)
        if passesFields { rows.add(field, in: bytes, at: offset, decoded: decoded) }
    }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        taps.take(line, layers, packet: packet, info: info)
        return rows.print(line, layers, packet: packet, info: info)
    }

    public mutating func reassemble(_ frame: RawSpan, _ name: StaticString, from offset: Int) {
        rows.reassemble(frame, name, from: offset)
    }

    public mutating func noteChoice(isShown: Bool) { rows.noteChoice(isShown: isShown) }

    public mutating func endBatch() -> Bool { rows.endBatch() }

    public mutating func discard() { rows.discard() }

    public mutating func finish() -> Int32 { rows.finish() }
}
