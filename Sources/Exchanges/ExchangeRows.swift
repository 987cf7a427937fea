public import Bytes
public import Dissection
internal import Flows
public import Packets
public import Printing

/// Makes the events of a ladder from the rows of a run, one for each message or each packet.
public struct ExchangeRows: RowSink, ~Copyable {
    public enum Unit: String, CaseIterable, Sendable { case message, packet }

    /// An event of the packet whose row is still to come.
    private struct Waiting {
        var head: MessageHead
        var label: Range<Int>
        var notes = 0..<0
        var fields = 0..<0
        var meaning = MessageMeaning()
        var isShown = true
        var isCarrier = false
    }

    private let unit: Unit
    private let sink: any ExchangeSink
    private let wantsFields: Bool
    private let places: [UInt8]
    private let fieldIDs: FieldSet
    private var members: MessageFieldsText
    private var participants = ParticipantTable()
    private var requests = OpenRequests()
    private var times = PacketTimes()
    private var carriers = CarrierLabels()
    private var waiting: [Waiting] = []
    /// What the packet's messages tell, as far as it is for no row of their own.
    private var stray = MessageMeaning()
    private var hasStray = false
    private var isInMessage = false
    private var isShown = true
    private var notes: [UInt8] = []
    /// What the waiting events' parts are in.
    private var text = TextBuffer(capacity: 4096)

    public init(_ unit: Unit, table: FieldTable, to sink: any ExchangeSink) {
        self.unit = unit
        self.sink = sink
        wantsFields = sink.wantsFields
        places = ExchangeField.places(in: table)
        let members = MessageFieldsText(table)
        let places = places
        let takesAll = wantsFields
        fieldIDs = FieldSet(
            table.ids.filter { places[Int($0.number)] > 0 || takesAll && members.has($0) })
        self.members = members
    }

    public var depth: Depth { .fields }
    public var takesMessages: Bool { unit == .message }
    public var wantsInfo: Bool { unit == .packet }
    public func wants(_ id: FieldID) -> Bool { fieldIDs.contains(id) }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        if wantsFields, isInMessage || unit == .packet {
            members.add(field, in: bytes, at: offset, decoded: decoded)
        }
        let place = places[Int(field.id.number)]
        if place > 0 {
            interpret(ExchangeField.allCases[Int(place) - 1], field, bytes, offset, decoded)
        }
    }

    private mutating func interpret(
        _ known: ExchangeField, _ field: Field, _ bytes: RawSpan, _ offset: Int,
        _ decoded: RawSpan
    ) {
        let span: RawSpan? =
            switch field.value {
            case .text(let range), .bytes(let range): bytes.part(range, from: offset)
            case .decoded(let range): decoded.part(range, from: 0)
            default: nil
            }
        if known == .rule {
            guard let span else { return }
            if !notes.isEmpty { notes.append(contentsOf: ", ".utf8) }
            notes.append(escaping: span)
        } else if isInMessage {
            waiting[waiting.count - 1].meaning.add(known, field.value, span)
        } else {
            stray.add(known, field.value, span)
            hasStray = true
        }
    }
}

// MARK: - Messages

extension ExchangeRows {
    public mutating func beginMessage(_ head: MessageHead, summary: RawSpan) {
        isInMessage = true
        members.removeAll()
        let start = text.count
        text.append(summary.withoutBlanks)
        waiting.append(Waiting(head: head, label: start..<text.count))
    }

    public mutating func endMessage() { end(isShown: true) }

    public mutating func dropMessage() { end(isShown: false) }

    private mutating func end(isShown: Bool) {
        guard isInMessage, !waiting.isEmpty else { return }
        isInMessage = false
        let last = waiting.count - 1
        waiting[last].isShown = isShown
        guard isShown else {
            notes = []
            return
        }
        if !notes.isEmpty { waiting[last].notes = takeNotes() }
        if wantsFields { waiting[last].fields = takeFields() }
        // What only carries the next message has no row.
        guard last > 0, waiting[last].head.stream > waiting[last - 1].head.stream else { return }
        waiting[last - 1].isCarrier = true
    }

    private mutating func takeNotes() -> Range<Int> {
        let start = text.count
        let taken = notes
        notes = []
        text.append(taken.rawSpan)
        return start..<text.count
    }

    private mutating func takeFields() -> Range<Int> {
        let start = text.count
        members.append(to: &text)
        return start..<text.count
    }

    public mutating func noteChoice(isShown: Bool) { self.isShown = isShown }

    public mutating func discard() {
        if !waiting.isEmpty { waiting.removeAll(keepingCapacity: true) }
        text.removeAll()
        if unit == .packet { members.removeAll() }
        if !notes.isEmpty { notes = [] }
        if hasStray {
            stray = MessageMeaning()
            hasStray = false
        }
        isInMessage = false
        isShown = true
    }

    /// May be called again, when another file could not be read.
    public mutating func finish() -> Int32 { sink.finish(participants) }
}

// MARK: - Packets

