public import Bytes
internal import Dissection
public import Exchanges
internal import Printing

/// Draws a ladder as a picture.
public struct LadderSVG: ~Copyable {
    /// What all pictures of ladders can be told.
    public struct Options: Sendable {
        /// What the picture is of: the name of the capture.
        public var title = ""
        public var folds = true
        public var showsAddresses = false

        public init() {}
    }

    let lanes: Lanes
    let names: LaneNames
    let rows: [LadderRow]
    let protocols: ProtocolColours
    let spacing: Double
    let width: Double
    /// Where the lanes begin: behind times and packet numbers.
    private let gutter: Double
    private let numberWidth: Double
    private let options: Options
    private let pauses: [Int: Int64]
    var canvas: SVGCanvas
    /// Where the next row is.
    private var y: Double
    /// Where the packets of the last rows are drawn: an answer is tied to one of them.
    private var places: [(packet: Int, from: Int, y: Double)] = []
    private var lanesStart: Double

    /// Of more participants, the rest share a lane.
    public static var laneCountMax: Int { 100 }
    static var margin: Double { 24 }
    static var rowHeight: Double { 34 }
    private static var headHeight: Double { 44 }
    private static var pauseHeight: Double { 30 }
    private static var rowsWithoutFeet: Int { 24 }
    /// An answer is tied to a request that is at most so many rows above it.
    private static var tiedRowsMax: Int { 16 }

    public init(_ list: borrowing EventList, _ options: Options) {
        self.options = options
        lanes = Lanes(list, countMax: Self.laneCountMax)
        names = LaneNames(list, lanes, showsAddresses: options.showsAddresses)
        rows = list.rows(folds: options.folds)
        protocols = ProtocolColours(list)
        spacing = Self.spacing(list, rows, lanes.count)
        let laneWidth = spacing * Double(max(1, lanes.count - 1)) + Self.boxWidth(spacing)
        let lastPacket = list.events.lazy.map(\.packet).max() ?? 0
        let longest = list.events.lazy.map(\.elapsed).max() ?? 0
        numberWidth = max(38, TextMeasure.width(ofSmall: "\(lastPacket)") + 7)
        let timeWidth = TextMeasure.width(ofSmall: LabelText.seconds(longest))
        gutter = max(118, 14 + timeWidth + numberWidth + 16)
        width = max(420, gutter + laneWidth + Self.margin)
        pauses = list.pauses(before: rows)
        let hasFeet = rows.count > Self.rowsWithoutFeet
        let noteCount = rows.count { !list.events[$0.first].notes.isEmpty }
        lanesStart = 74 + Self.headHeight
        let height =
            lanesStart + Double(rows.count) * Self.rowHeight + Double(noteCount) * 14
            + Double(pauses.count) * Self.pauseHeight + 20 + (hasFeet ? Self.headHeight : 0)
            + (list.leftOutCount > 0 ? 20 : 0) + Self.margin
        y = lanesStart
        canvas = SVGCanvas(
            width: width, height: height, title: options.title, style: Self.style)
    }

    /// So wide that most labels fit into the arrow between neighbours.
    private static func spacing(
        _ list: borrowing EventList, _ rows: [LadderRow], _ laneCount: Int
    ) -> Double {
        var widths: [Int] = []
        for row in rows.prefix(2000) {
            widths.append(DisplayWidth.columns(LabelText.label(row, in: list)))
        }
        widths.sort()
        let usual = widths.isEmpty ? 0 : widths[min(widths.count - 1, widths.count * 9 / 10)]
        let most: Double = laneCount <= 3 ? 460 : laneCount <= 6 ? 300 : 220
        return min(max(Double(usual) * TextMeasure.labelColumn + 48, 170), most)
    }

    private static func boxWidth(_ spacing: Double) -> Double { min(spacing - 16, 240) }

    func x(_ lane: Int) -> Double {
        gutter + Self.boxWidth(spacing) / 2 + Double(lane) * spacing
    }

