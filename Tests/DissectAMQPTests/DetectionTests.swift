import Bytes
import DissectAMQP
import Dissection
import TestKit
import Testing

/// Which connections are AMQP 1.0, and what stands around it.
@Suite struct AMQPDetectionTests {
    private func count(_ bytes: [UInt8], port: UInt16) -> Int {
        var sink = RecordingSink()
        var message = Message(depth: .summary)
        var driver = StreamDriver(
            registry: Registry(AMQPProtocols.entries), serverPort: port, clientPort: 40_000,
            isServerKnown: true)
        message.beginPacket()
        driver.receive(bytes.rawSpan, from: .client, end: .pushed, into: &message, to: &sink)
        return sink.records.count
    }

    @Test(
        arguments: [Frames.header, Frames.saslHeader, Frames.tlsHeader],
        [5672, 50_000] as [UInt16])
    func findsAHeaderOnAnyPort(header: [UInt8], port: UInt16) {
        #expect(count(header, port: port) == 1)
    }

    /// Frames without a header are known where they may be expected.
    @Test func findsFramesAtThePort() {
        #expect(count(Frames.open(), port: 5672) == 1)
        #expect(count(Frames.open(), port: 50_000) == 0)
    }

    /// A port alone is no proof.
    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "AMQP\u{0}\u{0}\u{9}\u{1}",
        "\u{16}\u{3}\u{1}\u{0}\u{5}hello", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}",
        "\u{1}\u{0}\u{0}\u{0}\u{0}\u{0}\u{1}x\u{CE}", "AMQQ",
    ])
    func refusesWhatIsNotAMQP(text: String) {
        #expect(count(Array(text.utf8), port: 5672) == 0)
    }

    /// What follows the header that asks for TLS is not for this dissector.
    @Test func handsOverToTLS() {
        var reading = Reading()
        reading.client(Frames.tlsHeader)
        reading.server(Frames.tlsHeader)
        reading.client([0x16, 3, 1, 0, 2, 1, 0])
        let result = reading.run()
        #expect(result.names == ["AMQP", "AMQP"])
    }

    /// Security comes first, on the same connection.
    @Test(arguments: DeliverySchedule.all)
    func readsSASLAndThenAMQP(schedule: DeliverySchedule) {
        var reading = Reading()
        reading.client(Frames.saslHeader)
        reading.server(
            Frames.saslHeader
                + Frames.frame(0x40, [.array(0xA3, [[1, 0x41], [1, 0x42]])], type: 1))
        reading.client(
            Frames.frame(0x41, [.symbol("A"), .binary([1]), .string("host")], type: 1))
        reading.server(Frames.frame(0x42, [.binary([1])], type: 1))
        reading.client(Frames.frame(0x43, [.binary([2])], type: 1))
        reading.server(Frames.frame(0x44, [.ubyte(0)], type: 1))
        reading.client(Frames.header + Frames.open())
        let result = reading.run(schedule)
        #expect(result.records.count == 9)
        #expect(result.records.allSatisfy { $0.notes.isEmpty })
        let infos = reading.read(depth: .summary, isRich: true).infos
        #expect(infos[2].hasSuffix(", sasl.mechanisms [A B]"))
        #expect(
            Array(infos[3...6]) == [
                "sasl.init [A] host=[host]", "sasl.challenge size=1", "sasl.response size=1",
                "sasl.outcome ok",
            ])
    }

    /// A frame that the capture cut: what there is of it is shown, and the next one is read.
    @Test func readsTheBeginningOfACutFrame() {
        let frame = Frames.transfer(0, Frames.text(String(repeating: "x", count: 500)))
        let beginning = Frames.header + frame[..<60]
        let next = Frames.heartbeat
        var sink = FieldSink()
        var message = Message(depth: .fields)
        var driver = StreamDriver(AMQPDissector(), registry: Registry(AMQPProtocols.entries))
        message.beginPacket()
        driver.receive(
            beginning.rawSpan, from: .client, into: &message, to: &sink)
        driver.lose(
            byteCount: frame.count - 60, from: .client, isCut: true, into: &message, to: &sink)
        message.beginPacket()
        driver.receive(
            next.rawSpan, from: .client, end: .pushed, into: &message, to: &sink)
        #expect(
            sink.infos == [
                "Protocol-Header 1-0-0 ",
                "Protocol-Header 1-0-0 transfer [Packet size limited during capture]", "(empty)",
            ])
        #expect(sink.messages[1]["amqp.performative.arguments.deliveryId"] == ["0"])
    }

    /// A segment of which others were cut off too: the first of them is shown, and the place is
    /// looked for behind them.
    @Test func readsTheBeginningOfTheFirstFrameThatWasCut() {
        let frames = Frames.transfer(0) + Frames.transfer(1)
        let beginning = Frames.header + frames[..<25]
        let next = Frames.transfer(2) + Frames.transfer(3)
        var sink = FieldSink()
        var message = Message(depth: .fields)
        var driver = StreamDriver(AMQPDissector(), registry: Registry(AMQPProtocols.entries))
        message.beginPacket()
        driver.receive(beginning.rawSpan, from: .client, into: &message, to: &sink)
        driver.lose(
            byteCount: frames.count - 25, from: .client, isCut: true, into: &message, to: &sink)
        message.beginPacket()
        driver.receive(next.rawSpan, from: .client, end: .pushed, into: &message, to: &sink)
        #expect(
            sink.infos == [
                "Protocol-Header 1-0-0 ",
                "Protocol-Header 1-0-0 transfer [Packet size limited during capture]", "transfer ",
                "transfer transfer ",
            ])
    }

    /// A segment after that of which the capture has no more than the beginning: nothing can
    /// confirm it, and there is no better place for a frame to begin.
    @Test func readsTheBeginningOfACutSegmentBehindAGap() {
        let frame = Frames.transfer(0, Frames.text(String(repeating: "x", count: 500)))
        var sink = FieldSink()
        var message = Message(depth: .fields)
        var driver = StreamDriver(AMQPDissector(), registry: Registry(AMQPProtocols.entries))
        let header = Frames.header
        let beginning = Array(frame[..<60])
        driver.receive(header.rawSpan, from: .client, into: &message, to: &sink)
        driver.lose(byteCount: 100, from: .client, into: &message, to: &sink)
        message.beginPacket()
        driver.receive(beginning.rawSpan, from: .client, into: &message, to: &sink)
        driver.lose(
            byteCount: frame.count - 60, from: .client, isCut: true, into: &message, to: &sink)
        message.beginPacket()
        let next = Frames.heartbeat
        driver.receive(next.rawSpan, from: .client, end: .pushed, into: &message, to: &sink)
        #expect(
            Array(sink.infos.dropFirst()) == [
                "transfer [Packet size limited during capture]", "(empty)",
            ])
    }
}
