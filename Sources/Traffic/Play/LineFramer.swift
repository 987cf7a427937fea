/// Cuts a stream into lines, without what ends them.
public struct LineFramer: MessageFramer {
    /// A longer line is none.
    public static var lineByteCountMax: Int { 1 << 20 }

    private var queue = ByteQueue()

    public init() {}

    public mutating func append(_ bytes: [UInt8]) { queue.append(bytes) }

    public mutating func next() throws(FramingError) -> String? {
        guard var line = queue.take(through: UInt8(ascii: "\n")) else {
            guard queue.count <= Self.lineByteCountMax else {
                throw FramingError("a line has no end")
            }
            return nil
        }
        line.removeLast()
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }
}
