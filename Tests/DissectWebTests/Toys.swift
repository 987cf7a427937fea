import Bytes
import DissectWeb
import Dissection
import TestKit

/// What stands for MQTT and its like: lines, each with a `;` at its end.
struct NoteDissector: StreamDissector {
    static let name: StaticString = "Note"

    mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let start = input.offset
        var count = 0
        while input.remaining > 0 {
            let byte = try input.readUInt8()
            guard byte >= 0x20 else { throw .malformed(Defect("no text"), offset: start) }
            guard byte == 0x3B else {
                count += 1
                continue
            }
            if message.wantsSummary { message.beginSummary("Note") }
            if message.depth >= .fields {
                let place = StreamRange(offset: start, count: count)
                message.add(FieldID(.mqtt, 0), .text(place))
            }
            return .message
        }
        return .needMore(byteCount: count + 1)
    }
}

enum Web {
    static func registry() -> Registry {
        Registry(
            WebProtocols.entries + [
                Registry.Entry("mqtt", "mqttv3.1", stream: Registry.Stream { NoteDissector() })
            ])
    }

    static let key: UInt32 = 0x1234_5678

    static func request(_ extra: String = "", subprotocol: String? = "mqtt") -> String {
        "GET /mqtt HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + (subprotocol.map { "Sec-WebSocket-Protocol: \($0)\r\n" } ?? "") + extra + "\r\n"
    }

    static func response(_ extra: String = "", subprotocol: String? = "mqtt") -> String {
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\n"
            + (subprotocol.map { "Sec-WebSocket-Protocol: \($0)\r\n" } ?? "") + extra + "\r\n"
    }

    /// A conversation in which both ends agreed to speak WebSocket.
    static func upgraded(_ extra: String = "", subprotocol: String? = "mqtt") -> Conversation {
        var talk = Conversation()
        talk.client(request(extra, subprotocol: subprotocol))
        talk.server(response(extra, subprotocol: subprotocol))
        return talk
    }

    static func run(
        _ talk: Conversation, _ schedule: DeliverySchedule = .whole, depth: Depth = .tree
    ) -> Conversation.Result {
        talk.run(HTTPDissector(), registry(), schedule, depth: depth)
    }

    static func frame(
        _ opcode: UInt8, _ text: String, isFinal: Bool = true, reserved: UInt8 = 0,
        key: UInt32? = nil
    ) -> [UInt8] {
        WebSocketEncoder.frame(
            opcode, Array(text.utf8), isFinal: isFinal, reserved: reserved, key: key)
    }

    static let all = DeliverySchedule.all
}
