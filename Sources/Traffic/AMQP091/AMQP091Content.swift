internal import DissectAMQP091

typealias AMQP091Framer = UnitFramer<AMQP091Unit>

extension AMQP091Unit: FramedUnit {
    static var headByteCount: Int { 8 }
    /// What RabbitMQ proposes.
    static var byteCountMax: Int { 131_072 }
}

/// A message on its way: the method that brings it, its properties, and its body.
struct AMQP091Content {
    /// Basic.Publish, Basic.Deliver, Basic.Return or Basic.Get-Ok.
    var method: AMQP091Call
    var header: AMQP091ContentHeader
    var body: [UInt8]

    init(
        _ method: AMQP091Call, body: [UInt8],
        _ properties: KeyValuePairs<AMQP091Property, AMQP091Value> = [:]
    ) {
        self.method = method
        header = AMQP091ContentHeader(bodySize: UInt64(body.count), properties)
        self.body = body
    }

    /// The same message, brought by another method.
    func brought(by method: AMQP091Call) -> AMQP091Content {
        var content = self
        content.method = method
        return content
    }

    /// All frames, with the body in as many as it needs.
    func bytes(channel: UInt16, frameByteCountMax: Int) -> [UInt8] {
        var bytes = method.frame(channel: channel) + header.frame(channel: channel)
        let room = max(1, frameByteCountMax - AMQP091Content.frameOverhead)
        var rest = body[...]
        while !rest.isEmpty {
            bytes += AMQP091Unit.body(Array(rest.prefix(room)), channel: channel).bytes
            rest = rest.dropFirst(room)
        }
        return bytes
    }

    /// What a frame has besides its payload.
    private static var frameOverhead: Int { 8 }
}

/// Puts messages together from the frames of a channel.
struct AMQP091Assembly {
    /// A longer body is none that anybody here can keep.
    static var bodyByteCountMax: Int { 16 << 20 }

    private var method: AMQP091Call?
    private var header: AMQP091ContentHeader?
    private var body: [UInt8] = []

    /// Whether a method brings a message.
    static func begins(_ call: AMQP091Call) -> Bool {
        [.basicPublish, .basicDeliver, .basicReturn, .basicGetOk].contains(call.number)
    }

    mutating func begin(_ call: AMQP091Call) {
        method = call
        header = nil
        body = []
    }

    /// Takes the header, or a piece of the body.  Returns the message once it is whole.
    mutating func take(_ unit: AMQP091Unit) -> AMQP091Content? {
        switch unit {
        case .header(let next, _): header = next
        case .body(let more, _): body += more
        case .protocolHeader, .method, .heartbeat: return nil
        }
        guard let method, let header, UInt64(body.count) >= header.bodySize else { return nil }
        defer { self = AMQP091Assembly() }
        var content = AMQP091Content(method, body: body)
        content.header = header
        return content
    }

    var isTooLong: Bool { body.count > Self.bodyByteCountMax }
}
