internal import Glibc

/// Lets one thread wait for another: what is done before ``signal()`` is seen behind ``wait()``.
@safe
public final class ThreadSemaphore: @unchecked Sendable {
    private let semaphore: UnsafeMutablePointer<sem_t>

    public init() {
        unsafe semaphore = .allocate(capacity: 1)
        unsafe sem_init(semaphore, 0, 0)
    }

    deinit {
        unsafe sem_destroy(semaphore)
        unsafe semaphore.deallocate()
    }

    public func signal() { unsafe sem_post(semaphore) }

    /// Waits until somebody has signalled once more than others have waited.
    public func wait() {
        // A signal of the system may end it early.
        while unsafe sem_wait(semaphore) != 0 {}
    }
}
