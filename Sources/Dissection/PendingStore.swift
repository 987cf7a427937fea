internal import Bytes

/// The unread bytes that the drivers of a run keep, of all connections together.
///
/// A driver holds a ticket, not the bytes.  So when all of them are more than the limit allows, the
/// store can take those back that lay untouched for longest (a clock goes round, as in the second
/// chance rule); their driver sees that its ticket is void when it comes with the next bytes, and
/// reports the loss.  A connection that ends without giving its ticket back costs nothing for
/// long: its bytes are the first to go.
struct PendingStore: ~Copyable {
    private struct Slot {
        var bytes: [UInt8] = []
        var generation: UInt32 = 0
        /// How many segments brought the bytes, as far as they belong to one message.
        var segmentCount: UInt32 = 0
        var isTouched = false
    }

    private var slots: [Slot] = []
    private var free: [Int32] = []
    private var spare: [[UInt8]] = []
    private var hand = 0
    private(set) var byteCount = 0

    func isValid(_ ticket: PendingBytes) -> Bool {
        ticket.count == 0 || slots[Int(ticket.slot)].generation == ticket.generation
    }

    /// Adds bytes to what a valid ticket stands for; takes from others what is over the limit.
    mutating func add(_ bytes: RawSpan, to ticket: inout PendingBytes, limit: Int) {
        guard bytes.byteCount > 0 else { return }
        if ticket.count == 0 { ticket = makeTicket(takeBuffer()) }
        let slot = Int(ticket.slot)
        unsafe bytes.withUnsafeBytes { unsafe slots[slot].bytes.append(contentsOf: $0) }
        slots[slot].isTouched = true
        slots[slot].segmentCount &+= 1
        ticket.count += bytes.byteCount
        byteCount += bytes.byteCount
        if byteCount > limit { sweep(limit: limit, sparing: slot) }
    }

    /// How many segments brought what a valid ticket stands for.
    func segmentCount(_ ticket: PendingBytes) -> Int {
        ticket.count == 0 ? 0 : Int(slots[Int(ticket.slot)].segmentCount)
    }

    /// Hands the bytes of a valid ticket out; the ticket stands for none then.
    mutating func take(_ ticket: inout PendingBytes) -> [UInt8] {
        guard ticket.count > 0 else { return [] }
        var bytes: [UInt8] = []
        swap(&bytes, &slots[Int(ticket.slot)].bytes)
        byteCount -= bytes.count
        retire(ticket.slot)
        ticket = PendingBytes()
        return bytes
    }

    /// Keeps bytes that were taken.
    mutating func put(
        _ bytes: consuming [UInt8], segmentCount: Int = 1, into ticket: inout PendingBytes
    ) {
        guard !bytes.isEmpty else { return giveBack(bytes) }
        let count = bytes.count
        ticket = makeTicket(bytes)
        ticket.count = count
        slots[Int(ticket.slot)].segmentCount = UInt32(clamping: segmentCount)
        byteCount += count
    }

    /// Gives up what a ticket stands for, valid or not.
    mutating func release(_ ticket: inout PendingBytes) {
        if ticket.count > 0, isValid(ticket) { giveBack(take(&ticket)) }
        ticket = PendingBytes()
    }

    private mutating func makeTicket(_ bytes: consuming [UInt8]) -> PendingBytes {
        let slot: Int32
        if let number = free.popLast() {
            slot = number
        } else {
            slot = Int32(slots.count)
            slots.append(Slot())
        }
        slots[Int(slot)].bytes = bytes
        slots[Int(slot)].segmentCount = 0
        slots[Int(slot)].isTouched = true
        return PendingBytes(slot: slot, generation: slots[Int(slot)].generation)
    }

    private mutating func retire(_ slot: Int32) {
        slots[Int(slot)].generation &+= 1
        free.append(slot)
    }

    private mutating func sweep(limit: Int, sparing own: Int) {
        // Twice round: the first time may only find slots that were touched.
        for _ in 0..<(2 * slots.count) where byteCount > limit {
            let slot = hand < slots.count ? hand : 0
            hand = slot + 1
            guard slot != own, !slots[slot].bytes.isEmpty else { continue }
            if slots[slot].isTouched {
                slots[slot].isTouched = false
            } else {
                byteCount -= slots[slot].bytes.count
                slots[slot].bytes = []
                retire(Int32(slot))
            }
        }
    }
}

// MARK: - Buffers

extension PendingStore {
    static var spareCountMax: Int { 16 }
    static var spareCapacityMax: Int { 1 << 20 }

    /// An empty buffer, used before if possible.
    mutating func takeBuffer() -> [UInt8] { spare.popLast() ?? [] }

    mutating func giveBack(_ buffer: consuming [UInt8]) {
        guard buffer.capacity > 0, buffer.capacity <= Self.spareCapacityMax,
            spare.count < Self.spareCountMax
        else { return }
        buffer.removeAll(keepingCapacity: true)
        spare.append(buffer)
    }
}

/// A ticket for bytes in the ``PendingStore``.
struct PendingBytes: BitwiseCopyable {
    fileprivate(set) var slot: Int32 = -1
    fileprivate(set) var generation: UInt32 = 0
    private var byteCount: UInt32 = 0

    /// Less than ``StreamLimits/pendingByteCountMax`` and a segment.
    fileprivate(set) var count: Int {
        get { Int(byteCount) }
        set { byteCount = UInt32(clamping: newValue) }
    }

    init() {}

    fileprivate init(slot: Int32, generation: UInt32) {
        self.slot = slot
        self.generation = generation
    }

    var isEmpty: Bool { count == 0 }
}
