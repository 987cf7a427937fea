/// A file that a chat server offers.
public struct ChatFile: Equatable, Sendable {
    /// Without blanks, which part the names of a list.
    public let name: String
    public let content: [UInt8]

    /// - Returns: nothing for a name that the protocol cannot carry.
    public init?(_ name: String, _ content: [UInt8]) {
        guard Self.isName(name) else { return nil }
        self.name = name
        self.content = content
    }

    static var nameByteCountMax: Int { 255 }

    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= nameByteCountMax
            && !name.unicodeScalars.contains { $0.value <= 0x20 || $0.value == 0x7F }
    }

    /// Bytes of one part of a transfer.
    static var partByteCount: Int { 1000 }

    /// An empty file has one part too, and one of whole parts has an empty one behind them.
    static func partCount(of byteCount: Int) -> Int { byteCount / partByteCount + 1 }

    func part(_ number: Int) -> [UInt8]? {
        guard (0..<Self.partCount(of: content.count)).contains(number) else { return nil }
        let start = number * Self.partByteCount
        return Array(content[start..<min(start + Self.partByteCount, content.count)])
    }
}
