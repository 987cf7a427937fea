/// What a client subscribes to: a topic, or several by wildcards (MQTT 5.0, section 4.7).
struct MQTTTopicFilter: Equatable {
    let text: String
    private let bytes: [UInt8]

    private static var slash: UInt8 { UInt8(ascii: "/") }
    private static var one: UInt8 { UInt8(ascii: "+") }
    private static var rest: UInt8 { UInt8(ascii: "#") }

    /// Nil for what is no filter: a wildcard must be a level by itself, and `#` the last one.
    init?(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
        guard !bytes.isEmpty else { return nil }
        for (index, byte) in bytes.enumerated() where byte == Self.one || byte == Self.rest {
            let isFirst = index == 0 || bytes[index - 1] == Self.slash
            let isLast = index + 1 == bytes.count
            let endsLevel = isLast || bytes[index + 1] == Self.slash
            guard isFirst, byte == Self.one ? endsLevel : isLast else { return nil }
        }
    }

    var isShared: Bool { text.hasPrefix("$share/") }

    func matches(_ topic: [UInt8]) -> Bool {
        // What servers say of themselves is only for those who name it.
        if topic.first == UInt8(ascii: "$"), bytes[0] == Self.one || bytes[0] == Self.rest {
            return false
        }
        var (own, other) = (0, 0)
        while true {
            let level = Self.level(bytes, from: own)
            if level == own + 1, bytes[own] == Self.rest { return true }
            let otherLevel = Self.level(topic, from: other)
            let isWild = level == own + 1 && bytes[own] == Self.one
            guard isWild || bytes[own..<level] == topic[other..<otherLevel] else { return false }
            let isOver = otherLevel == topic.count
            if level == bytes.count || isOver {
                // "sport/#" is also for "sport".
                let hasRest = bytes[level...].elementsEqual([Self.slash, Self.rest])
                return isOver && (level == bytes.count || hasRest)
            }
            (own, other) = (level + 1, otherLevel + 1)
        }
    }

    /// Where the level ends that begins at an index.
    private static func level(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != slash { index += 1 }
        return index
    }
}
