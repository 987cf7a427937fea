public import Bytes
public import Dissection

/// MQTT 3.1, 3.1.1 and 5.0.
///
/// A message is a control packet.  Its fixed header says where it ends, so whatever is wrong
/// inside of it is a note, and the next one is read.
public struct MQTTDissector: StreamDissector {
    public static let name: StaticString = "MQTT"
    public static var claimsRow: Bool { true }
    public static var marksCutRow: Bool { true }

    // First, where the driver fetches it ahead of time.
    private var hasRead = false
    private var isRenamed = false
    var session = MQTTSession()

    public init() {}

    public mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let start = input.offset
        if !hasRead {
            var beginning = input
            if let step = try begin(&beginning, from: delivery.sender) { return step }
        }
        guard let header = try MQTTFixedHeader(&input) else {
            return .needMore(byteCount: input.offset - start + input.remaining + 1)
        }
        let byteCount = input.offset - start + header.remainingLength
        let isLong = message.body != nil
        if byteCount > delivery.longByteCount, !isLong {
            return readLongHead(&input, header, from: start, depth: message.depth)
        }
        guard input.remaining >= header.remainingLength || isLong else {
            return .needRest(byteCount: byteCount)
        }
        var body = try input.readCursor(count: isLong ? input.remaining : header.remainingLength)
        hasRead = true
        message.type = MessageType(UInt16(header.type.rawValue))
        if message.depth == .counts { return .message }
        if isRenamed { rename(Self.name, &message) }
        let place = StreamRange(offset: start, count: byteCount)
        let isCut = delivery.end.contains(.cut)
        let packet = MQTTPacketContext(header, delivery.sender, place, isCut: isCut)
        read(&body, packet, into: &message)
        return .message
    }

    public mutating func recover(from disruption: Disruption, sender: Endpoint) -> Recovery {
        session.loseTrack()
        return .search
    }

    /// Says that the payload made tshark name another protocol, until the next packet.
    mutating func rename(_ name: StaticString, _ message: inout Message) {
        message.rename(name)
        isRenamed = name.utf8CodeUnitCount != Self.name.utf8CodeUnitCount
    }
}

/// What is known of a packet before its body is read.
struct MQTTPacketContext: BitwiseCopyable {
    let header: MQTTFixedHeader
    let sender: Endpoint
    let place: StreamRange
    /// Whether the capture has no more than the packet's beginning.
    let isCut: Bool

    init(_ header: MQTTFixedHeader, _ sender: Endpoint, _ place: StreamRange, isCut: Bool) {
        self.isCut = isCut
        self.header = header
        self.sender = sender
        self.place = place
    }
}
