internal import Bytes
internal import Dissection
internal import PacketFields
internal import Printing

/// Counts the messages of a run, and keeps the fields and notes of a packet's messages until its
/// row comes.
///
/// Their bytes are copied: those of a message that came in pieces are gone by then.
struct MessageCollector: MessageSink {
    private(set) var messageCount = 0
    private let wanted: FieldSet
    /// The layers of which the bytes are wanted.
    private let layersWithBytes: FieldSet
    private let keepsFields: Bool
    private let keepsNotes: Bool
    private let marksNotes: Bool
    private let isTree: Bool
    private let taker: (any MessageTaker)?
    /// Whether messages come that another packet quotes: they count there, where they were sent.
    var isQuoting = false
    private var fields: [Field] = []
    private var bytes: [UInt8] = []
    /// The packet's messages, if rows take them one by one.
    private var messages: [CollectedMessage] = []
    private let takesMessages: Bool
    private let wantsSummaries: Bool
    /// The fields of which only the length is wanted.
    private let lengthsOnly: FieldSet
    /// Which field is the first behind those of the message that was put together from segments.
    private var secondCall: Int?
    /// The rules of the packet's notes, for the end of its info column.
    private(set) var rules: [StaticString] = []

    /// Of more notes of a packet, the info column names only the first.
    static var ruleCountMax: Int { 4 }

    /// - Parameter marksNotes: whether ``rules`` are kept.
    init(_ rows: borrowing some RowSink & ~Copyable, wanted ids: [FieldID], marksNotes: Bool) {
        taker = rows.messageTaker
        takesMessages = rows.takesMessages
        wantsSummaries = rows.wantsSummaries
        let depth = rows.depth
        var layers: [FieldID] = []
        var lengths: [FieldID] = []
        for id in ids {
            if rows.wantsBytes(of: id) { layers.append(id) }
            if rows.wantsLengthOnly(of: id) { lengths.append(id) }
        }
        lengthsOnly = FieldSet(lengths)
        wanted = FieldSet(ids)
        layersWithBytes = FieldSet(layers)
        keepsFields = depth >= .fields
        let families: [FieldFamily.Number] = [.earshot, .expert]
        keepsNotes = ids.contains { id in families.contains { Int($0.rawValue) == id.family } }
        self.marksNotes = marksNotes
        isTree = depth == .tree
    }

    mutating func receive(_ message: inout Message, bytes: MessageBytes) {
        if let taker {
            if isQuoting { return }
            messageCount &+= 1
            return taker.take(&message, bytes: bytes)
        }
        if keepsFields { keep(message, bytes) }
        guard !isQuoting else { return }
        messageCount &+= 1
        guard !message.notes.isEmpty else { return }
        if keepsNotes || marksNotes { keepNotes(of: message) }
    }

    mutating func skip(
        _ range: StreamRange, of stream: UInt8, from sender: Endpoint, _ why: Skip
    ) {
        guard keepsNotes || marksNotes, let note = Note(why, range) else { return }
        if let taker { return taker.take(note) }
        let nothing: [UInt8] = []
        keep(note, "", decoded: nothing.rawSpan)
    }

    /// Forgets the notes of the packet before.
    @inline(__always)
    mutating func beginPacket() {
        if !rules.isEmpty { rules.removeAll(keepingCapacity: true) }
    }

    /// Hands the fields of a packet's messages over.
    @inline(__always)
    mutating func pass(to rows: inout some RowSink & ~Copyable) {
        if !fields.isEmpty || !messages.isEmpty { passAll(to: &rows) }
    }

    private mutating func passAll(to rows: inout some RowSink & ~Copyable) {
        let nothing: [UInt8] = []
        var next = 0
        for index in fields.indices {
            if index == secondCall { rows.noteCall() }
            while next < messages.count, messages[next].firstField == index {
                begin(next, &rows)
                next += 1
            }
            rows.add(fields[index], in: bytes.rawSpan, at: 0, decoded: nothing.rawSpan)
        }
        while next < messages.count {
            begin(next, &rows)
            next += 1
        }
        if next > 0 { rows.endMessage() }
        if !messages.isEmpty { messages.removeAll(keepingCapacity: true) }
        if !fields.isEmpty { fields.removeAll(keepingCapacity: true) }
        if !bytes.isEmpty { bytes.removeAll(keepingCapacity: true) }
        secondCall = nil
    }
}

/// Where among the collected fields a message's begin.
private struct CollectedMessage: BitwiseCopyable {
    var head: MessageHead
    var firstField: Int
    /// Where its part of the info column is kept.
    var summary: StreamRange
}

// MARK: - Fields

