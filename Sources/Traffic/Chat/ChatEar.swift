/// What a client of a chat room has heard since it last began to listen.
///
/// Lines may come glued together, or cut: so it is asked whether something was said, not what.
struct ChatEar {
    /// Bytes kept; of more, the first go.
    static var byteCountMax: Int { 64 << 10 }

    private(set) var heard: [UInt8] = []

    mutating func listen() { heard.removeAll(keepingCapacity: true) }

    mutating func hear(_ bytes: [UInt8]) {
        heard += bytes
        if heard.count > Self.byteCountMax { heard.removeFirst(heard.count - Self.byteCountMax) }
    }

    func hasHeard(_ words: [UInt8]) -> Bool {
        guard let first = words.first else { return true }
        var rest = heard[...]
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: words) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
