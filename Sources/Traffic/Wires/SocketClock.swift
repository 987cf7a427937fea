internal import Glibc

/// The time of a run on sockets, and the timers that wait for it.
struct SocketClock {
    /// Milliseconds that the loop waits at most, so that it notices a halt and a signal.
    static var waitMax: Int32 { 100 }

    private let speed: Double
    private let beginning = SocketClock.now
    private var queue = EventQueue<(key: TimerTable.Key, generation: Int, keepsGoing: Bool)>()
    private var timers = TimerTable()
    private var awaitedCount = 0

    init(speed: Double) { self.speed = speed }

    /// Whether a timer will go off that the run waits for: one of a client that is more than a
    /// sign of life.
    var keepsGoing: Bool { awaitedCount > 0 }

    /// Nanoseconds from some beginning.
    static var now: Int64 {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Seconds of the scenario.
    var seconds: Double { Double(Self.now - beginning) / 1e9 * speed }

    /// Milliseconds until the next timer.
    var waitingTime: Int32 {
        guard let next = queue.nextTime else { return Self.waitMax }
        let milliseconds = max(0, (next - Self.now + 999_999) / 1_000_000)
        return Int32(clamping: min(Int64(Self.waitMax), milliseconds))
    }

    mutating func set(_ key: TimerTable.Key, after seconds: Double, keepsGoing: Bool) {
        if keepsGoing { awaitedCount += 1 }
        let delay = Int64(min(seconds / speed, 1e9) * 1e9)
        queue.insert((key, timers.set(key), keepsGoing), at: Self.now + delay)
    }

    mutating func cancel(_ key: TimerTable.Key) { timers.cancel(key) }

    /// Takes the next timer whose time has come.
    mutating func popDue() -> TimerTable.Key? {
        while let next = queue.nextTime, next <= Self.now, let (_, entry) = queue.popFirst() {
            if entry.keepsGoing { awaitedCount -= 1 }
            if timers.take(entry.key, entry.generation) { return entry.key }
        }
        return nil
    }
}
