public import Bytes
public import Exchanges
internal import Printing

/// Draws a ladder with characters.
public struct LadderText: ~Copyable {
    public struct Options: Sendable {
        public var width = 80
        public var isASCII = false
        public var isColoured = false
        public var folds = true
        public var showsAddresses = false

        public init() {}
    }

    /// The signs that a ladder is drawn with.
    struct Signs {
        var lane: Unicode.Scalar = "│"
        var dash: Unicode.Scalar = "─"
        var broken: Unicode.Scalar = "╌"
        var right: Unicode.Scalar = "▶"
        var left: Unicode.Scalar = "◀"
        var pause: Unicode.Scalar = "┊"
        var ellipsis: Unicode.Scalar = "…"
        var times: Unicode.Scalar = "×"
        var note: Unicode.Scalar = "⚠"
        var micro: StaticString = "µs"

        static var ascii: Signs {
            Signs(
                lane: "|", dash: "-", broken: ".", right: ">", left: "<", pause: ":",
                ellipsis: "~", times: "x", note: "!", micro: "us")
        }
    }

    let options: Options
    let signs: Signs
    let names: LaneNames
    let lanes: Lanes
    /// The columns of the lanes.
    let places: [Int]
    let packetWidth: Int
    let protocolWidth: Int
    let timeWidth: Int
    var row: CellRow
    let rows: [LadderRow]
    private let pauses: [Int: Int64]
    /// Those whose names do not fit.
    private var cutLanes: Set<Int> = []
    /// What is drawn and not taken away yet.
    var lines: [LadderLine] = []
    private var text = TextBuffer(capacity: OutputFile.pieceSizeMax + 4096)

    /// The narrowest picture that can be read.
    public static var widthMin: Int { 40 }
    /// The least that two lanes are apart.
    private static var spacingMin: Int { 16 }

    public init(_ list: borrowing EventList, _ options: Options) {
        self.options = options
        signs = options.isASCII ? .ascii : Signs()
        var lastPacket = 1
        var longest: Int64 = 0
        var protocols: Set<String> = []
        for event in list.events {
            lastPacket = max(lastPacket, event.packet)
            longest = max(longest, event.elapsed)
            if protocols.count < 2 { protocols.insert(event.protocolName.string) }
        }
        packetWidth = "\(lastPacket)".count
        timeWidth = max(8, "\(longest / 1_000_000_000)".count + 7)
        let widest = list.events.lazy.map { $0.protocolName.string.count }.max() ?? 0
        protocolWidth = protocols.count < 2 ? 0 : min(widest, 11)
        let width = max(options.width, Self.widthMin)
        let start =
            2 + timeWidth + 1 + packetWidth + 2 + (protocolWidth > 0 ? protocolWidth + 2 : 0)
        let room = max(1, width - start - 1)
        lanes = Lanes(list, countMax: max(2, room / Self.spacingMin + 1))
        names = LaneNames(list, lanes, showsAddresses: options.showsAddresses)
        let gaps = max(1, lanes.count - 1)
        places = (0..<max(1, lanes.count)).map { start + $0 * (room - 1) / gaps }
        row = CellRow(width: width)
        rows = list.rows(folds: options.folds)
        pauses = list.pauses(before: rows)
    }

    /// Writes the picture.  Returns the `errno` of the write that failed, or 0.
    public mutating func write(_ list: borrowing EventList, to output: inout OutputFile) -> Int32 {
        guard !list.events.isEmpty else {
            text.append("No messages.\n")
            output.write(&text)
            return output.failure
        }
        drawHeads()
        for (index, row) in rows.enumerated() {
            if let pause = pauses[index] { drawPause(pause) }
            draw(row, list)
            writeLines()
            guard text.count < output.pieceSize || output.write(&text) else { break }
        }
        if rows.count > Self.rowsWithoutFeet { drawHeads(isFoot: true) }
        writeLines()
        writeSummary(list)
        output.write(&text)
        return output.failure
    }

    private mutating func writeLines() {
        for line in lines {
            if options.isColoured, let colour = line.colour {
                text.append(colour)
                text.append(string: line.text)
                text.append("\u{1B}[0m")
            } else {
                text.append(string: line.text)
            }
            text.append("\n")
        }
        lines.removeAll(keepingCapacity: true)
    }

    /// A ladder of more rows has the names at its end, too.
    private static var rowsWithoutFeet: Int { 40 }
}

