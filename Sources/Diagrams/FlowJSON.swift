public import Bytes
internal import Dissection
public import Exchanges
internal import Printing

/// Writes a ladder as one JSON object, event by event as they come: Docs/flow.schema.json says what
/// is in it.  The participants are behind the events, when all their names are known, so that
/// memory does not grow with the number of events.
public final class FlowJSON: ExchangeSink {
    private var output: OutputFile
    private var text = TextBuffer(capacity: OutputFile.pieceSizeMax + 4096)
    private var timestamp = TimestampText()
    private var hasEvents = false
    private var isFinished = false

    public init(_ output: consuming OutputFile) { self.output = output }

    public var wantsFields: Bool { true }

    public func take(_ event: ExchangeEvent, in source: borrowing TextBuffer) -> Bool {
        // One access to each property for the whole event.
        Self.append(event, source, isFirst: !hasEvents, &timestamp, to: &text)
        hasEvents = true
        return text.count < output.pieceSize || output.write(&text)
    }

    private static func append(
        _ event: ExchangeEvent, _ source: borrowing TextBuffer, isFirst: Bool,
        _ timestamp: inout TimestampText, to text: inout TextBuffer
    ) {
        var head = text.writer(room: 64)
        head.append(isFirst ? "{\"events\":[\n" : ",\n")
        head.append("{\"packet\":")
        head.append(decimal: UInt64(event.packet))
        text.commit(head.count)
        if event.hasTime { timestamp.append(event.time, to: &text) }
        var ends = text.writer(room: 192)
        ends.append(",\"from\":")
        ends.append(decimal: UInt64(event.from))
        ends.append(",\"to\":")
        ends.append(decimal: UInt64(event.to))
        if event.stream >= 0 {
            ends.append(event.transport == .udp ? ",\"stream\":\"udp:" : ",\"stream\":\"tcp:")
            ends.append(decimal: UInt64(event.stream))
            ends.append("\"")
        }
        ends.append(",\"kind\":\"")
        ends.append(event.kind.name)
        ends.append("\",\"protocol\":\"")
        text.commit(ends.count)
        event.protocolName.append(to: &text)
        text.append("\",\"label\":\"")
        text.append(json: source.bytes.extracting(event.label))
        text.append("\"")
        if event.answered > 0 { append(answer: event, to: &text) }
        if !event.notes.isEmpty {
            text.append(",\"notes\":\"")
            text.append(json: source.bytes.extracting(event.notes))
            text.append("\"")
        }
        if let severity = event.severity {
            text.append(",\"severity\":\"")
            text.append(severity.name)
            text.append("\"")
        }
        text.append(",\"fields\":{")
        source.copy(event.fields, to: &text)
        text.append("}}")
    }

    private static func append(answer event: ExchangeEvent, to text: inout TextBuffer) {
        var writer = text.writer(room: 80)
        writer.append(",\"answers\":")
        writer.append(decimal: UInt64(event.answered))
        writer.append(",\"latency_ns\":")
        if event.latency < 0 { writer.append("-") }
        writer.append(decimal: event.latency.magnitude)
        text.commit(writer.count)
    }

    public func finish(_ participants: borrowing ParticipantTable) -> Int32 {
        guard !isFinished else { return output.failure }
        isFinished = true
        text.append(hasEvents ? "\n],\n\"participants\":[" : "{\"events\":[],\n\"participants\":[")
        for index in participants.list.indices {
            text.append(index == 0 ? "\n" : ",\n")
            append(participants.list[index], index)
            if text.count >= output.pieceSize, !output.write(&text) { break }
        }
        text.append("\n]}\n")
        output.write(&text)
        return output.failure
    }

    private func append(_ participant: Participant, _ index: Int) {
        text.append("{\"id\":")
        text.append(decimal: UInt64(index))
        text.append(",\"address\":\"")
        text.append(json: participant.address.rawSpan)
        text.append("\"")
        if let port = participant.port {
            text.append(",\"port\":")
            text.append(decimal: port)
        }
        if participant.rank > .none {
            text.append(",\"name\":\"")
            text.append(json: participant.name.rawSpan)
            text.append("\"")
        }
        text.append(",\"events\":")
        text.append(decimal: UInt64(participant.eventCount))
        text.append("}")
    }
}

extension ExchangeEvent.Kind {
    var name: StaticString {
        switch self {
        case .message: "message"
        case .packet: "packet"
        case .retransmission: "retransmission"
        case .gap: "gap"
        case .note: "note"
        }
    }
}

extension Note.Severity {
    var name: StaticString {
        switch self {
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }
}
