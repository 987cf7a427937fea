internal import Synchronization

/// A bounded queue of packets between two threads: one puts packets in and never waits, the other
/// takes them out in the same order.
///
/// The only memory that two threads of ours share.  It is safe because each byte has one owner at
/// any time, and two counters say which:
///
///     … ─────┬───────────────────┬──────────────────────── …    places in the stream of all bytes
///         released            written
///            └─ the consumer's ──┘└─ the producer's, up to `released` + `byteCount` ─
///
/// `written` is stored by the producer alone, after the bytes below it; `released` by the consumer
/// alone, once it does not look at the bytes below it any more.  Both only grow.  Storing with
/// *release* and loading with *acquire* makes what was written before a store visible to whoever
/// has loaded what it stored.
///
/// An entry is its length and a ``PacketRecord`` (``headByteCount`` bytes), then the packet's
/// bytes, padded to eight.  Entries do not wrap: where one does not fit before the end of the
/// memory, a length of 0 says that the next is at its beginning.
@safe
public final class PacketRing: @unchecked Sendable {
    /// How much memory there is between capture and list, unless somebody asks for another size.
    public static var byteCountDefault: Int { 32 << 20 }

    public let byteCount: Int
    private let memory: PageMemory
    private let written = Atomic<Int>(0)
    private let released = Atomic<Int>(0)
    private let isClosed = Atomic<Bool>(false)
    /// Whether the consumer waits, or is about to.
    private let isAwaited = Atomic<Bool>(false)
    private let bell: Doorbell

    private static var headByteCount: Int { 8 + MemoryLayout<PacketRecord>.stride }

    /// - Parameter byteCount: a power of two.
    public init(byteCount: Int = byteCountDefault) throws(CaptureError) {
        precondition(
            byteCount >= 1 << 12 && byteCount <= 1 << 32 && byteCount & (byteCount - 1) == 0,
            "the size of a ring is a power of two that a packet's place can tell")
        self.byteCount = byteCount
        memory = try PageMemory(byteCount: byteCount)
        bell = try Doorbell()
    }
}

// MARK: - The producer's

extension PacketRing {
    /// Puts a packet in.  Returns false if there is no room for it now.
    ///
    /// The consumer may see it at once, but sleeps on until ``wake()``.
    public func append(_ bytes: RawSpan, _ record: PacketRecord) -> Bool {
        let size = Self.entryByteCount(bytes.byteCount)
        let end = written.load(ordering: .relaxed)
        let start = place(for: size, from: end)
        guard start &+ size &- released.load(ordering: .acquiring) <= byteCount else {
            return false
        }
        if start != end { unsafe store(0, at: end) }
        var record = record
        let bytesPlace = (start & (byteCount &- 1)) &+ Self.headByteCount
        record.offset = UInt32(truncatingIfNeeded: bytesPlace)
        record.byteCount = UInt32(truncatingIfNeeded: bytes.byteCount)
        unsafe store(size, at: start)
        unsafe memory.base.storeBytes(
            of: record, toByteOffset: bytesPlace &- Self.headByteCount &+ 8, as: PacketRecord.self)
        unsafe bytes.withUnsafeBytes { source in
            let target = unsafe UnsafeMutableRawBufferPointer(
                start: memory.base + bytesPlace, count: source.count)
            unsafe target.copyMemory(from: source)
        }
        // In one order for all with the consumer's note that it waits: see `wait`.
        written.store(start &+ size, ordering: .sequentiallyConsistent)
        return true
    }

    /// Wakes the consumer, if it sleeps.
    public func wake() {
        if isAwaited.exchange(false, ordering: .sequentiallyConsistent) { bell.ring() }
    }

    /// Says that no more packets will come.
    public func close() {
        isClosed.store(true, ordering: .sequentiallyConsistent)
        bell.ring()
    }

    private static func entryByteCount(_ count: Int) -> Int { headByteCount &+ (count &+ 7) & ~7 }

    /// Where an entry goes: behind the last, or at the beginning of the memory.
    private func place(for size: Int, from end: Int) -> Int {
        let rest = byteCount &- (end & (byteCount &- 1))
        return size <= rest ? end : end &+ rest
    }

    /// - Parameter place: one of those that the caller owns; a multiple of eight, so that there is
    ///   room for a length before the end of the memory.
    @unsafe
    private func store(_ size: Int, at place: Int) {
        unsafe memory.base.storeBytes(
            of: size, toByteOffset: place & (byteCount &- 1), as: Int.self)
    }
}

// MARK: - The consumer's

extension PacketRing {
    /// Takes as many packets out as there are and the batch has room for.  Their bytes stay until
    /// they are released.
    ///
    /// - Parameter position: how far the consumer has come; begins at 0.
    func take(into batch: inout PacketBatch, from position: inout Int) {
        let end = written.load(ordering: .acquiring)
        while position < end, !batch.isFull {
            let place = position & (byteCount &- 1)
            let size = unsafe memory.base.load(fromByteOffset: place, as: Int.self)
            if size == 0 {
                position &+= byteCount &- place
                continue
            }
            batch.append(
                unsafe memory.base.load(fromByteOffset: place &+ 8, as: PacketRecord.self))
            position &+= size
        }
    }

    /// Gives the producer all back below a position.
    func release(below position: Int) { released.store(position, ordering: .releasing) }

    /// Whether nothing is left and nothing will come.
    func isAtEnd(_ position: Int) -> Bool {
        // In this order: what was written before closing must be seen.
        isClosed.load(ordering: .sequentiallyConsistent)
            && written.load(ordering: .sequentiallyConsistent) == position
    }

    /// Waits until there are packets behind a position, or the end has come, or time is up.
    ///
    /// - Parameter milliseconds: -1 to wait for ever.
    func wait(behind position: Int, milliseconds: Int32) {
        // Either the producer sees this note, and rings, or what it has written is seen here.
        isAwaited.store(true, ordering: .sequentiallyConsistent)
        if written.load(ordering: .sequentiallyConsistent) == position,
            !isClosed.load(ordering: .sequentiallyConsistent)
        {
            bell.wait(milliseconds: milliseconds)
        }
        isAwaited.store(false, ordering: .sequentiallyConsistent)
    }

    /// For ``RingCapture``, which lends packets' bytes while the consumer owns them.
    var window: WindowMemory { unsafe WindowMemory(base: memory.base, count: byteCount) }
}
