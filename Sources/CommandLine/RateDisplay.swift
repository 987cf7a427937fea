internal import Bytes
internal import Glibc
internal import Printing

/// Shows rates every few seconds: on a terminal in the place of those before, else in blocks.
final class RateDisplay {
    let counter = RateCounter()
    private(set) var failure: Int32 = 0
    private let interval: Int64
    private let isTerminal: Bool
    private let begin = RateDisplay.now
    private var last: Int64
    private var shownLineCount = 0

    /// - Parameter seconds: from one block to the next.
    init(seconds: Double) {
        interval = Int64(seconds * 1e9)
        isTerminal = Terminal.isTerminal(1)
        last = begin
    }

    /// How long to wait before asking whether it is time.
    var milliseconds: Int32 { Int32(clamping: max(1, min(interval / 2_000_000, 100))) }

    /// Shows what there is, if it is time.
    func update() {
        if Self.now &- last >= interval { show() }
    }

    /// Shows what came at the end.
    func finish() {
        if counter.packets.count > 0 || shownLineCount == 0 { show() }
    }

    /// Shows what came since the last block.
    private func show() {
        let now = Self.now
        var format = RateText()
        if isTerminal {
            format.width = max(20, Terminal.width(1) - 1)
            // A head, and for each kind a title and a line about more of them.
            let kindCount = 1 + counter.subjects.count
            let rest = Terminal.height(1) - 2 - 2 * kindCount
            format.rowCountMax = max(1, min(10, rest / kindCount))
        }
        var block = TextBuffer()
        format.append(
            counter, seconds: Double(now &- last) / 1e9, end: Double(now &- begin) / 1e9,
            to: &block)
        var text = TextBuffer()
        if isTerminal, shownLineCount > 0 {
            // Up to the first line of the last block, and away with it.
            text.append(string: "\u{1B}[\(shownLineCount)A\u{1B}[J")
        }
        shownLineCount = block.lineCount
        text.append(block.bytes)
        if !isTerminal { text.append("\n") }
        var output = OutputFile(descriptor: 1)
        output.write(&text)
        failure = output.failure
        counter.isUnread = failure != 0
        counter.reset()
        last = now
    }

    private static var now: Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}

extension TextBuffer {
    fileprivate var lineCount: Int {
        var count = 0
        for index in 0..<bytes.byteCount where bytes.byte(at: index) == UInt8(ascii: "\n") {
            count += 1
        }
        return count
    }
}
