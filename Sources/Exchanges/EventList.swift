public import Bytes

/// The events of a ladder, kept: for pictures that must know all participants before they draw.
public struct EventList: ~Copyable {
    public private(set) var events: [ExchangeEvent] = []
    public internal(set) var participants: [Participant] = []
    /// How many events came when no more were kept.
    public private(set) var leftOutCount = 0
    private var text = TextBuffer(capacity: 1 << 16)

    /// How many events are kept, and how many bytes of what they say.
    public static var countMax: Int { 1 << 20 }
    public static var textByteCountMax: Int { 1 << 29 }

    public init() {}

    /// A part of an event.
    public subscript(range: Range<Int>) -> RawSpan {
        @_lifetime(borrow self)
        get { text.bytes.extracting(range) }
    }

    /// A part of an event as text.
    public func text(_ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        bytes.append(self[range], xor: 0, phase: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What a participant is called, its address if nothing else.
    public func name(_ participant: Int) -> String {
        let known = participants[participant]
        return String(decoding: known.name.isEmpty ? known.place : known.name, as: UTF8.self)
    }

    mutating func add(_ event: ExchangeEvent, in source: borrowing TextBuffer) {
        let byteCount = event.label.count + event.notes.count + event.fields.count
        guard events.count < Self.countMax, text.count + byteCount <= Self.textByteCountMax else {
            leftOutCount += 1
            return
        }
        var event = event
        event.label = append(shown: source.bytes.extracting(event.label))
        event.notes = append(shown: source.bytes.extracting(event.notes))
        let start = text.count
        source.copy(event.fields, to: &text)
        event.fields = start..<text.count
        events.append(event)
    }

    /// What nothing shows, as marks that turn the direction of writing, is kept as its number.
    private mutating func append(shown bytes: RawSpan) -> Range<Int> {
        let start = text.count
        if bytes.isPlainText {
            text.append(bytes)
        } else {
            var escaped: [UInt8] = []
            escaped.append(escaping: bytes)
            text.append(escaped.rawSpan)
        }
        return start..<text.count
    }
}

/// Keeps events for whoever draws them when all are there.
public final class EventStore: ExchangeSink {
    public let wantsFields: Bool
    private var list = EventList()

    public init(wantsFields: Bool = false) { self.wantsFields = wantsFields }

    public func take(_ event: ExchangeEvent, in text: borrowing TextBuffer) -> Bool {
        list.add(event, in: text)
        return true
    }

    public func finish(_ participants: borrowing ParticipantTable) -> Int32 {
        list.participants = participants.list
        return 0
    }

    public var isEmpty: Bool { list.events.isEmpty }

    /// Hands over what was kept.
    public func takeList() -> EventList {
        var taken = EventList()
        swap(&taken, &list)
        return taken
    }
}
