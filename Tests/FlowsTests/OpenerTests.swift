import Bytes
import Dissection
import Packets
import TestKit
import Testing

@testable import Flows

/// Says of each piece who sent it.
private struct SenderDissector: StreamDissector {
    static let name: StaticString = "Sender"

    mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        guard input.remaining > 0 else { return .needMore(byteCount: 1) }
        try input.skip(input.remaining)
        message.type = MessageType(delivery.sender == .client ? 1 : 2)
        return .message
    }

    mutating func recover(from disruption: Disruption, sender: Endpoint) -> Recovery { .resume }
}

/// Who is the server of a connection whose handshake was not captured.
@Suite struct OpenerTests {
    private static let registry = Registry([
        Registry.Entry("sender", stream: .init(ports: [7777, 50_000]) { SenderDissector() })
    ])

    @Test(arguments: [
        (client: 40_000, server: 7777), (client: 5000, server: 7777),
        (client: 40_000, server: 50_000),
        (client: 50_000, server: 7777),
    ])
    func aServerIsWhereOneIsExpected(client: UInt16, server: UInt16) {
        let connection = TestConnection(clientPort: client, serverPort: server)
        for (sender, type) in [(Endpoint.client, 1), (.server, 2)] {
            var table = ConnectionTable(registry: Self.registry)
            var message = Message(depth: .counts)
            var sink = ByteMapSink()
            _ = connection.send(
                Array("abc".utf8), at: 1, from: sender, to: &table, &message, &sink)
            #expect(message.type == MessageType(UInt16(type)), "\(sender)")
        }
    }
}
