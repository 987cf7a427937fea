internal import CLinux
internal import Captures
internal import Glibc

/// Signals that end a capture, as something to wait for: SIGINT, SIGTERM, and SIGHUP unless the
/// process was started to outlive it.
///
/// Blocked in the thread that makes this and in those that it starts; so they must be made later.
public final class StopSignals: Sendable {
    /// Readable when a signal has come.
    let descriptor: Int32

    public init() throws(LiveError) {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM] { unsafe sigaddset(&signals, signal) }
        var hangUp = sigaction()
        unsafe sigaction(SIGHUP, nil, &hangUp)
        if unsafe hangUp.__sigaction_handler.sa_handler == nil {
            unsafe sigaddset(&signals, SIGHUP)
        }
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        descriptor = unsafe signalfd(
            -1, &signals, Int32(SFD_CLOEXEC | SFD_NONBLOCK))
        guard descriptor >= 0 else { throw .system("\(CaptureError.system(errno))") }
    }

    deinit {
        _ = close(descriptor)
    }

    /// Whether one has come since this was asked last.
    public func take() -> Bool {
        var information = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        return unsafe read(descriptor, &information, size) == size
    }
}
