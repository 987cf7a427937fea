internal import Bytes
internal import Dissection
internal import Packets
internal import Printing

/// What one column of `-z io,stat` counts in each interval.
final class IntervalColumn: TapSink {
    /// What a field's values are, to the functions that calculate with them.
    enum Kind {
        case unsigned, signed, duration
        /// Nothing to calculate with: only counted.
        case other

        init(_ kind: FieldKind) {
            switch kind {
            case .unsigned: self = .unsigned
            case .signed: self = .signed
            case .duration: self = .duration
            default: self = .other
            }
        }
    }

    struct Cell {
        var frameCount = 0
        /// Bytes, a count, a sum, the least or the greatest value, or microseconds of load.
        var value: Int64 = 0
        /// How many values there were.
        var valueCount: Int64 = 0
    }

    /// Packets of more intervals are not counted.
    static var cellCountMax: Int { 1 << 20 }

    let request: IntervalRequest.Column
    let fields: [FieldID]
    let kind: Kind
    /// Microseconds.
    private let interval: Int64
    private(set) var cells = [Cell()]
    private(set) var lostCount = 0
    private var values: [Int64] = []

    init(_ request: IntervalRequest.Column, interval: Int64, _ table: FieldTable) {
        self.request = request
        self.interval = interval
        let id = request.field.flatMap(table.find)
        fields = id.map(table.all) ?? []
        kind = id.flatMap { table[$0] }.map { Kind($0.kind) } ?? .other
    }

    func add(_ field: Field, decoded: RawSpan) {
        switch field.value {
        case .number(let number): values.append(Int64(truncatingIfNeeded: number))
        case .signed(let number), .duration(let number): values.append(number)
        default: values.append(0)
        }
    }

    func discard() { values.removeAll(keepingCapacity: true) }

    func take(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) {
        defer { discard() }
        // What is before the first packet counts with it.
        let time = max(0, TapText.microseconds(line.time &- line.firstTime))
        let index = time / interval
        guard index < Int64(Self.cellCountMax) else {
            lostCount += 1
            return
        }
        while cells.count <= Int(index) { cells.append(Cell()) }
        cells[Int(index)].frameCount += 1
        count(line, in: Int(index))
    }

    private func count(_ line: PacketLine, in index: Int) {
        switch request.function {
        case nil, .frames, .bytes: cells[index].value &+= Int64(line.byteCount)
        case .count: cells[index].value &+= Int64(values.count)
        case .sum, .average:
            cells[index].valueCount += Int64(values.count)
            for value in values { cells[index].value &+= value }
        case .least, .greatest:
            for value in values { keep(value, in: index) }
        case .load:
            for value in values where value > 0 { spread(value / 1000, from: index) }
        }
    }

    private func keep(_ value: Int64, in index: Int) {
        let isFirst = cells[index].valueCount == 0
        let known = cells[index].value
        let isBetter = request.function == .least ? value < known : value > known
        if isFirst || isBetter { cells[index].value = value }
        cells[index].valueCount += 1
    }

    /// Counts a time that something took, up to a moment in an interval, in all intervals that it
    /// went on in.  As in tshark, the moment is taken to be the end of what the time leaves over,
    /// and what began before the capture counts in the latest interval.
    private func spread(_ time: Int64, from index: Int) {
        let part = interval == .max ? time : time % interval
        cells[index].value &+= part
        var rest = interval == .max ? 0 : time / interval
        let rounds = rest / Int64(cells.count)
        if rounds > 0 {
            for index in cells.indices { cells[index].value &+= rounds &* interval }
            rest -= rounds * Int64(cells.count)
        }
        var place = index
        while rest > 0 {
            place = place > 0 ? place - 1 : cells.count - 1
            cells[place].value &+= interval
            rest -= 1
        }
    }
}

extension TapText {
    /// Rounded as tshark does.
    static func microseconds(_ time: Int64) -> Int64 {
        let (seconds, rest) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
        return seconds &* 1_000_000 &+ (rest + 500) / 1000
    }
}