    /// Writes the picture.  Returns the `errno` of the write that failed, or 0.
    public mutating func write(_ list: borrowing EventList, to output: inout OutputFile) -> Int32 {
        drawTitle(list)
        if list.events.isEmpty {
            canvas.text("No messages.", x: Self.margin, y: lanesStart, class: "ink")
        } else {
            drawHeads(at: 74)
        }
        for (index, row) in rows.enumerated() {
            if let pause = pauses[index] { drawPause(pause) }
            draw(row, list)
            guard canvas.text.count < output.pieceSize || canvas.write(to: &output) else { break }
        }
        if rows.count > Self.rowsWithoutFeet {
            drawLanes(height: 12)
            drawHeads(at: y + 12)
            y += 12 + Self.headHeight
        }
        if list.leftOutCount > 0 {
            canvas.text(
                "\(list.leftOutCount) more events are left out.", x: Self.margin, y: y + 20,
                class: "faint")
        }
        canvas.finish()
        _ = canvas.write(to: &output)
        return output.failure
    }
}

// MARK: - Around the rows

extension LadderSVG {
    private mutating func drawTitle(_ list: borrowing EventList) {
        let room = width - 2 * Self.margin
        let title = TextMeasure.cut(options.title, to: room, TextMeasure.strongColumn)
        canvas.text(title, x: Self.margin, y: 34, class: "title")
        let unit = list.events.first?.kind == .packet ? "packets" : "messages"
        let count = list.events.count { $0.kind == .message || $0.kind == .packet }
        canvas.text(
            "\(count) \(unit), \(lanes.participantCount) participants", x: Self.margin, y: 54,
            class: "faint")
        guard protocols.names.count > 1 else { return }
        var x = width - Self.margin
        for (index, name) in protocols.names.enumerated().reversed() {
            x -= Double(name.count) * 6.8
            guard x > width / 2 else { break }
            canvas.text(name, x: x, y: 54, class: "faint")
            canvas.circle(x: x - 8, y: 50, radius: 4, class: ProtocolColours.dot(index))
            x -= 26
        }
    }

    private mutating func drawHeads(at top: Double) {
        let boxWidth = Self.boxWidth(spacing)
        let names = names
        for lane in 0..<lanes.count {
            let (name, place) = (names.name(ofLane: lane), names.place(ofLane: lane))
            let whole = Array((place.isEmpty ? name : "\(name) \(place)").utf8)
            canvas.beginGroup(class: "head", title: whole.rawSpan)
            canvas.rectangle(
                x: x(lane) - boxWidth / 2, y: top, width: boxWidth, height: Self.headHeight - 4,
                radius: 6, class: "box")
            let shown = TextMeasure.cut(name, to: boxWidth - 16, TextMeasure.strongColumn)
            canvas.text(
                shown, x: x(lane), y: top + (place.isEmpty ? 25 : 18), anchor: .middle,
                class: "strong")
            if !place.isEmpty {
                let shown = TextMeasure.cut(place, to: boxWidth - 12, TextMeasure.smallColumn)
                canvas.text(shown, x: x(lane), y: top + 33, anchor: .middle, class: "faint")
            }
            canvas.endGroup()
        }
    }

    private mutating func drawLanes(height: Double, class name: StaticString = "rule") {
        for lane in 0..<lanes.count {
            canvas.line(x1: x(lane), y1: y, x2: x(lane), y2: y + height, class: name)
        }
    }

    private mutating func drawPause(_ time: Int64) {
        drawLanes(height: Self.pauseHeight, class: "pause")
        canvas.text(
            "\(LabelText.duration(time)) later", x: Self.margin, y: y + Self.pauseHeight / 2 + 4,
            class: "later")
        y += Self.pauseHeight
    }
}

// MARK: - Rows

