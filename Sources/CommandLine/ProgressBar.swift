internal import Bytes
internal import Glibc

/// Says on standard error how much of a large file has been read, while that takes long enough
/// for somebody to wonder.
final class ProgressBar {
    private let descriptor: Int32
    private let byteCount: Int
    private var callCount = 0
    private var begin: Int64
    private var shownPercent = -1

    /// Files below this size are read before a bar could be seen.
    static var byteCountMin: Int { 16 << 20 }

    /// How long a run may take before there is a bar.
    private static var patience: Int64 { 300_000_000 }

    /// - Parameter descriptor: that of the file, whose place in the file is looked at.
    /// - Returns: nil if there is nothing to show, or nobody to see it.
    init?(of descriptor: Int32, printsRows: Bool) {
        var status = stat()
        guard Terminal.isTerminal(2), !(printsRows && Terminal.isTerminal(1)),
            unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            Int(status.st_size) >= Self.byteCountMin
        else { return nil }
        // Shares its place in the file with the one that is read from, and outlives it.
        self.descriptor = dup(descriptor)
        byteCount = Int(status.st_size)
        begin = Self.now
    }

    deinit {
        erase()
        close(descriptor)
    }

    /// Call for every few packets.
    func update() {
        callCount &+= 1
        guard callCount & 0xFF == 0, Self.now &- begin > Self.patience else { return }
        let place = Int(lseek(descriptor, 0, SEEK_CUR))
        let percent = min(100, max(0, place) / max(1, byteCount / 100))
        if percent > shownPercent { show(percent) }
    }

    /// Call before anything else is written to standard error.
    func erase() {
        if shownPercent < 0 { return }
        write("\r\u{1B}[K")
        shownPercent = -1
    }

    private func show(_ percent: Int) {
        shownPercent = percent
        let width = min(Terminal.width(2), 80)
        write("\r\(Self.text(percent, ofByteCount: byteCount, width: width))\u{1B}[K")
    }

    /// The bar and what it means, in less than `width` columns if that is at all possible.
    static func text(_ percent: Int, ofByteCount byteCount: Int, width: Int) -> String {
        let label = "\(percent)% of \(max(1, byteCount >> 20)) MiB"
        let barWidth = max(0, width - label.count - 2)
        let done = barWidth * percent / 100
        return String(repeating: "█", count: done)
            + String(repeating: "░", count: barWidth - done) + " " + label
    }

    private func write(_ string: String) {
        var text = TextBuffer()
        text.append(string: string)
        var output = OutputFile(descriptor: 2)
        output.write(&text)
    }

    private static var now: Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
