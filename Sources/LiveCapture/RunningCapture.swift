public import Captures
internal import Glibc

/// A ``Recorder`` at work on a thread of its own.
@safe
public struct RunningCapture: ~Copyable {
    private let thread: pthread_t
    private let job: Job
    private let bell: Doorbell
    /// Where packets come from, by the numbers that they have.
    public let interfaces: [CaptureMetadata.Interface]

    /// What the thread has to do, and what came of it.  One thread at a time has it: this one until
    /// the other begins and after that has been waited for, which orders what both do.
    private final class Job {
        let recorder: Recorder
        let bell: Doorbell
        let whenImpatient: (Recording) -> Void
        var recording = Recording()

        init(
            _ recorder: Recorder, _ bell: Doorbell, _ whenImpatient: @escaping (Recording) -> Void
        ) {
            self.recorder = recorder
            self.bell = bell
            self.whenImpatient = whenImpatient
        }

        func run() {
            recording = recorder.run(until: bell)
            // The list may have far to go, or stand still.
            if recorder.feedsList, recorder.wait(for: bell) { whenImpatient(recording) }
        }
    }

    /// - Parameter whenImpatient: called on that thread when another signal comes after the end of
    ///   the capture, while its packets are still being listed.
    public init(
        _ recorder: sending Recorder, whenImpatient: @escaping @Sendable (Recording) -> Void
    ) throws(LiveError) {
        let bell: Doorbell
        do throws(CaptureError) { bell = try Doorbell() } catch { throw .system("\(error)") }
        let job = Job(recorder, bell, whenImpatient)
        let interfaces = recorder.interfaces
        thread = try Self.start(job)
        self.interfaces = interfaces
        self.job = job
        self.bell = bell
    }

    private static func start(_ job: Job) throws(LiveError) -> pthread_t {
        var thread = pthread_t()
        let status = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<Job>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, Unmanaged.passRetained(job).toOpaque())
        guard status == 0 else { throw .system(CaptureError.system(status).description) }
        return thread
    }

    /// Waits for the end of the capture, where nobody looks at packets meanwhile.
    public consuming func wait() -> Recording {
        pthread_join(thread, nil)
        return job.recording
    }

    /// Ends the capture, if it has not ended yet, and waits for that.
    public consuming func finish() -> Recording {
        bell.ring()
        pthread_join(thread, nil)
        return job.recording
    }
}
