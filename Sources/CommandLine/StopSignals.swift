internal import Glibc

/// SIGINT and SIGTERM, held back so that a loop can ask whether one came, and end in its own time.
final class StopSignals {
    private var signals = sigset_t()
    private var before = sigset_t()

    init() {
        unsafe sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] { unsafe sigaddset(&signals, number) }
        unsafe pthread_sigmask(SIG_BLOCK, &signals, &before)
    }

    deinit { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }

    /// Whether one came since somebody asked last.
    var hasCome: Bool {
        var now = timespec()
        return unsafe sigtimedwait(&signals, nil, &now) > 0
    }
}
