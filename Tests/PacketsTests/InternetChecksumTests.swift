import Bytes
import Packets
import Testing

@Suite struct InternetChecksumTests {
    /// The example of RFC 1071, section 3.
    @Test func addsTheExampleOfTheStandard() {
        let bytes: [UInt8] = [0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7]
        var checksum = InternetChecksum()
        checksum.add(bytes.rawSpan)
        #expect(checksum.value == ~0xDDF2)
    }

    @Test(arguments: 0...9)
    func isTheSameAsWordByWord(count: Int) {
        let bytes = (0..<count).map { UInt8(($0 * 37 + 200) & 0xFF) }
        var sum = 0
        for (index, byte) in bytes.enumerated() {
            sum += index % 2 == 0 ? Int(byte) << 8 : Int(byte)
        }
        while sum > 0xFFFF { sum = sum & 0xFFFF + sum >> 16 }
        var checksum = InternetChecksum()
        checksum.add(bytes.rawSpan)
        #expect(checksum.value == ~UInt16(sum))
    }

    /// A header as a kernel sent it.
    @Test func acceptsARealHeader() {
        let header: [UInt8] = [
            0x45, 0x00, 0x00, 0x73, 0x00, 0x00, 0x40, 0x00, 0x40, 0x11, 0xB8, 0x61, 0xC0, 0xA8,
            0x00, 0x01, 0xC0, 0xA8, 0x00, 0xC7,
        ]
        #expect(ChecksumStatus.ipv4(header.rawSpan) == .good)
        var wrong = header
        wrong[8] = 63
        #expect(ChecksumStatus.ipv4(wrong.rawSpan) == .bad)
    }
}
