public import Bytes

/// Writes a ``RateCounter`` as a few lines: the most frequent of each kind.
public struct RateText: Sendable {
    /// How many names of each kind are shown.
    public var rowCountMax = 10
    /// The longest line.
    public var width = 80

    /// Columns of a number, and of the blank in front of it.
    private static var numberWidth: Int { 14 }

    public init() {}

    /// - Parameters:
    ///   - seconds: how long was counted.
    ///   - end: seconds from the beginning of the capture until now.
    public func append(
        _ counter: RateCounter, seconds: Double, end: Double, to text: inout TextBuffer
    ) {
        let seconds = max(seconds, 0.001)
        let head =
            "\(Self.fixed(end)) s: \(Self.rate(counter.packets.count, seconds)) packets/s, "
            + "\(Self.rate(counter.packets.byteCount, seconds)) bytes/s, "
            + "\(Self.rate(counter.messageCount, seconds)) messages/s"
        text.append(string: "\(head.prefix(width))\n")
        append(
            "protocol", ["packets/s", "bytes/s"], counter.protocols, seconds, to: &text
        ) { [$0.count, $0.byteCount] }
        for subject in RateCounter.Subject.allCases {
            guard let counts = counter.subjects[subject] else { continue }
            append(subject.rawValue, ["messages/s"], counts, seconds, to: &text) { [$0.count] }
            if let others = counter.others[subject] {
                text.append(
                    string: "  (\(Self.rate(others.count, seconds)) a second with other names)\n")
            }
        }
    }

    private func append(
        _ title: String, _ columns: [String], _ counts: [[UInt8]: RateCounter.Count],
        _ seconds: Double, to text: inout TextBuffer, numbers: (RateCounter.Count) -> [Int]
    ) {
        if counts.isEmpty { return }
        append(Array(title.utf8), columns, to: &text)
        // Hash tables have an order of their own; names have one for all.
        let sorted = counts.sorted { one, other in
            one.value.count == other.value.count
                ? one.key.lexicographicallyPrecedes(other.key)
                : one.value.count > other.value.count
        }
        for (name, count) in sorted.prefix(rowCountMax) {
            append(name, numbers(count).map { Self.rate($0, seconds) }, to: &text)
        }
        if sorted.count > rowCountMax {
            text.append(string: "  (\(sorted.count - rowCountMax) more)\n")
        }
    }

    /// A line: a name, cut to what there is room for, and right-aligned columns.
    private func append(_ name: [UInt8], _ columns: [String], to text: inout TextBuffer) {
        let room = max(8, width - 2 - columns.count * Self.numberWidth)
        var escaped = TextBuffer(capacity: 1024)
        escaped.append(untrusted: name.rawSpan)
        var bytes: [UInt8] = []
        bytes.append(escaped.bytes, xor: 0, phase: 0)
        var shown = String(decoding: bytes, as: UTF8.self)
        if shown.count > room { shown = shown.prefix(room - 1) + "…" }
        var line = "  " + shown + String(repeating: " ", count: room - shown.count)
        for column in columns {
            line += String(repeating: " ", count: max(1, Self.numberWidth - column.count)) + column
        }
        text.append(string: line + "\n")
    }

    private static func rate(_ count: Int, _ seconds: Double) -> String {
        let rate = Double(count) / seconds
        return rate < 1000 ? fixed(rate) : "\(Int(min(rate, 1e15).rounded()))"
    }

    /// With one decimal.
    private static func fixed(_ number: Double) -> String {
        let tenths = Int((min(number, 1e15) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
