internal import Glibc
internal import Synchronization

/// Reads, and unpacks, what comes next of a file on a thread of its own, while what was read is
/// being looked at.
///
/// Two blocks take turns. In front of each is room for what is left of the one before it, so that
/// a record is in one piece and nothing else is copied. A block belongs to the thread until it is
/// full and to the reader until it asks for the next one; two semaphores hand them over.
@safe
final class ReadAhead {
    /// How much is read at a time: long enough that handing it over costs nothing to speak of.
    static var blockByteCount: Int { 512 << 10 }
    /// What may be left of a block when the next one is asked for.
    static var restByteCountMax: Int { 128 << 10 }

    private let worker: Worker
    private let thread: WorkerThread
    private var turn = 0
    private var isAtEnd = false
    /// Whether a block is lent to the reader.
    private var isLent = false

    /// Returns nil if there is no memory or no thread for it: the input is as it was.
    init?(input: any ByteInput) {
        guard let worker = try? Worker(input: input) else { return nil }
        self.worker = worker
        guard let thread = WorkerThread({ worker.run() }) else { return nil }
        self.thread = thread
    }

    deinit {
        worker.stop()
        thread.join()
    }

    /// Whether the input ended where it should have gone on; known once it has ended.
    var isCutShort: Bool { isAtEnd && worker.isCutShort }

    /// Gives back the block that was lent, and lends the next one, with what is left of the other
    /// in front.  Returns nil at the end.
    ///
    /// - Parameter rest: at most ``restByteCountMax`` bytes.
    @unsafe
    func next(behind rest: UnsafeRawBufferPointer) throws(CaptureError)
        -> UnsafeMutableRawBufferPointer?
    {
        guard !isAtEnd else { return nil }
        worker.awaitFull()
        let got = worker.count(of: turn)
        guard got > 0 else {
            isAtEnd = true
            if let failure = worker.failure { throw failure }
            return nil
        }
        let start = unsafe worker.block(turn) - rest.count
        if let address = rest.baseAddress { unsafe memcpy(start, address, rest.count) }
        if isLent { worker.giveBack() }
        isLent = true
        turn ^= 1
        return unsafe UnsafeMutableRawBufferPointer(start: start, count: rest.count + got)
    }
}

/// What the two threads share.
@safe
private final class Worker: @unchecked Sendable {
    private static var spanByteCount: Int {
        ReadAhead.restByteCountMax + ReadAhead.blockByteCount
    }

    private let input: any ByteInput
    private let pages: PageMemory
    private let counts: UnsafeMutablePointer<Int>
    private let full: UnsafeMutablePointer<sem_t>
    private let empty: UnsafeMutablePointer<sem_t>
    private let isStopped = Atomic(false)
    /// Why reading ended early.  Written before the last block is handed over, as all below.
    private(set) var failure: CaptureError?
    private(set) var isCutShort = false

    init(input: any ByteInput) throws(CaptureError) {
        self.input = input
        pages = try PageMemory(byteCount: 2 * Self.spanByteCount)
        unsafe counts = .allocate(capacity: 2)
        unsafe full = .allocate(capacity: 1)
        unsafe empty = .allocate(capacity: 1)
        unsafe sem_init(full, 0, 0)
        unsafe sem_init(empty, 0, 2)
    }

    deinit {
        unsafe sem_destroy(full)
        unsafe sem_destroy(empty)
        unsafe full.deallocate()
        unsafe empty.deallocate()
        unsafe counts.deallocate()
    }

    @unsafe
    func block(_ turn: Int) -> UnsafeMutableRawPointer {
        unsafe pages.base + turn * Self.spanByteCount + ReadAhead.restByteCountMax
    }

    func count(of turn: Int) -> Int { unsafe counts[turn] }

    func awaitFull() { unsafe Self.await(full) }

    func giveBack() { unsafe sem_post(empty) }

    func stop() {
        isStopped.store(true, ordering: .releasing)
        unsafe sem_post(empty)
    }

    func run() {
        var turn = 0
        while true {
            unsafe Self.await(empty)
            if isStopped.load(ordering: .acquiring) { return }
            let count = unsafe fill(block(turn))
            unsafe counts[turn] = count
            unsafe sem_post(full)
            if count == 0 { return }
            turn ^= 1
        }
    }

    /// Reads as much as a block holds.  Returns less only before the end.
    private func fill(_ block: UnsafeMutableRawPointer) -> Int {
        var count = 0
        while count < ReadAhead.blockByteCount, failure == nil {
            let space = unsafe UnsafeMutableRawBufferPointer(
                start: block + count, count: ReadAhead.blockByteCount - count)
            do throws(CaptureError) {
                let got = try unsafe input.read(into: space)
                if got == 0 { break }
                count += got
            } catch {
                failure = error
            }
        }
        if count < ReadAhead.blockByteCount { isCutShort = input.isCutShort }
        return count
    }

    private static func await(_ semaphore: UnsafeMutablePointer<sem_t>) {
        while unsafe sem_wait(semaphore) != 0 {}
    }
}
