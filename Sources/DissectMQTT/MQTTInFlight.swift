/// The packet identifiers that one end uses and that wait for an answer (section 2.2.1).
struct MQTTInFlight: Equatable {
    /// How many are kept; no end of this world has as many at once.
    static var countMax: Int { 1024 }

    enum State: UInt8 {
        /// A PUBLISH with QoS 1, waiting for PUBACK.
        case acknowledged
        /// One with QoS 2, waiting for PUBREC; then for PUBREL; then for PUBCOMP.
        case assured, received, released
        case subscribing, unsubscribing

        var isPublish: Bool { rawValue <= Self.released.rawValue }
    }

    struct Entry: Equatable, BitwiseCopyable {
        var id: UInt16
        var state: State
        /// Topics asked for; 255: that many or more.
        var topicCount: UInt8
    }

    private var entries: [Entry] = []

    var publishCount: Int {
        var count = 0
        for entry in entries where entry.state.isPublish { count += 1 }
        return count
    }

    func find(_ id: UInt16) -> Int? {
        for index in entries.indices where entries[index].id == id { return index }
        return nil
    }

    subscript(index: Int) -> Entry {
        get { entries[index] }
        set { entries[index] = newValue }
    }

    /// Returns false when there are too many.
    mutating func add(_ entry: Entry) -> Bool {
        guard entries.count < Self.countMax else { return false }
        entries.append(entry)
        return true
    }

    mutating func remove(at index: Int) {
        entries.swapAt(index, entries.count - 1)
        entries.removeLast()
    }

    mutating func removeAll() { entries.removeAll() }
}
