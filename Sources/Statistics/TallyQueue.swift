internal import Captures

/// Has batches counted on a thread of their own, in their order, while the next one is filled.
///
/// The first batch begins the thread, so that a short capture needs none; where there is no thread
/// to be had, all is counted here.
struct TallyQueue: ~Copyable {
    private let worker: TallyWorker
    private var thread: WorkerThread?
    private var hasBegun = false
    /// Whether the worker has a batch.
    private var isCounting = false

    init(_ tallies: TallySet) { worker = TallyWorker(tallies) }

    deinit {
        guard let thread else { return }
        if isCounting { worker.awaitIdle() }
        worker.stop()
        thread.join()
    }

    /// Takes a batch that is full, and gives back an empty one.
    mutating func handOver(_ batch: inout StatisticsBatch) {
        if !hasBegun {
            hasBegun = true
            let worker = worker
            thread = WorkerThread { worker.run() }
        }
        guard thread != nil else { return worker.count(&batch) }
        awaitIdle()
        worker.exchange(&batch)
        isCounting = true
    }

    /// The tallies when all is counted, this batch too.
    mutating func settle(_ batch: inout StatisticsBatch) -> TallySet {
        awaitIdle()
        worker.count(&batch)
        return worker.tallies
    }

    private mutating func awaitIdle() {
        guard isCounting else { return }
        worker.awaitIdle()
        isCounting = false
    }
}
