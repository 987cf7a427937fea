internal import Bytes
internal import Statistics

/// Arrows between the lanes of addresses, drawn with characters as tshark does.
struct FlowGraph {
    struct Port {
        var end: TrafficEnd
        var number: UInt16

        init(_ end: TrafficEnd, _ number: UInt16) {
            self.end = end
            self.number = number
        }
    }

    private struct Arrow {
        var source: Int
        var destination: Int
        var sourcePort: UInt16
        var destinationPort: UInt16
        var conversation: UInt16
        /// Where in ``store`` the time begins, and where it and the comment end.
        var start: Int
        var timeEnd: Int
        var label: Range<Int>
        var comment: Range<Int>
    }

    /// Of more addresses only the first have lanes.
    private static var laneCountMax: Int { 40 }
    /// The place of all others: behind the last lane, and one lane between.
    private static var outside: Int { laneCountMax + 1 }
    private static var laneWidth: Int { 20 }
    private static var timeWidth: Int { 10 }

    private var lanes: [TrafficEnd] = []
    private var numbers: [TrafficEnd: Int] = [:]
    private var arrows: [Arrow] = []
    private var store: [UInt8] = []

    var byteCount: Int { store.count + arrows.count * MemoryLayout<Arrow>.stride }

    /// - Parameters:
    ///   - text: the time, and behind it what is written on the arrow and beside it.
    ///   - labelEnd: where the former ends; nil: it is the end of the latter.
    mutating func add(
        from source: Port, to destination: Port, conversation: UInt16, _ text: RawSpan,
        timeEnd: Int, labelEnd: Int?, labelStart: Int
    ) {
        let start = store.count
        store.append(text, xor: 0, phase: 0)
        let end = store.count
        let label = (start + labelStart)..<(labelEnd.map { start + $0 } ?? end)
        let comment = (labelEnd.map { start + $0 } ?? start + timeEnd)..<end
        arrows.append(
            Arrow(
                source: lane(of: source.end), destination: lane(of: destination.end),
                sourcePort: source.number, destinationPort: destination.number,
                conversation: conversation, start: start, timeEnd: start + timeEnd, label: label,
                comment: comment))
    }

    private mutating func lane(of end: TrafficEnd) -> Int {
        if let known = numbers[end] { return known }
        guard lanes.count < Self.laneCountMax else { return Self.outside }
        numbers[end] = lanes.count
        lanes.append(end)
        return lanes.count - 1
    }
}

// MARK: - Drawing

extension FlowGraph {
    func write(to text: inout TextBuffer) {
        guard let first = arrows.first else { return }
        let hasConversations = arrows.contains { $0.conversation != first.conversation }
        let margin = hasConversations ? "     |         " : "|         "
        appendHeading(margin, hasConversations, to: &text)
        var current = first.conversation
        let rule = laneCount * Self.laneWidth + 1 + (hasConversations ? 16 : 10)
        for arrow in arrows {
            if arrow.conversation != current {
                text.append(repeating: UInt8(ascii: "-"), rule)
                text.append("\n")
                current = arrow.conversation
            }
            if hasConversations { text.append("\(arrow.conversation)", width: 5) }
            append(arrow, margin, to: &text)
        }
    }

    /// Who talks to himself in the last lane needs one more for the end of his arrow.
    private var laneCount: Int {
        let last = lanes.count - 1
        let isAlone = arrows.contains { $0.source == last && $0.destination == last }
        return lanes.count + (isAlone ? 1 : 0)
    }

    private func appendHeading(
        _ margin: String, _ hasConversations: Bool, to text: inout TextBuffer
    ) {
        text.append(string: hasConversations ? "Conv.| Time    " : "|Time     ")
        for index in stride(from: 0, to: laneCount, by: 2) {
            text.append("| " + name(of: index), width: 2 * Self.laneWidth)
        }
        text.append(string: "|\n\(margin)")
        text.append("| ", width: Self.laneWidth)
        for index in stride(from: 1, to: laneCount, by: 2) {
            var label = "| " + name(of: index)
            if label.utf8.count < Self.laneWidth {
                label += String(repeating: " ", count: Self.laneWidth - label.utf8.count) + "| "
            }
            text.append(label, width: 2 * Self.laneWidth)
        }
        text.append("\n")
    }

    private func name(of lane: Int) -> String {
        lane < lanes.count ? TapText.text { $0.append(lanes[lane]) } : ""
    }

    private func append(_ arrow: Arrow, _ margin: String, to text: inout TextBuffer) {
        let start = arrow.source * Self.laneWidth + Self.laneWidth / 2
        let isLoop = arrow.source == arrow.destination
        let end =
            isLoop
            ? start + Self.laneWidth : arrow.destination * Self.laneWidth + Self.laneWidth / 2
        text.append("|")
        append(arrow.start..<arrow.timeEnd, to: &text)
        text.append(blanks: Self.timeWidth - 1 - (arrow.timeEnd - arrow.start))
        var line = FlowLine(laneCount: laneCount, laneWidth: Self.laneWidth)
        line.overwrite(start, end, with: Array(store[arrow.label]))
        line.append(to: &text)
        append(arrow.comment, to: &text)
        text.append(string: "\n\(margin)")
        line = FlowLine(laneCount: laneCount, laneWidth: Self.laneWidth)
        line.draw(from: start, to: end, arrow.sourcePort, arrow.destinationPort)
        line.append(to: &text)
        text.append("\n")
    }

    private func append(_ range: Range<Int>, to text: inout TextBuffer) {
        text.append(store.rawSpan.extracting(range))
    }
}
