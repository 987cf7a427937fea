public import Captures
internal import Glibc

/// A ``Recorder`` at work on a thread of its own.
public struct RunningCapture: ~Copyable {
    /// Ends the capture when it rings; for any thread.
    public let bell: Doorbell
    /// Where packets come from, by the numbers that they have.
    public let interfaces: [CaptureMetadata.Interface]
    private let thread: WorkerThread
    private let job: Job

    /// What the thread has to do, and what came of it.
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
        let interfaces = recorder.interfaces
        let job = Job(recorder, bell, whenImpatient)
        guard let thread = WorkerThread({ job.run() }) else {
            throw .system("\(CaptureError.system(EAGAIN))")
        }
        self.bell = bell
        self.interfaces = interfaces
        self.thread = thread
        self.job = job
    }

    /// Waits for the end of the capture, where nobody looks at packets meanwhile.
    public consuming func wait() -> Recording {
        thread.join()
        return job.recording
    }

    /// Ends the capture, if it has not ended yet, and waits for that.
    public consuming func finish() -> Recording {
        bell.ring()
        thread.join()
        return job.recording
    }
}
