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

    /// Most ends never have more at once than lie here, in the cache line that is at hand anyway.
    private var first: InlineArray<4, Entry> = [.free, .free, .free, .free]
    private var others: [Entry] = []
    private var count: UInt16 = 0

    var publishCount: Int {
        var publishes = 0
        for index in 0..<Int(count) where self[index].state.isPublish { publishes += 1 }
        return publishes
    }

    func find(_ id: UInt16) -> Int? {
        for index in 0..<Int(count) where self[index].id == id { return index }
        return nil
    }

    subscript(index: Int) -> Entry {
        get { index < first.count ? first[index] : others[index - first.count] }
        set {
            if index < first.count {
                first[index] = newValue
            } else {
                others[index - first.count] = newValue
            }
        }
    }

    /// Returns false when there are too many.
    mutating func add(_ entry: Entry) -> Bool {
        guard count < Self.countMax else { return false }
        if Int(count) < first.count { first[Int(count)] = entry } else { others.append(entry) }
        count += 1
        return true
    }

    mutating func remove(at index: Int) {
        self[index] = self[Int(count) - 1]
        if Int(count) > first.count { others.removeLast() }
        count -= 1
    }

    mutating func removeAll() { self = MQTTInFlight() }

    static func == (one: MQTTInFlight, other: MQTTInFlight) -> Bool {
        guard one.count == other.count else { return false }
        for index in 0..<Int(one.count) where one[index] != other[index] { return false }
        return true
    }
}

extension MQTTInFlight.Entry {
    fileprivate static let free = Self(id: 0, state: .acknowledged, topicCount: 0)
}
