import Bytes
import Packets
import Testing

/// Which headers of IP are counted: those that were read to their end.
@Suite struct IPHeadersTests {
    private func count(_ type: Int, _ packet: [UInt8]) -> Int {
        let bytes = TestPacket.ethernet(type, packet)
        var layers = PacketLayers()
        PacketDecoder.decode(
            bytes.rawSpan, originalCount: bytes.count, link: .ethernet, into: &layers)
        return Array(IPHeaders(bytes.rawSpan, layers)).count
    }

    @Test func countsEachHeaderOfATunnel() {
        let inner = TestPacket.ipv4(17, TestPacket.udp([1]))
        #expect(count(0x0800, TestPacket.ipv4(4, inner)) == 2)
    }

    /// Whatever comes behind it.
    @Test func countsAHeaderThatIsWhole() {
        #expect(count(0x86DD, TestPacket.ipv6(17, [1, 2])) == 1)
        #expect(count(0x0800, TestPacket.ipv4(17, [1, 2])) == 1)
        #expect(count(0x0800, TestPacket.ipv4(4, [0x50, 0, 0])) == 1)
        // What extends a header of IPv6 only.
        #expect(count(0x0800, TestPacket.ipv4(0, [17, 9, 0, 0])) == 1)
    }

    @Test func countsNoHeaderThatIsNot() {
        #expect(count(0x0800, Array(TestPacket.ipv4(17, []).prefix(15))) == 0)
        #expect(count(0x86DD, TestPacket.ipv6(0, [17, 9, 0, 0])) == 0)
    }
}