// MARK: - Piece by piece

extension LadderText {
    /// How many rows there are, each of one line or more.
    public var rowCount: Int { rows.count }

    /// The events of a row, as places in the list.
    public func events(ofRow index: Int) -> [Int] {
        let row = rows[index]
        return (0..<row.count).map { row.first + $0 * row.stride }
    }

    /// The names of the lanes.
    public mutating func heads() -> [LadderLine] {
        drawHeads()
        return takeLines()
    }

    /// The pause before a row is the first of its lines.
    public mutating func lines(ofRow index: Int, in list: borrowing EventList) -> [LadderLine] {
        if let pause = pauses[index] {
            drawPause(pause)
            lines[0].isPause = true
        }
        draw(rows[index], list)
        return takeLines()
    }

    private mutating func takeLines() -> [LadderLine] {
        let taken = lines
        lines.removeAll()
        return taken
    }
}

// MARK: - Above and below

extension LadderText {
    private mutating func drawHeads(isFoot: Bool = false) {
        if isFoot { drawLaneLine() }
        let names = names
        let isSpaced = lanes.count > 1
        let spacing = isSpaced ? places[1] - places[0] : row.width - places[0]
        let room = max(4, lanes.count > 2 ? spacing * 2 / 3 - 1 : spacing / 2 - 1)
        drawHead(room) { names.name(ofLane: $0) }
        if (0..<lanes.count).contains(where: { !names.place(ofLane: $0).isEmpty }) {
            drawHead(room) { names.place(ofLane: $0) }
        }
        if !isFoot { drawLaneLine() }
    }

    private mutating func drawHead(_ room: Int, _ name: (Int) -> String) {
        row.removeAll()
        for lane in 0..<lanes.count {
            let whole = name(lane)
            let shown = DisplayWidth.cut(whole, to: room, ellipsis: signs.ellipsis)
            let width = DisplayWidth.columns(shown)
            if shown != whole { cutLanes.insert(lane) }
            let isLast = lane == lanes.count - 1 && lane > 0
            let middle = lane == 0 ? places[0] : places[lane] - width / 2
            row.put(shown, at: isLast ? places[lane] - width + 1 : middle)
        }
        endLine(nil)
    }

    private mutating func drawLaneLine() {
        row.removeAll()
        drawLanes(signs.lane)
        endLine(nil)
    }

    private mutating func drawPause(_ time: Int64) {
        row.removeAll()
        drawLanes(signs.pause)
        let words = "\(LabelText.duration(time, micro: signs.micro)) later"
        row.put(words, at: 2)
        endLine("\u{1B}[90m")
    }

    private mutating func writeSummary(_ list: borrowing EventList) {
        let unit = list.events[0].kind == .packet ? "packets" : "messages"
        let troubles = list.events.count { $0.kind != .message && $0.kind != .packet }
        let count = list.events.count - troubles
        text.append("\n")
        text.append(string: count == 1 ? "1 \(unit.dropLast())" : "\(count) \(unit)")
        if rows.count < list.events.count { text.append(string: " in \(rows.count) rows") }
        let ends = lanes.participantCount
        text.append(string: ends == 1 ? ", 1 participant" : ", \(ends) participants")
        text.append("\n")
        for lane in cutLanes.sorted() {
            let place = names.place(ofLane: lane)
            text.append(string: "  \(lane + 1). \(names.name(ofLane: lane))")
            text.append(string: place.isEmpty ? "\n" : "  \(place)\n")
        }
        if list.leftOutCount > 0 {
            text.append(
                string: "\(list.leftOutCount) more are left out: no more are kept for a picture; "
                    + "--from, --to, --stream and -Y narrow it\n")
        }
    }

    mutating func drawLanes(_ sign: Unicode.Scalar) {
        for place in places { row.put(sign, at: place) }
    }

    /// Ends a line of the picture.
    mutating func endLine(_ colour: StaticString?) {
        lines.append(LadderLine(text: row.string, colour: colour))
    }
}

/// One line of a ladder in characters, and the escape sequence of its colour.
public struct LadderLine: Sendable {
    public var text: String
    public var colour: StaticString?
    /// Whether it tells that nothing happened for a while.
    public var isPause = false
}

extension ProtocolName {
    var string: String {
        var text = TextBuffer(capacity: 32)
        append(to: &text)
        return text.bytes.string
    }
}
