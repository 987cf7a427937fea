internal import Glibc

/// A thread that does one thing.
@safe
public struct WorkerThread {
    private let thread: pthread_t

    private final class Job {
        let run: () -> Void

        init(_ run: @escaping () -> Void) { self.run = run }
    }

    /// - Parameter run: what the thread does.  What it uses is the thread's until it has been waited
    ///   for, except for what is made to be shared; beginning and waiting order what both do.
    /// - Returns: nil if the system has no thread for it.
    public init?(_ run: @escaping () -> Void) {
        var thread = pthread_t()
        let job = unsafe Unmanaged.passRetained(Job(run))
        let status = unsafe pthread_create(
            &thread, nil,
            { context in
                if let context = unsafe context {
                    unsafe Unmanaged<Job>.fromOpaque(context).takeRetainedValue().run()
                }
                return nil
            }, job.toOpaque())
        guard status == 0 else {
            unsafe job.release()
            return nil
        }
        self.thread = thread
    }

    /// Waits until it has done that.  Call once.
    public func join() { _ = pthread_join(thread, nil) }
}
