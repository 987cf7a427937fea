public import Bytes
public import Dissection
public import Packets
public import Printing

/// Rows that a display filter stands in front of: only packets that it lets through are printed.
///
/// Which packets those are is known once all their fields are; until then the printer behind is
/// given its fields, and told to forget them if the packet is not shown.
public struct FilteredRows<Rows: RowSink & ~Copyable>: RowSink, ~Copyable {
    private var filter: DisplayFilter
    private var rows: Rows
    private let passesFields: Bool
    public private(set) var hasShownRow = false
    /// Whether a message of the packet has begun.
    private var isInMessages = false
    /// Whether one of them is shown.
    private var hasShownMessage = false
    /// What was captured of a packet that is handed on put together.
    private var frame: [UInt8]?
    private let streams: StreamSelection?

    /// - Parameter streams: what conversations are to be shown whole.
    public init(
        _ rows: consuming Rows, _ filter: DisplayFilter,
        wholeStreams streams: StreamSelection? = nil
    ) {
        self.streams = streams
        passesFields = rows.depth >= .fields
        self.rows = rows
        self.filter = filter
    }

    public var depth: Depth { max(rows.depth, .fields) }

    public func wants(_ id: FieldID) -> Bool {
        filter.wants(id) || rows.wants(id) || streams?.wants(id) == true
    }

    public func wantsBytes(of id: FieldID) -> Bool {
        filter.wantsBytes(of: id) || rows.wantsBytes(of: id)
    }

    public func wantsLengthOnly(of id: FieldID) -> Bool {
        !filter.wants(id) && rows.wantsLengthOnly(of: id)
    }

    public var takesMessages: Bool { rows.takesMessages }

    public var wantsSummaries: Bool { rows.wantsSummaries }

    public var takesHiddenPackets: Bool { rows.takesHiddenPackets }

    public var wantsInfo: Bool { rows.wantsInfo }

    public mutating func beginMessage(_ head: MessageHead, summary: RawSpan) {
        if !isInMessages {
            isInMessages = true
            filter.markPacket()
        }
        rows.beginMessage(head, summary: summary)
    }

    /// The filter is asked of each message with what its packet's lower layers say.
    public mutating func endMessage() {
        if filter.decideOnMessage() {
            hasShownMessage = true
            rows.endMessage()
        } else {
            rows.dropMessage()
        }
    }

    public mutating func noteCall() {
        filter.noteCall()
        rows.noteCall()
    }

    public mutating func prepare(_ source: IPAddress, _ destination: IPAddress) {
        rows.prepare(source, destination)
    }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        streams?.add(field)
        if let frame, field.id.family == Int(FieldFamily.Number.frame.rawValue),
            case .layer = field.value
        {
            let whole = StreamRange(offset: 0, count: frame.count)
            let layer = Field(id: field.id, value: .layer(whole))
            filter.add(layer, in: frame.rawSpan, at: 0, decoded: decoded)
        } else {
            filter.add(field, in: bytes, at: offset, decoded: decoded)
        }
        if passesFields { rows.add(field, in: bytes, at: offset, decoded: decoded) }
    }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        frame = nil
        isInMessages = false
        let isMatch = filter.decide() || hasShownMessage
        hasShownMessage = false
        hasShownRow = streams?.decide(isMatch) ?? isMatch
        if rows.takesHiddenPackets || hasShownRow {
            rows.noteChoice(isShown: hasShownRow)
            return rows.print(line, layers, packet: packet, info: info)
        }
        rows.discard()
        return true
    }

    public mutating func reassemble(_ frame: RawSpan, _ name: StaticString, from offset: Int) {
        var copy: [UInt8] = []
        copy.append(frame, xor: 0, phase: 0)
        self.frame = copy
        rows.reassemble(frame, name, from: offset)
    }

    public mutating func discard() { rows.discard() }

    public mutating func endBatch() -> Bool { rows.endBatch() }

    public mutating func finish() -> Int32 { rows.finish() }
}
