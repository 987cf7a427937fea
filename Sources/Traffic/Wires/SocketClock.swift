internal import Glibc

/// The time of a run on sockets, and the timers that wait for it.
struct SocketClock {
    /// Milliseconds that the loop waits at most, so that it notices a halt and a signal.
    static var waitMax: Int32 { 100 }

    private let speed: Double
    private let beginning = SocketClock.now
    private var queue = EventQueue<(key: TimerTable.Key, generation: Int, isClient: Bool)>()
    private var timers = TimerTable()
    /// Timers that will go off for clients: as long as there are some, the run goes on.
    private(set) var clientTimerCount = 0

    init(speed: Double) { self.speed = speed }

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

    mutating func set(_ key: TimerTable.Key, after seconds: Double, isClient: Bool) {
        if isClient { clientTimerCount += 1 }
        let delay = Int64(min(seconds / speed, 1e9) * 1e9)
        queue.insert((key, timers.set(key), isClient), at: Self.now + delay)
    }

    mutating func cancel(_ key: TimerTable.Key) { timers.cancel(key) }

    /// Takes the next timer whose time has come.
    mutating func popDue() -> TimerTable.Key? {
        while let next = queue.nextTime, next <= Self.now, let (_, entry) = queue.popFirst() {
            if entry.isClient { clientTimerCount -= 1 }
            if timers.take(entry.key, entry.generation) { return entry.key }
        }
        return nil
    }
}
