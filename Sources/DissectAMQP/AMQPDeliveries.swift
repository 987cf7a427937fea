internal import Dissection

/// The deliveries that one end of a session sent and that are not settled yet, by their ids.
///
/// Ids count up by one, so that the place of each is known.  One that is settled stays until all
/// before it are, and says how far the next one is that may not be: so a range is looked at once,
/// however often it is named.
final class AMQPDeliveries {
    /// How many of a session are remembered; of more the oldest are forgotten.
    static var countMax: Int { 1 << 20 }
    /// Ids that may be left out in between: more are taken for a new beginning.
    static var gapMax: UInt32 { 1024 }
    /// How many deliveries a disposition that settles none is linked to.
    static var unsettledRangeMax: Int { 1024 }

    struct Entry: BitwiseCopyable {
        /// The packet in which the delivery began.
        var packet: UInt32
        /// The packet that told of its state, if one did; 0: none.
        var answer: UInt32 = 0
        /// How far behind the next unsettled one may be; 0: it is not settled itself.
        var skip: UInt32 = 0
    }

    private var entries: [Entry] = []
    private var head = 0
    /// The id of the first one that is remembered.
    private var base: UInt32 = 0
    private(set) var isStarted = false
    /// How many bytes the run keeps, and how many it may.
    private let kept: OpenCount

    init(kept: OpenCount) { self.kept = kept }

    deinit { kept.count -= entries.count * MemoryLayout<Entry>.stride }

    var count: Int { entries.count - head }

    /// The id that comes next.
    var nextID: UInt32 { base &+ UInt32(truncatingIfNeeded: count) }

    /// Takes a new delivery.  Returns false if its id is not the next one.
    func append(_ id: UInt32, packet: Int, isSettled: Bool) -> Bool {
        let gap = id &- nextID
        let isNext = gap == 0 || !isStarted
        if !isNext, gap <= Self.gapMax {
            for _ in 0..<gap { push(Entry(packet: 0, skip: 1)) }
        } else if !isNext {
            removeAll()
        }
        if count == 0 { base = id }
        isStarted = true
        push(Entry(packet: UInt32(clamping: packet), skip: isSettled ? 1 : 0))
        trim()
        return isNext
    }

    private func push(_ entry: Entry) {
        if count >= Self.countMax || count > 0 && kept.count >= AMQPConnection.keptByteCountMax {
            dropFirst()
        }
        entries.append(entry)
        kept.count += MemoryLayout<Entry>.stride
    }

    private func dropFirst() {
        head += 1
        base &+= 1
        // Moved rarely, so that each entry is moved but once or twice.
        if head >= 4096, head > entries.count / 2 {
            entries.removeSubrange(0..<head)
            kept.count -= head * MemoryLayout<Entry>.stride
            head = 0
        }
    }

    /// Forgets what is settled in front.
    private func trim() {
        while count > 0, entries[head].skip != 0 { dropFirst() }
    }

    func removeAll() {
        kept.count -= entries.count * MemoryLayout<Entry>.stride
        entries.removeAll(keepingCapacity: false)
        head = 0
    }

    subscript(id: UInt32) -> Entry? {
        let distance = Int(id &- base)
        return distance < count ? entries[head + distance] : nil
    }
}

// MARK: - Dispositions

extension AMQPDeliveries {
    /// What a disposition came upon.
    struct Range {
        var count = 0
        /// Whether it names ids that were not given out yet.
        var isBeyond = false
    }

    /// Visits the deliveries of a range that are not settled, in their order, and settles them.
    func dispose(
        _ first: UInt32, _ last: UInt32, settles: Bool, packet: Int, visit: (Entry) -> Void
    ) -> Range {
        var range = Range()
        let end = Int(Int32(bitPattern: last &- base))
        range.isBeyond = isStarted && end >= count
        var place = max(0, Int(Int32(bitPattern: first &- base)))
        while place <= min(end, count - 1) {
            place = unsettled(from: place)
            guard place <= min(end, count - 1) else { break }
            visit(entries[head + place])
            range.count += 1
            if settles {
                entries[head + place].skip = 1
            } else {
                entries[head + place].answer = UInt32(clamping: packet)
                if range.count >= Self.unsettledRangeMax { break }
            }
            place += 1
        }
        if settles { trim() }
        return range
    }

    /// The first delivery at a place or behind it that is not settled; those before it point there
    /// from now on.
    private func unsettled(from place: Int) -> Int {
        var found = place
        while found < count, entries[head + found].skip != 0 {
            found += Int(entries[head + found].skip)
        }
        var passed = place
        while passed < found {
            let skip = Int(entries[head + passed].skip)
            entries[head + passed].skip = UInt32(found - passed)
            passed += skip
        }
        return found
    }
}