extension MessageCollector {
    private func begin(_ index: Int, _ rows: inout some RowSink & ~Copyable) {
        if index > 0 { rows.endMessage() }
        let message = messages[index]
        let summary = bytes.rawSpan.extracting(message.summary.offset..<message.summary.end)
        rows.beginMessage(message.head, summary: summary)
    }

    private mutating func keepHead(of message: borrowing Message) {
        let head = MessageHead(
            protocolName: message.place.protocolName, sender: message.place.sender,
            stream: message.place.stream, byteCount: message.place.range.count)
        let summary =
            wantsSummaries ? copy(message.summary) : StreamRange(offset: bytes.count, count: 0)
        messages.append(
            CollectedMessage(head: head, firstField: fields.count, summary: summary))
    }

    private mutating func keep(_ message: borrowing Message, _ span: MessageBytes) {
        if message.isReadTwice, message.messageCount > 1, secondCall == nil {
            secondCall = fields.count
        }
        if takesMessages, !isQuoting { keepHead(of: message) }
        for index in message.fields.indices where wanted.contains(message.fields[index].id) {
            var field = message.fields[index]
            switch field.value {
            case .text(let range), .bytes(let range), .decoded(let range):
                guard lengthsOnly.contains(field.id) else { break }
                field.value = .redacted(byteCount: range.count)
            default: break
            }
            switch field.value {
            case .text(let range): field.value = .text(copy(span[range]))
            case .bytes(let range): field.value = .bytes(copy(span[range]))
            case .decoded(let range):
                let all = message.decoded.rawSpan
                let isInside = range.offset >= 0 && range.end <= all.byteCount
                field.value = .text(
                    copy(isInside ? all.extracting(range.offset..<range.end) : nil))
            case .present where layersWithBytes.contains(field.id):
                field.value = .bytes(copy(span.span))
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

    private mutating func add(_ field: NoteField, _ value: FieldValue) { add(field.id, value) }

    private mutating func add(_ field: ExpertField, _ value: FieldValue) { add(field.id, value) }

    private mutating func add(_ id: FieldID, _ value: FieldValue) {
        if wanted.contains(id) { fields.append(Field(id: id, value: value)) }
    }
}

// MARK: - Notes

extension MessageCollector {
    private mutating func keepNotes(of message: borrowing Message) {
        for index in message.notes.indices {
            keep(
                message.notes[index], message.place.protocolName,
                decoded: message.decoded.rawSpan)
        }
    }

    private mutating func keep(_ note: Note, _ protocolName: StaticString, decoded: RawSpan) {
        if marksNotes, rules.count < Self.ruleCountMax { rules.append(note.rule) }
        guard keepsNotes else { return }
        var text = TextBuffer(capacity: 256)
        NoteText.append(note, decoded: decoded, to: &text)
        add(.note, .text(copy(text.bytes)))
        text.removeAll()
        text.append(note.rule)
        add(.rule, .text(copy(text.bytes)))
        add(NoteField.severity, .number(UInt64(note.severity.rawValue)))
        text.removeAll()
        switch note.standing {
        case .ours: break
        case .expert:
            text.append(NoteText.expertMessage(of: note))
            keepExpert(text.bytes, note.severity)
        case .malformed: keepMalformed(protocolName)
        case .cutShort:
            text.append("[Packet size limited during capture: ")
            text.append(protocolName)
            text.append(" truncated]")
            add(ExpertField.short, .text(copy(text.bytes)))
        }
    }

    /// As in tshark: the layer that stands for the rest of the packet, and what its expert says.
    private mutating func keepMalformed(_ protocolName: StaticString) {
        var text = TextBuffer(capacity: 64)
        text.append("[Malformed Packet: ")
        text.append(protocolName)
        text.append("]")
        add(ExpertField.malformed, .text(copy(text.bytes)))
        text.removeAll()
        // The second is the expert's item of this name, which a tree shows as the expert's.
        if !isTree {
            text.append("_ws.malformed")
            add(ExpertField.malformed, .text(copy(text.bytes)))
            text.removeAll()
        }
        add(ExpertField.malformedRemark, .present)
        text.append("Malformed Packet (Exception occurred)")
        keepExpert(text.bytes, .error, group: .malformed)
    }

    private mutating func keepExpert(
        _ message: RawSpan, _ severity: Note.Severity, group: ExpertGroup = .protocol
    ) {
        var text = TextBuffer(capacity: 256)
        text.append("Expert Info (")
        let severity = NoteText.expertSeverity(of: severity)
        text.append(severity.name)
        text.append("/")
        text.append(group.name)
        text.append("): ")
        text.append(message)
        add(ExpertField.expert, .text(copy(text.bytes)))
        add(ExpertField.message, .text(copy(message)))
        add(ExpertField.severity, .number(UInt64(severity.rawValue)))
        add(ExpertField.group, .number(UInt64(group.rawValue)))
    }
}
