internal import CLinux
internal import Glibc

/// Wakes a thread that waits, from another one.
///
/// A ring is remembered until somebody waits for it; several are one.
public final class Doorbell: Sendable {
    /// Becomes readable when the bell rings, for those who wait for other things too.
    public let descriptor: Int32

    public init() throws(CaptureError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else { throw .system(errno) }
    }

    deinit {
        _ = close(descriptor)
    }

    public func ring() {
        var one: UInt64 = 1
        // Fails only if the bell has been rung 2^64 times already.
        _ = unsafe write(descriptor, &one, MemoryLayout<UInt64>.size)
    }

    /// Returns when the bell rings, or has rung, or when time is up.
    ///
    /// - Parameter milliseconds: -1 to wait for ever.
    public func wait(milliseconds: Int32) {
        var place = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&place, 1, milliseconds)
        answer()
    }

    /// Forgets that it has rung.
    public func answer() {
        var count: UInt64 = 0
        _ = unsafe read(descriptor, &count, MemoryLayout<UInt64>.size)
    }
}
