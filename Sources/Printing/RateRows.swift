public import Bytes
public import Dissection
public import Packets

/// Counts packets and messages instead of printing them: `--stats`.
public struct RateRows: RowSink, ~Copyable {
    private let counter: RateCounter
    /// The subject that a field names, and how much it says of it: less is more.
    private let subjects: [FieldID: (subject: RateCounter.Subject, rank: Int)]
    private var names: [RateCounter.Subject: (rank: Int, name: [UInt8])] = [:]
    private var messages: [[RateCounter.Subject: [UInt8]]] = []
    private var isInMessage = false

    public init(_ counter: RateCounter, table: FieldTable) {
        self.counter = counter
        var subjects: [FieldID: (subject: RateCounter.Subject, rank: Int)] = [:]
        for subject in RateCounter.Subject.allCases {
            for (rank, name) in subject.fieldNames.enumerated() {
                for id in table.find(name).map(table.all) ?? [] { subjects[id] = (subject, rank) }
            }
        }
        self.subjects = subjects
    }

    public var depth: Depth { .fields }

    public var takesMessages: Bool { true }

    public var wantsSummaries: Bool { false }

    public var takesHiddenPackets: Bool { false }

    public var wantsInfo: Bool { false }

    public func wants(_ id: FieldID) -> Bool { subjects[id] != nil }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        guard isInMessage, let (subject, rank) = subjects[field.id],
            case .text(let range) = field.value, range.count > 0,
            rank < names[subject]?.rank ?? .max
        else { return }
        let start = range.offset - offset
        guard start >= 0, start + range.count <= bytes.byteCount else { return }
        let count = min(range.count, RateCounter.nameByteCountMax)
        var name: [UInt8] = []
        name.append(bytes.extracting(start..<(start + count)), xor: 0, phase: 0)
        names[subject] = (rank, name)
    }

    public mutating func beginMessage(_ head: MessageHead, summary: RawSpan) {
        isInMessage = true
        names.removeAll(keepingCapacity: true)
    }

    public mutating func endMessage() {
        isInMessage = false
        messages.append(names.mapValues(\.name))
    }

    public mutating func dropMessage() { isInMessage = false }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        var name = TextBuffer(capacity: 32)
        line.protocolName.append(to: &name)
        var bytes: [UInt8] = []
        bytes.append(name.bytes, xor: 0, phase: 0)
        counter.add(packet: bytes, byteCount: line.byteCount)
        for message in messages { counter.add(message: message) }
        discard()
        return true
    }

    public mutating func discard() {
        isInMessage = false
        messages.removeAll(keepingCapacity: true)
    }

    public mutating func endBatch() -> Bool { !counter.isUnread }

    public mutating func finish() -> Int32 { 0 }
}
