/// The topics that numbers stand for in one direction of a connection (MQTT 5.0, section
/// 3.3.2.3.4).
struct MQTTTopicAliases: Equatable {
    /// How many bytes of topics one direction may make the analyzer keep.
    static var byteCountMax: Int { 1 << 16 }

    private var topics: [UInt16: [UInt8]] = [:]
    private var byteCount: UInt32 = 0

    subscript(alias: UInt16) -> [UInt8]? { topics[alias] }

    /// Returns false when there is no room for the topic.
    mutating func set(_ alias: UInt16, _ topic: [UInt8]) -> Bool {
        if let old = topics.removeValue(forKey: alias) {
            byteCount -= UInt32(old.count + Self.entryByteCount)
        }
        guard Int(byteCount) + topic.count + Self.entryByteCount <= Self.byteCountMax else {
            return false
        }
        byteCount += UInt32(topic.count + Self.entryByteCount)
        topics[alias] = topic
        return true
    }

    mutating func removeAll() {
        topics.removeAll()
        byteCount = 0
    }

    /// What an entry takes besides its topic.
    private static let entryByteCount = 64
}
