import Bytes
import Packets
import Testing

@testable import Printing

@Suite struct CommunityIDTests {
    /// The examples of the Community ID specification, in both directions.
    @Test(
        arguments: [
            ("1:LQU9qZlK+B5F3KDmev6m5PMibrg=", UInt8(6), 0x80E8_6E78, 34855, 0x4223_FACC, 80),
            ("1:d/FP5EW3wiY1vCndhwleRRKHowQ=", 17, 0xC0A8_0134, 54585, 0x0808_0808, 53),
        ] as [(String, UInt8, UInt32, UInt16, UInt32, UInt16)])
    func isTheOneOfTheSpecification(
        name: String, number: UInt8, source: UInt32, sourcePort: UInt16, destination: UInt32,
        destinationPort: UInt16
    ) {
        var identifiers = CommunityID()
        for isBack in [false, true] {
            var layers = PacketLayers()
            layers.source = IPAddress(v4: isBack ? destination : source)
            layers.destination = IPAddress(v4: isBack ? source : destination)
            layers.sourcePort = isBack ? destinationPort : sourcePort
            layers.destinationPort = isBack ? sourcePort : destinationPort
            var text = TextBuffer()
            identifiers.append(layers, protocolNumber: number, stream: 7, to: &text)
            #expect(text.string == name)
        }
    }
}