extension ExchangeRows {
    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        times.note(line.number, line.time)
        defer { discard() }
        let isTroubled = !line.findings.isEmpty && !line.findings.isDisjoint(with: .drawn)
        guard unit == .packet || !waiting.isEmpty || isTroubled || !notes.isEmpty else {
            return true
        }
        let ends = Ends(
            from: participants.number(of: .source, layers, packet),
            to: participants.number(of: .destination, layers, packet),
            transport: layers.transport == .udp ? .udp : .tcp)
        if unit == .packet { return printPacket(line, ends, info) }
        if isShown, isTroubled, !printTrouble(line, ends, layers) { return false }
        for index in waiting.indices {
            guard printMessage(index, line, ends) else { return false }
        }
        if !notes.isEmpty, isShown, waiting.isEmpty { return printNote(line, ends) }
        return true
    }

    /// Between whom a packet went.
    private struct Ends {
        var from: Int
        var to: Int
        var transport: ExchangeEvent.Transport
    }

    private mutating func hand(on event: ExchangeEvent) -> Bool {
        participants.count(event.from)
        participants.count(event.to)
        return sink.take(event, in: text)
    }

    private mutating func printPacket(
        _ line: PacketLine, _ ends: Ends, _ info: borrowing TextBuffer
    ) -> Bool {
        let start = text.count
        text.append(info.bytes.withoutBlanks)
        var event = ExchangeEvent(
            .packet, line, ends.transport, from: ends.from, to: ends.to, line.protocolName,
            label: start..<text.count)
        if !notes.isEmpty { event.notes = takeNotes() }
        if wantsFields { event.fields = takeFields() }
        event.severity = stray.severity
        if line.tint == .problem { event.severity = max(event.severity ?? .info, .warning) }
        name(stray, ends)
        return hand(on: event)
    }

    private mutating func printMessage(_ index: Int, _ line: PacketLine, _ ends: Ends) -> Bool {
        let meaning = waiting[index].meaning
        name(meaning, ends)
        let head = waiting[index].head
        let server = head.sender == .client ? ends.to : ends.from
        if participants.rank(server) < .role, let role = ServerRole.find(head.protocolName) {
            participants.name(server, Array("\(role.name)".utf8), role.1)
        }
        var event = ExchangeEvent(
            .message, line, ends.transport, from: ends.from, to: ends.to,
            ProtocolName(head.protocolName), label: waiting[index].label)
        tie(&event, meaning, head.sender)
        guard waiting[index].isShown, !isCarrier(index, line) else { return true }
        event.notes = waiting[index].notes
        event.fields = waiting[index].fields
        event.severity = meaning.severity
        return hand(on: event)
    }

    /// Whether a message carries others, or a part of one.
    private mutating func isCarrier(_ index: Int, _ line: PacketLine) -> Bool {
        guard waiting[index].isCarrier || !carriers.isEmpty else { return false }
        let key = CarrierLabels.key(
            text.bytes.extracting(waiting[index].label), line.stream)
        if waiting[index].isCarrier { carriers.insert(key) }
        return carriers.contains(key)
    }

    /// Finds the request that a message answers, and remembers what it asks.
    private mutating func tie(
        _ event: inout ExchangeEvent, _ meaning: MessageMeaning, _ sender: Endpoint
    ) {
        if meaning.requestPacket > 0 {
            guard meaning.requestPacket <= event.packet else { return }
            let time = times.time(of: meaning.requestPacket)
            guard let latency = meaning.latency ?? time.map({ event.time &- $0 }) else { return }
            event.answered = meaning.requestPacket
            event.latency = latency
            return
        }
        guard event.stream >= 0 else { return }
        if let answer = meaning.answer ?? (meaning.isMutual ? meaning.question : nil),
            let request = requests.close(key(answer, event, sender.other))
        {
            event.answered = request.packet
            event.latency = event.time &- request.time
        } else if let question = meaning.question {
            requests.open(
                key(question, event, sender), packet: event.packet, time: event.time)
        }
    }

    private func key(
        _ question: UInt64, _ event: ExchangeEvent, _ asker: Endpoint
    ) -> OpenRequests.Key {
        let conversation = UInt64(event.stream) << 3 | UInt64(event.transport.rawValue) << 1
        return OpenRequests.Key(
            conversation: conversation | UInt64(asker.rawValue), question: question)
    }

    private mutating func name(_ meaning: MessageMeaning, _ ends: Ends) {
        if !meaning.senderName.isEmpty {
            participants.name(ends.from, meaning.senderName, .own)
        }
        if !meaning.receiverName.isEmpty {
            participants.name(ends.to, meaning.receiverName, meaning.receiverRank)
        }
    }
}

// MARK: - What goes wrong below messages

extension ExchangeRows {
    private mutating func printTrouble(
        _ line: PacketLine, _ ends: Ends, _ layers: borrowing PacketLayers
    ) -> Bool {
        if line.findings.contains(.previousNotCaptured) {
            guard printTrouble(.gap, line, ends, 0) else { return false }
        }
        guard !line.findings.isDisjoint(with: .retransmissions), layers.payloadLength > 0 else {
            return true
        }
        return printTrouble(.retransmission, line, ends, UInt64(layers.payloadLength))
    }

    private mutating func printTrouble(
        _ kind: ExchangeEvent.Kind, _ line: PacketLine, _ ends: Ends, _ byteCount: UInt64
    ) -> Bool {
        let start = text.count
        if kind == .gap {
            text.append("bytes before this are not captured")
        } else {
            text.append("sent again: ")
            text.append(decimal: byteCount)
            text.append(byteCount == 1 ? " byte" : " bytes")
        }
        var event = ExchangeEvent(
            kind, line, ends.transport, from: ends.from, to: ends.to, "TCP",
            label: start..<text.count)
        event.severity = .warning
        return hand(on: event)
    }

    private mutating func printNote(_ line: PacketLine, _ ends: Ends) -> Bool {
        let notes = takeNotes()
        var event = ExchangeEvent(
            .note, line, ends.transport, from: ends.from, to: ends.to, line.protocolName,
            label: notes)
        event.notes = notes
        event.severity = stray.severity ?? .warning
        return hand(on: event)
    }
}

extension RawSpan {
    /// The same without the blanks at its end.
    fileprivate var withoutBlanks: RawSpan {
        @_lifetime(copy self)
        get {
            var end = byteCount
            while end > 0, byte(at: end - 1) == 0x20 { end -= 1 }
            return extracting(0..<end)
        }
    }
}
