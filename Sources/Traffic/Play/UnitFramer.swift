internal import Bytes

/// A message of a binary protocol whose first bytes tell how long it is.
protocol FramedUnit {
    /// How many bytes have to be there to tell.
    static var headByteCount: Int { get }
    /// The longest that is accepted.
    static var byteCountMax: Int { get }

    static func byteCount(of bytes: RawSpan, limit: Int) throws(ParseError) -> Int?
    init(reading bytes: RawSpan) throws(ParseError)
}

/// Cuts a stream into such messages.
struct UnitFramer<Unit: FramedUnit>: MessageFramer {
    private var queue = ByteQueue()

    mutating func append(_ bytes: [UInt8]) { queue.append(bytes) }

    mutating func next() throws(FramingError) -> Unit? {
        do throws(ParseError) {
            let head = Array(queue.peek(Unit.headByteCount))
            guard let count = try Unit.byteCount(of: head.rawSpan, limit: Unit.byteCountMax),
                let bytes = queue.take(count)
            else { return nil }
            return try Unit(reading: bytes.rawSpan)
        } catch {
            throw FramingError("\(error)")
        }
    }
}
