import Foundation

/// The packets of a small capture of the project: classic pcap, little endian, Ethernet, IPv4
/// without options.  Read here and not with Captures, so that these tests stand on their own.
struct SampleCapture {
    struct Packet {
        var sourcePort: UInt16
        var destinationPort: UInt16
        var isTCP: Bool
        /// Of a TCP segment.
        var sequence: UInt32
        var flags: UInt8
        /// What was captured of the payload, and how much was sent.
        var payload: [UInt8]
        var originalCount: Int
    }

    let packets: [Packet]
    /// tshark's protocol and summary of each packet, with a tab between them.
    let expected: [String]

    init(_ name: String, expected expectedName: String? = nil) throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
        let root = tests.deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "SamplePcaps/\(name).pcap")
        packets = Self.packets(of: [UInt8](try Data(contentsOf: file)))
        let text = try String(
            contentsOf: tests.appending(path: "Expected/\(expectedName ?? name).txt"),
            encoding: .utf8)
        expected = text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    }

    private static func packets(of file: [UInt8]) -> [Packet] {
        var packets: [Packet] = []
        var place = 24
        while place < file.count {
            let count = Int(little(file, place + 8))
            let sent = Int(little(file, place + 12))
            let bytes = Array(file[(place + 16)..<(place + 16 + count)])
            let isTCP = bytes[23] == 6
            let headerCount = isTCP ? 54 : 42
            packets.append(
                Packet(
                    sourcePort: UInt16(big(bytes, 34) >> 16),
                    destinationPort: UInt16(big(bytes, 34) & 0xFFFF), isTCP: isTCP,
                    sequence: big(bytes, 38), flags: isTCP ? bytes[47] : 0,
                    payload: Array(bytes[headerCount...]), originalCount: sent - headerCount))
            place += 16 + count
        }
        return packets
    }

    private static func little(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
    }

    private static func big(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 << 8 | UInt32(bytes[place + $1]) }
    }
}
