internal import Captures

/// What the two threads of a ``TallyQueue`` share: a batch and the tallies.
///
/// Both belong to the worker's thread from ``exchange(_:)`` until ``awaitIdle()`` returns, and to
/// the other one at all other times; two semaphores order what they do.
final class TallyWorker: @unchecked Sendable {
    private var batch = StatisticsBatch()
    private(set) var tallies: TallySet
    private var isStopped = false
    private let given = ThreadSemaphore()
    private let idle = ThreadSemaphore()

    init(_ tallies: TallySet) { self.tallies = tallies }

    /// Gives the worker a batch, and takes the empty one that it had.
    func exchange(_ filled: inout StatisticsBatch) {
        swap(&batch, &filled)
        given.signal()
    }

    /// Waits until the worker has counted what it was given.  Call once for each batch.
    func awaitIdle() { idle.wait() }

    func stop() {
        isStopped = true
        given.signal()
    }

    /// What the worker's thread does.
    func run() {
        while true {
            given.wait()
            if isStopped { return }
            batch.count(into: &tallies)
            idle.signal()
        }
    }

    /// Counts a batch on the thread that calls.
    func count(_ batch: inout StatisticsBatch) { batch.count(into: &tallies) }
}
