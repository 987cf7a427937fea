/// Which bytes of a direction came although one before them is missing: for the list's words only.
///
/// Runs of relative sequence numbers, in order, apart from one another.
struct GapMap {
    private var runs: [(start: UInt32, end: UInt32)] = []

    /// Beyond this the latest runs are not remembered: their segments are taken for missing when
    /// the hole closes.
    static var runCountMax: Int { 256 }

    var isEmpty: Bool { runs.isEmpty }

    mutating func add(_ start: UInt32, _ end: UInt32) {
        var (start, end) = (start, end)
        runs.removeAll { run in
            guard !run.start.isAfter(end), !start.isAfter(run.end) else { return false }
            if run.start.isBefore(start) { start = run.start }
            if run.end.isAfter(end) { end = run.end }
            return true
        }
        guard runs.count < Self.runCountMax else { return }
        let place = runs.firstIndex { $0.start.isAfter(start) } ?? runs.count
        runs.insert((start, end), at: place)
    }

    /// How far the bytes go without a hole, once those before `next` are there.
    mutating func advance(from next: UInt32) -> UInt32 {
        var next = next
        while let first = runs.first, !first.start.isAfter(next) {
            if first.end.isAfter(next) { next = first.end }
            runs.removeFirst()
        }
        return next
    }
}

/// The gaps of a connection's two directions.
struct GapMaps {
    private var lower = GapMap()
    private var upper = GapMap()

    var isEmpty: Bool { lower.isEmpty && upper.isEmpty }

    subscript(side: Side) -> GapMap {
        get { side == .lower ? lower : upper }
        set { if side == .lower { lower = newValue } else { upper = newValue } }
    }
}
