public import Bytes
public import Dissection
public import Packets

/// Rows of which secrets are kept away: fields that are secret have their length as their value,
/// and of a packet's bytes those of messages are asterisks.
///
/// What a message says in the info column its dissector keeps away; see ``Message/isRedacted``.
public struct RedactedRows<Rows: RowSink & ~Copyable>: RowSink, ~Copyable {
    private var rows: Rows
    private let secrets: FieldSet
    private var bytes: [UInt8] = []

    public init(_ rows: consuming Rows, secrets: FieldSet) {
        self.rows = rows
        self.secrets = secrets
    }

    public var depth: Depth { rows.depth }

    public func wants(_ id: FieldID) -> Bool { rows.wants(id) }

    public var wantsInfo: Bool { rows.wantsInfo }

    public func wantsBytes(of id: FieldID) -> Bool { rows.wantsBytes(of: id) }

    public func wantsLengthOnly(of id: FieldID) -> Bool { rows.wantsLengthOnly(of: id) }

    public var hasShownRow: Bool { rows.hasShownRow }

    public mutating func noteCall() { rows.noteCall() }

    public var takesMessages: Bool { rows.takesMessages }

    public var wantsSummaries: Bool { rows.wantsSummaries }

    public var takesHiddenPackets: Bool { rows.takesHiddenPackets }

    public mutating func beginMessage(_ head: MessageHead, summary: RawSpan) {
        rows.beginMessage(head, summary: summary)
    }

    public mutating func endMessage() { rows.endMessage() }

    public mutating func dropMessage() { rows.dropMessage() }

    public mutating func noteChoice(isShown: Bool) { rows.noteChoice(isShown: isShown) }

    public mutating func prepare(_ source: IPAddress, _ destination: IPAddress) {
        rows.prepare(source, destination)
    }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        var field = field
        if secrets.contains(field.id) {
            switch field.value {
            case .text(let range), .bytes(let range), .decoded(let range):
                field.value = .redacted(byteCount: range.count)
            default: break
            }
        }
        rows.add(field, in: bytes, at: offset, decoded: decoded)
    }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(packet, xor: 0, phase: 0)
        blank(from: Self.secretOffset(layers))
        var packet: [UInt8] = []
        swap(&packet, &bytes)
        let goesOn = rows.print(line, layers, packet: packet.rawSpan, info: info)
        swap(&packet, &bytes)
        return goesOn
    }

    public mutating func reassemble(_ frame: RawSpan, _ name: StaticString, from offset: Int) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(frame, xor: 0, phase: 0)
        blank(from: offset)
        let copy = bytes
        rows.reassemble(copy.rawSpan, name, from: offset)
    }

    public mutating func discard() { rows.discard() }

    public mutating func endBatch() -> Bool { rows.endBatch() }

    public mutating func finish() -> Int32 { rows.finish() }

    private mutating func blank(from offset: Int) {
        for index in bytes.indices.dropFirst(max(0, offset)) { bytes[index] = UInt8(ascii: "*") }
    }

    /// Where the bytes of messages begin: those of a segment or a datagram; of any other packet all
    /// that is behind the header of the network layer, as it may be a fragment or quote another.
    private static func secretOffset(_ layers: borrowing PacketLayers) -> Int {
        switch layers.transport {
        case .tcp, .udp: layers.payload.lowerBound
        default:
            layers.transportOffset > 0 ? Int(layers.transportOffset) : Int.max
        }
    }
}
