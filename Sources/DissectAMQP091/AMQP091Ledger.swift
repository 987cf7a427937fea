internal import Dissection

/// Messages that wait for an acknowledgement: the number of each, and the packet that it was in.
///
/// Numbers go up one by one as a rule, so one is found where it must be; else it is searched.
/// However many there are, each is put in once and taken out once.
///
/// Whoever lets go of one calls ``removeAll()``, so that its bytes are not counted any more.
struct AMQP091Ledger {
    /// How many are remembered; of more the oldest are forgotten.
    static var countMax: Int { 1 << 20 }

    private struct Entry: BitwiseCopyable {
        var tag: UInt64
        var packet: UInt32
        var isOpen: Bool
    }

    /// The bytes that all connections of the run keep.
    private let kept: OpenCount
    private var entries: [Entry] = []
    /// Those before this one are settled.
    private var head = 0
    private(set) var openCount = 0
    /// The highest number so far.
    private(set) var lastTag: UInt64 = 0
    private(set) var hasForgotten = false

    init(kept: OpenCount) { self.kept = kept }

    /// Returns false when the number is not higher than all before.
    mutating func add(_ tag: UInt64, packet: Int) -> Bool {
        guard tag > lastTag else { return false }
        lastTag = tag
        let isOverTotal = kept.count >= AMQP091Session.keptByteCountMax && !entries.isEmpty
        if entries.count == Self.countMax || isOverTotal { makeRoom() }
        kept.count += MemoryLayout<Entry>.stride
        entries.append(
            Entry(tag: tag, packet: UInt32(truncatingIfNeeded: packet), isOpen: true))
        openCount += 1
        return true
    }

    /// Notes a number that needs no acknowledgement.
    mutating func pass(_ tag: UInt64) { lastTag = max(lastTag, tag) }

    /// Settles one message, and returns its packet; `nil`: it does not wait.
    mutating func settle(_ tag: UInt64) -> Int? {
        guard let place = place(of: tag), entries[place].tag == tag, entries[place].isOpen else {
            return nil
        }
        let packet = Int(entries[place].packet)
        entries[place].isOpen = false
        openCount -= 1
        if place == head {
            while head < entries.count, !entries[head].isOpen { head += 1 }
            tidy()
        }
        return packet
    }

    /// Settles all messages up to a number, 0: all there are.
    mutating func settle(upTo tag: UInt64, _ body: (Int) -> Void) {
        let last = tag == 0 ? UInt64.max : tag
        while head < entries.count, entries[head].tag <= last {
            if entries[head].isOpen {
                openCount -= 1
                body(Int(entries[head].packet))
            }
            head += 1
        }
        tidy()
    }

    mutating func removeAll() {
        kept.count -= entries.count * MemoryLayout<Entry>.stride
        entries.removeAll()
        head = 0
        openCount = 0
    }

    /// Begins to count anew.
    mutating func restart() {
        removeAll()
        lastTag = 0
    }

    /// Where a number stands, or the next higher one.
    private func place(of tag: UInt64) -> Int? {
        guard head < entries.count, tag >= entries[head].tag, tag <= lastTag else { return nil }
        let distance = tag - entries[head].tag
        if distance < UInt64(entries.count - head) {
            let place = head + Int(distance)
            if entries[place].tag == tag { return place }
        }
        var (low, high) = (head, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].tag < tag { low = middle + 1 } else { high = middle }
        }
        return low < entries.count ? low : nil
    }

    /// Lets go of what is settled at the beginning, when that is at least half.
    private mutating func tidy() {
        guard head > 1 << 12, head >= entries.count / 2 else { return }
        kept.count -= head * MemoryLayout<Entry>.stride
        entries.removeFirst(head)
        head = 0
    }

    /// Takes out what is settled; if that is less than half, the older half.
    private mutating func makeRoom() {
        var waiting = entries[head...].filter(\.isOpen)
        if waiting.count > entries.count / 2 {
            let forgotten = waiting.count - entries.count / 2
            waiting.removeFirst(forgotten)
            openCount -= forgotten
            hasForgotten = true
        }
        kept.count -= (entries.count - waiting.count) * MemoryLayout<Entry>.stride
        entries = Array(waiting)
        head = 0
    }
}
