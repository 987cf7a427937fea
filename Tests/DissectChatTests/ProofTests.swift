import DissectChat
import Dissection
import TestKit
import Testing

/// A port alone is no proof, and content is at any port.
@Suite struct ProofTests {
    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}", "\u{10}\u{10}\0\u{4}MQTT",
        "<?xml version='1.0'?>", "AMQP\0\0\u{9}\u{1}", "{\"a\": 1}", "SSH-2.0-x\r\n",
        "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n",
    ])
    func refusesOtherProtocols(text: String) {
        for port in [55000, 8090] as [UInt16] {
            guard port == 55000 || !text.hasPrefix("{") else { continue }
            let reading = Reading()
            let connection = reading.connect(port: port)
            reading.write(connection, .client, Array(text.utf8))
            reading.write(connection, .server, Array(text.utf8))
            #expect(reading.names.isEmpty)
            #expect(connection.isGivenUp)
        }
    }

    /// A name may be anything, but not what the server says to it.
    @Test(arguments: ["HTTP/1.1 200 OK\r\n\r\n", "\u{1}\u{2}\u{3}", "welcome", "-ERR who: you"])
    func refusesOtherServers(text: String) {
        let reading = Reading()
        let connection = reading.connect()
        reading.write(connection, .client, Array("hello".utf8))
        reading.write(connection, .server, Array(text.utf8))
        reading.write(connection, .client, Array("hello".utf8))
        reading.write(connection, .server, Array("Alice: hello".utf8))
        #expect(reading.names == ["CHAT"])
    }

    @Test func refusesAServerThatSpeaksFirst() {
        let reading = Reading()
        let connection = reading.connect()
        reading.write(connection, .server, Array("220 mail.example ready\r\n".utf8))
        #expect(reading.names.isEmpty)
    }

    /// The client's name waits until the server's first line tells what it is.
    @Test func findsTheChatRoomAtAnyPort() {
        let reading = Reading()
        let connection = reading.connect(port: 4711)
        #expect(reading.client(connection, .join("Bob")) == "")
        #expect(reading.names.isEmpty)
        #expect(reading.server(connection, .joined("Bob")) == "Joined [Bob], Join [Bob]")
        #expect(reading.client(connection, .say("hello")) == "Public [Bob] hello")
        #expect(reading.names == ["CHAT", "CHAT", "CHAT"])
    }

    @Test func leavesOtherTextAlone() {
        let reading = Reading()
        let connection = reading.connect(port: 4711)
        reading.write(connection, .client, Array("hello".utf8))
        reading.write(connection, .server, Array("hello yourself".utf8))
        reading.write(connection, .client, Array(String(repeating: "more ", count: 20).utf8))
        #expect(reading.names.isEmpty)
        #expect(connection.isGivenUp)
    }

    @Test func findsATransferAtAnyPort() {
        let reading = Reading()
        #expect(reading.send(Array("part 0".utf8), port: 4711, clientPort: 1) == nil)
        let bob = reading.connectBob()
        reading.client(bob, .download("f"))
        reading.server(bob, .offer(port: 4711, size: 3, file: "f"))
        #expect(reading.send(Array("part 0".utf8), port: 4711, clientPort: 2) == "Part 0 of f")
    }

    @Test(arguments: [
        "part x", "part ", "part 1 ", "part -1", "finished", "hello", "\u{80}",
        "part 99999999999999999999",
    ])
    func refusesOtherDatagrams(text: String) {
        let reading = Reading()
        #expect(reading.send(Array(text.utf8)) == nil)
        #expect(reading.names.isEmpty)
    }

    @Test func refusesDatagramsThatAreNoText() {
        #expect(Reading().send([0x12, 0x34, 1, 0, 0, 1], port: 8090) == nil)
        #expect(Reading().send([0xFF, 0xFE], port: 8090) == nil)
    }

    @Test func readsAtPortsThatAreNamed() throws {
        let entries = ChatProtocols.entries()
        let reading = Reading(ports: [
            try PortOverride("tcp.port==7000,chat", entries: entries),
            try PortOverride("udp.port==7001,chatudp", entries: entries),
        ])
        #expect(reading.client(reading.connect(port: 7000), .join("Bob")) == "Join [Bob]")
        #expect(reading.send(Array("part 3".utf8), port: 7001) == "Part 3")
    }
}
