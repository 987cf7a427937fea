/// A frame to be written, or as it was read: the other side of what ``AMQPDissector`` reads.
///
///     AMQPFrame(.attach, [.linkName: "letters", .handle: 0, .role: .receiver])
///
/// It says what well-behaved ends say; frames that break rules are made by changing ``bytes``.
public struct AMQPFrame: Equatable, Sendable {
    public var channel: UInt16 = 0
    /// What the frame says; `nil`: nothing, the other end is only to know that this one is there.
    public var record: AMQPRecord?
    /// Behind a transfer: the message, or a part of it.
    public var payload: [UInt8] = []

    public init(
        _ type: AMQPComposite, _ arguments: KeyValuePairs<AMQPField, AMQPValue> = [:],
        channel: UInt16 = 0, payload: [UInt8] = []
    ) {
        self.init(AMQPRecord(type, arguments), channel: channel, payload: payload)
    }

    public init(_ record: AMQPRecord?, channel: UInt16 = 0, payload: [UInt8] = []) {
        self.record = record
        self.channel = channel
        self.payload = payload
    }

    public static let heartbeat = AMQPFrame(nil)

    public var type: AMQPComposite? { record?.type }

    /// An argument of what the frame says; `null` if it is not there.
    public subscript(field: AMQPField) -> AMQPValue { record?[field] ?? .null }

    /// The frame as it goes into a stream.
    public var bytes: [UInt8] {
        let body = record.map { AMQPEncoder.bytes(of: $0.value) } ?? []
        let size = AMQPFrameHeader.byteCount + body.count + payload.count
        let isSASL = record?.type.isSASL ?? false
        return UInt32(truncatingIfNeeded: size).bigEndianBytes + [2, isSASL ? 1 : 0]
            + channel.bigEndianBytes + body + payload
    }
}

extension AMQPFrame {
    /// What a connection begins with, and begins with again behind a layer of security.
    public enum ProtocolHeader: UInt8, Sendable {
        case amqp = 0
        case tls = 2
        case sasl = 3

        public var bytes: [UInt8] { Array("AMQP".utf8) + [rawValue, 1, 0, 0] }
    }
}

extension AMQPValue {
    /// The ends of a link, as ``AMQPField/role`` says which one speaks.
    public static let sender = AMQPValue.boolean(false)
    public static let receiver = AMQPValue.boolean(true)
}
