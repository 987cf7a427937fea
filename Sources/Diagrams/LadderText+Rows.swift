internal import Bytes
internal import Dissection
internal import Exchanges
internal import Printing

// MARK: - The rows between the heads

extension LadderText {
    mutating func draw(_ ladderRow: LadderRow, _ list: borrowing EventList) {
        let event = list.events[ladderRow.first]
        row.removeAll()
        drawLanes(signs.lane)
        putFront(event)
        var label = LabelText.label(
            ladderRow, in: list, ellipsis: signs.ellipsis, times: signs.times)
        label = names.prefix(event) + label
        if options.isASCII { label = String(label.unicodeScalars.map(Self.ascii)) }
        let latency =
            event.answered > 0 && ladderRow.count == 1
            ? " (\(LabelText.duration(event.latency, micro: signs.micro)))" : ""
        let colour = colour(of: event)
        let room = room(for: event)
        let isLong = DisplayWidth.columns(label + latency) > room
        if isLong, room < row.width - places[0] - 2 {
            putAbove(label, event)
            endLine(colour)
            row.removeAll()
            drawLanes(signs.lane)
            label = ""
        }
        putArrow(event, label, latency)
        endLine(colour)
        if !event.notes.isEmpty, event.kind != .note { drawNotes(list[event.notes].string, event) }
    }

    /// How long a label can be that stands in its arrow.
    private func room(for event: ExchangeEvent) -> Int {
        let (from, to) = (lanes.lane(of: event.from), lanes.lane(of: event.to))
        if from != to { return max(1, abs(places[to] - places[from]) - 6) }
        let isLast = from == lanes.count - 1 && from > 0
        return max(1, (isLast ? places[from] - places[from - 1] : row.width - places[from]) - 6)
    }

    /// Puts a label that is longer than its arrow on a line of its own, over other lanes.
    private mutating func putAbove(_ label: String, _ event: ExchangeEvent) {
        let left = places[min(lanes.lane(of: event.from), lanes.lane(of: event.to))]
        let shown = DisplayWidth.cut(
            label, to: row.width - places[0] - 3, ellipsis: signs.ellipsis)
        let width = DisplayWidth.columns(shown) + 2
        let start = max(places[0] + 1, min(left + 1, row.width - width))
        row.put(" \(shown) ", at: start)
    }

    private static func ascii(_ scalar: Unicode.Scalar) -> Character {
        scalar.isASCII ? Character(scalar) : "?"
    }

    /// Time, packet, and protocol if there are several.
    private mutating func putFront(_ event: ExchangeEvent) {
        let time = event.hasTime ? LabelText.seconds(event.elapsed) : ""
        row.put(time, at: 2 + max(0, timeWidth - time.count))
        let packet = "\(event.packet)"
        row.put(packet, at: 2 + timeWidth + 1 + packetWidth - packet.count)
        guard protocolWidth > 0 else { return }
        let name = DisplayWidth.cut(
            event.protocolName.string, to: protocolWidth, ellipsis: signs.ellipsis)
        row.put(name, at: 2 + timeWidth + 1 + packetWidth + 2)
    }

    private mutating func putArrow(_ event: ExchangeEvent, _ label: String, _ tail: String) {
        let (from, to) = (lanes.lane(of: event.from), lanes.lane(of: event.to))
        guard from != to else { return putLoop(from, label + tail, room(for: event)) }
        let (left, right) = (places[min(from, to)], places[max(from, to)])
        let dash = event.kind == .message || event.kind == .packet ? signs.dash : signs.broken
        for column in (left + 1)..<right { row.put(dash, at: column) }
        row.put(from < to ? signs.right : signs.left, at: from < to ? right - 1 : left + 1)
        let room = room(for: event)
        let tailWidth = DisplayWidth.columns(tail)
        let whole = label.isEmpty ? String(tail.drop { $0 == " " }) : label + tail
        let shown =
            tailWidth < room / 2 && !label.isEmpty
            ? DisplayWidth.cut(label, to: room - tailWidth, ellipsis: signs.ellipsis) + tail
            : DisplayWidth.cut(whole, to: room, ellipsis: signs.ellipsis)
        let width = DisplayWidth.columns(shown)
        if width == 0 { return }
        let start = left + 1 + (right - left - 1 - width - 2) / 2
        row.put(" \(shown) ", at: start)
    }

    /// What somebody says to itself, or one of those that share a lane to another.
    private mutating func putLoop(_ lane: Int, _ label: String, _ room: Int) {
        let place = places[lane]
        let isLast = lane == lanes.count - 1 && lane > 0
        let shown = DisplayWidth.cut(label, to: room, ellipsis: signs.ellipsis)
        let width = DisplayWidth.columns(shown)
        if isLast {
            row.put(signs.right, at: place - 1)
            row.put(signs.dash, at: place - 2)
            row.put(shown, at: place - 3 - width)
        } else {
            row.put(signs.left, at: place + 1)
            row.put(signs.dash, at: place + 2)
            row.put(shown, at: place + 4)
        }
    }

    /// The rules that a message breaks, below it.
    private mutating func drawNotes(_ notes: String, _ event: ExchangeEvent) {
        row.removeAll()
        drawLanes(signs.lane)
        let lane = min(lanes.lane(of: event.from), lanes.lane(of: event.to))
        let start = lane == lanes.count - 1 && lane > 0 ? places[lane - 1] : places[lane]
        let shown = DisplayWidth.cut(
            "\(signs.note) \(notes)", to: row.width - start - 3, ellipsis: signs.ellipsis)
        row.put(" \(shown) ", at: start + 1)
        endLine("\u{1B}[33m")
    }

    private func colour(of event: ExchangeEvent) -> StaticString {
        switch event.kind {
        case .retransmission, .gap, .note: "\u{1B}[1;31m"
        case .message, .packet:
            event.severity == .error ? "\u{1B}[31m" : RowColour.escape(for: event.protocolName)
        }
    }
}
