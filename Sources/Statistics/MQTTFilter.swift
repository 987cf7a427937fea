/// A filter with wildcards that MQTT clients subscribe with (MQTT 5.0, section 4.7).
struct MQTTFilter {
    private let levels: [ArraySlice<UInt8>]

    /// Nil for a filter that is just a topic.
    init?(_ text: [UInt8]) {
        var levels = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        // $share/GROUP/FILTER: one of a group gets each message.
        let isShared = levels.count > 2 && levels[0].elementsEqual("$share".utf8)
        if isShared { levels.removeFirst(2) }
        guard isShared || text.contains(UInt8(ascii: "+")) || text.contains(UInt8(ascii: "#"))
        else { return nil }
        self.levels = levels
    }

    func matches(_ topic: [UInt8]) -> Bool {
        let parts = topic.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        // Wildcards at the beginning leave out topics of the broker's own.
        if topic.first == UInt8(ascii: "$"), levels[0] == [UInt8(ascii: "+")] || isRest(0) {
            return false
        }
        for index in levels.indices {
            if isRest(index) { return true }
            guard index < parts.count else { return false }
            if levels[index] == [UInt8(ascii: "+")] { continue }
            if levels[index] != parts[index] { return false }
        }
        return levels.count == parts.count
    }

    /// Whether a level is `#`: that one, all below it, and the one above.
    private func isRest(_ index: Int) -> Bool {
        index == levels.count - 1 && levels[index] == [UInt8(ascii: "#")]
    }
}
