internal import Bytes
internal import DissectAMQP091

/// Cuts a stream of AMQP 0-9-1 into frames and protocol headers.
struct AMQP091Framer: MessageFramer {
    /// The largest frame that is accepted: what RabbitMQ proposes, with room for what frames it.
    static var frameByteCountMax: Int { 131_072 }

    private var queue = ByteQueue()

    mutating func append(_ bytes: [UInt8]) { queue.append(bytes) }

    mutating func next() throws(FramingError) -> AMQP091Unit? {
        do throws(ParseError) {
            let head = Array(queue.peek(8))
            guard
                let count = try AMQP091Unit.byteCount(
                    of: head.rawSpan, limit: Self.frameByteCountMax),
                let bytes = queue.take(count)
            else { return nil }
            return try AMQP091Unit(reading: bytes.rawSpan)
        } catch {
            throw FramingError("\(error)")
        }
    }
}
