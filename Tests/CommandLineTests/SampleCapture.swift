/// Captures made on the spot: TCP segments between two hosts, and what else a test puts in.
struct SampleCapture {
    /// Seconds and the fraction of each packet, as they stand in the file.
    var times: [(seconds: UInt32, fraction: UInt32)]
    var hasNanoseconds = false
    /// How many connections the packets are of, in turn.
    var connectionCount = 1

    /// A connection that opens, and sends one byte after the other.
    static func segments(_ count: Int) -> SampleCapture {
        SampleCapture(
            times: (0..<UInt32(count)).map { index in
                (seconds: 1_700_000_000 + index / 100, fraction: index % 100 * 10_000)
            })
    }

    static var headerByteCount: Int { 24 }
    static var recordByteCount: Int { 16 + 54 + 1 }

    /// The file, in the classic format, little-endian.
    var bytes: [UInt8] {
        var file = Self.little(hasNanoseconds ? 0xA1B2_3C4D : 0xA1B2_C3D4)
        file += [2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0] + Self.little(65535) + Self.little(1)
        for (index, time) in times.enumerated() {
            let packet = Self.segment(index, of: index % connectionCount)
            file += Self.little(time.seconds) + Self.little(time.fraction)
            file += Self.little(UInt32(packet.count)) + Self.little(UInt32(packet.count)) + packet
        }
        return file
    }

    /// Ethernet, IPv4, TCP and one byte.
    private static func segment(_ index: Int, of connection: Int) -> [UInt8] {
        let sequence = UInt32(1000 + index)
        var packet: [UInt8] = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0]
        packet += [0x45, 0, 0, 41, 0, 1, 0x40, 0, 64, 6, 0, 0, 10, 0, 0, 1, 192, 168, 100, 200]
        packet +=
            [0x9C, UInt8(0x42 + connection), 0x9C, 0x41] + little(sequence).reversed() + [
                0, 0, 0, 1,
            ]
        packet += [0x50, 0x18, 0x10, 0, 0, 0, 0, 0, UInt8(ascii: "x")]
        return packet
    }

    /// A connection that opens, and on which one end says something in one segment after the other.
    static func stream(_ texts: [String], port: UInt16) -> [UInt8] {
        var file = SampleCapture(times: []).bytes
        var sequence: UInt32 = 1000
        for (index, text) in ([""] + texts).enumerated() {
            var packet: [UInt8] = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0]
            let length = UInt16(40 + text.utf8.count)
            packet += [0x45, 0, UInt8(length >> 8), UInt8(length & 0xFF), 0, 1, 0x40, 0, 64, 6]
            packet += [0, 0, 10, 0, 0, 1, 192, 168, 100, 200]
            packet += [0x9C, 0x42, UInt8(port >> 8), UInt8(port & 0xFF)]
            packet += little(sequence).reversed() + [0, 0, 0, 1]
            packet += [0x50, index == 0 ? 2 : 0x18, 0x10, 0, 0, 0, 0, 0] + Array(text.utf8)
            file += little(1_700_000_000) + little(UInt32(index) * 1000)
            file += little(UInt32(packet.count)) + little(UInt32(packet.count)) + packet
            sequence += index == 0 ? 1 : UInt32(text.utf8.count)
        }
        return file
    }

    private static func little(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
