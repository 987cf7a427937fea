import Bytes
import Dissection
import TestKit
import Testing

@Suite struct DatagramDriverTests {
    private func datagram(_ source: UInt16, _ destination: UInt16, _ count: Int) -> Datagram {
        Datagram(
            sender: .client, sourcePort: source, destinationPort: destination, packetNumber: 1,
            time: 0, originalCount: count)
    }

    private func read(
        _ datagrams: [[UInt8]], _ source: UInt16, _ destination: UInt16
    ) -> (answers: [Bool], isGivenUp: Bool, names: [String]) {
        var driver = DatagramDriver(registry: .toys())
        var message = Message(depth: .tree)
        var sink = RecordingSink()
        let answers = datagrams.map { bytes in
            message.beginPacket()
            return driver.receive(
                bytes.rawSpan, datagram(source, destination, bytes.count), into: &message,
                to: &sink)
        }
        return (answers, driver.isGivenUp, sink.records.map(\.name))
    }

    static let echo = [EchoDissector.mark] + Array("hello".utf8)

    @Test func findsTheProtocolByEitherPort() {
        #expect(read([Self.echo], 7002, 50000).names == ["Echo"])
        #expect(read([Self.echo], 50000, 7002).names == ["Echo"])
    }

    @Test func findsTheProtocolByContent() {
        #expect(read([Self.echo], 1, 2).names == ["Echo"])
    }

    @Test func aRefusedDatagramIsNobodys() {
        let result = read([[1, 2], Self.echo], 1, 2)
        #expect(result.answers == [false, false])
        #expect(result.isGivenUp)
    }

    /// A port tells who reads them: the first one may be broken.
    @Test func aPortCountsForEachDatagram() {
        let result = read([[1, 2], Self.echo, [1, 2]], 7002, 50000)
        #expect(result.answers == [false, true, false])
        #expect(!result.isGivenUp)
    }

    /// Who has read one stays, and may refuse another.
    @Test func aRefusalLaterCostsOnlyThatDatagram() {
        let result = read([Self.echo, [1, 2], Self.echo], 7002, 50000)
        #expect(result.answers == [true, false, true])
        #expect(!result.isGivenUp)
    }
}