extension LadderSVG {
    private mutating func draw(_ row: LadderRow, _ list: borrowing EventList) {
        let event = list.events[row.first]
        let notes = list[event.notes].string
        let height = Self.rowHeight + (event.notes.isEmpty ? 0 : 14)
        drawLanes(height: height)
        let arrowY = y + 24
        tie(event, row, arrowY)
        let label = names.prefix(event) + LabelText.label(row, in: list)
        let number = event.packet
        let time = event.hasTime ? LabelText.seconds(event.elapsed) : ""
        let whole = Array("\(number)  \(time)  \(event.protocolName.string)\n\(label)".utf8)
        canvas.beginGroup(class: "row", title: whole.rawSpan)
        canvas.text(time, x: gutter - 16 - numberWidth, y: arrowY - 2, anchor: .end, class: "clock")
        canvas.text("\(number)", x: gutter - 16, y: arrowY - 2, anchor: .end, class: "faint")
        drawArrow(event, label, row.count == 1, arrowY)
        if !event.notes.isEmpty, event.kind != .note { drawNote(notes, event, arrowY) }
        canvas.endGroup()
        y += height
    }

    private mutating func tie(_ event: ExchangeEvent, _ row: LadderRow, _ arrowY: Double) {
        if event.answered > 0, row.count == 1,
            let request = places.last(where: { $0.packet == event.answered && $0.from == event.to })
        {
            let x = x(lanes.lane(of: event.from))
            canvas.rectangle(
                x: x - 3, y: request.y, width: 6, height: arrowY - request.y, radius: 3,
                class: "busy")
        }
        places.append((event.packet, event.from, arrowY))
        if places.count > Self.tiedRowsMax { places.removeFirst() }
    }

    private mutating func drawArrow(
        _ event: ExchangeEvent, _ label: String, _ isSingle: Bool, _ y: Double
    ) {
        let (from, to) = (lanes.lane(of: event.from), lanes.lane(of: event.to))
        guard from != to else { return drawLoop(from, label, event, y) }
        let colour = protocols.index(event)
        let (start, end) = (x(from), x(to))
        let direction: Double = end > start ? 1 : -1
        let isBroken = event.kind != .message && event.kind != .packet
        canvas.line(
            x1: start, y1: y, x2: end - direction * 7, y2: y,
            class: isBroken ? "broken" : ProtocolColours.line(colour))
        canvas.path(
            [(end, y), (end - direction * 9, y - 4.5), (end - direction * 9, y + 4.5)],
            isClosed: true, class: isBroken ? "brokenHead" : ProtocolColours.dot(colour))
        let latency =
            event.answered > 0 && isSingle ? LabelText.duration(event.latency) : ""
        let latencyWidth =
            latency.isEmpty ? 0 : Double(latency.count) * TextMeasure.smallColumn + 12
        let room = abs(end - start) - 24 - latencyWidth
        let shown = TextMeasure.cut(label, to: room, TextMeasure.labelColumn)
        canvas.text(
            shown, tail: latency, x: (start + end) / 2, y: y - 6, anchor: .middle,
            class: isBroken ? "brokenLabel" : "label")
    }

    private mutating func drawLoop(
        _ lane: Int, _ label: String, _ event: ExchangeEvent, _ y: Double
    ) {
        let colour = protocols.index(event)
        let isLast = lane == lanes.count - 1 && lane > 0
        let side: Double = isLast ? -1 : 1
        let x = x(lane)
        canvas.path(
            [(x, y - 10), (x + side * 18, y - 10), (x + side * 18, y), (x + side * 7, y)],
            class: ProtocolColours.line(colour))
        canvas.path(
            [(x, y), (x + side * 9, y - 4.5), (x + side * 9, y + 4.5)], isClosed: true,
            class: ProtocolColours.dot(colour))
        let room = isLast ? spacing - 40 : max(spacing - 40, width - x - 60)
        let shown = TextMeasure.cut(label, to: room, TextMeasure.labelColumn)
        canvas.text(
            shown, x: x + side * 24, y: y - 2, anchor: isLast ? .end : .start, class: "label")
    }

    private mutating func drawNote(_ notes: String, _ event: ExchangeEvent, _ y: Double) {
        let (from, to) = (lanes.lane(of: event.from), lanes.lane(of: event.to))
        let left = min(x(from), x(to))
        let room = max(abs(x(from) - x(to)), spacing) - 20
        let shown = TextMeasure.cut("⚠ \(notes)", to: room, TextMeasure.smallColumn)
        canvas.text(shown, x: left + 10, y: y + 14, class: "note")
    }
}
