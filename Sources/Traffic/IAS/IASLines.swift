internal import DissectChat

/// Cuts the two-party chat into its lines.
struct IASLines: MessageFramer {
    /// Bytes of a line.
    static var lineByteCountMax: Int { 64 << 10 }

    private var queue = ByteQueue()

    mutating func append(_ bytes: [UInt8]) { queue.append(bytes) }

    mutating func next() throws(FramingError) -> IASChatMessage? {
        guard let line = queue.take(through: 0x0A) else {
            guard queue.count <= Self.lineByteCountMax else {
                throw FramingError("a line of more than \(Self.lineByteCountMax) bytes")
            }
            return nil
        }
        return IASChatMessage(reading: Array(line.dropLast()))
    }
}
