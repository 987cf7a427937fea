internal import Bytes
internal import Packets
internal import Printing
internal import Statistics

/// `-z plen,tree`: how many packets there are of which length.
final class LengthsTap: Tap, TapSink {
    private let filter: String?
    private var lengths = LengthRanges()
    /// Of all packets, and of those in each range.
    private var bursts = [BurstMeter](repeating: BurstMeter(), count: LengthRanges.names.count + 1)
    /// When the first packet came and the last, in milliseconds.
    private var times: (first: Double, last: Double)?

    private static let nameWidth = 18
    private static let columns = [
        "Count", "Average", "Min Val", "Max Val", "Rate (ms)", "Percent", "Burst Rate",
        "Burst Start",
    ]

    init(_ filter: String?) { self.filter = filter }

    var listeners: [TapListener] { [TapListener(filter: filter, sink: self)] }

    func take(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) {
        let relative = line.time &- line.firstTime
        let (seconds, rest) = relative.quotientAndRemainder(dividingBy: 1_000_000_000)
        let now = Double(seconds) * 1000 + Double(rest) / 1_000_000
        times = (times?.first ?? now, now)
        lengths.add(line.byteCount)
        bursts[0].add(at: now)
        bursts[1 + LengthRanges.index(of: line.byteCount)].add(at: now)
    }

    func write(_ totals: TapTotals, to text: inout TextBuffer) {
        let width = Self.nameWidth + Self.columns.count * 14
        text.append("\n")
        text.append(repeating: UInt8(ascii: "="), width)
        text.append("\nPacket Lengths:\n")
        text.append("Topic / Item", width: Self.nameWidth)
        for column in Self.columns { appendCell(column, to: &text) }
        text.append("\n")
        text.append(repeating: UInt8(ascii: "-"), width)
        text.append("\n")
        append("Packet Lengths", lengths.all, bursts[0], to: &text)
        for (index, name) in LengthRanges.names.enumerated() {
            append(" " + name, lengths.ranges[index], bursts[index + 1], to: &text)
        }
        text.append("\n")
        text.append(repeating: UInt8(ascii: "-"), width)
        text.append("\n")
    }

    private func append(
        _ name: String, _ range: LengthRanges.Range, _ burst: BurstMeter,
        to text: inout TextBuffer
    ) {
        text.append(name, width: Self.nameWidth)
        appendCell("\(range.count)", to: &text)
        let isAll = name == "Packet Lengths"
        if range.count > 0 {
            // tshark divides in single precision.
            let average = Float(range.byteCount) / Float(range.count)
            appendCell(TapText.fixed(Double(average), 2), to: &text)
            appendCell("\(range.shortest)", to: &text)
            appendCell("\(range.longest)", to: &text)
        } else {
            for _ in 0..<3 { appendCell(isAll ? "" : "-", to: &text) }
        }
        let elapsed = (times?.last ?? 0) - (times?.first ?? 0)
        let rate = Double(Float(range.count)) / elapsed
        appendCell(elapsed == 0 ? "" : TapText.fixed(rate, 4), to: &text)
        let share = Double(range.count) * 100 / Double(lengths.all.count)
        let shown = lengths.all.count == 0 ? "" : TapText.fixed(share, 2) + "%"
        appendCell(isAll ? "100%" : shown, to: &text)
        let hasBurst = burst.countMax > 0
        appendCell(hasBurst ? TapText.fixed(Double(burst.countMax) / 100, 4) : "-", to: &text)
        appendCell(hasBurst ? TapText.fixed(burst.start / 1000, 3) : "-", to: &text)
        text.append("\n")
    }

    private func appendCell(_ cell: String, to text: inout TextBuffer) {
        text.append(" ")
        text.append(cell, width: 13)
    }
}
