internal import CPcap
internal import Glibc

/// Time that only goes on, in nanoseconds: for deadlines.
enum MonotonicTime {
    static var now: Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// A duration in seconds, at most a century.
    static func nanoseconds(_ seconds: Double) -> Int64 {
        Int64(max(0, min(seconds, 3_155_760_000)) * 1e9)
    }

    /// Milliseconds until a deadline, rounded up; -1 if there is none.
    static func milliseconds(until deadline: Int64?) -> Int32 {
        guard let deadline else { return -1 }
        return Int32(clamping: max(0, (deadline &- now &+ 999_999) / 1_000_000))
    }
}
