/// Packets made by hand, from the inside out.
enum TestPacket {
    static func word(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)] }

    static func ethernet(_ type: Int, _ payload: [UInt8]) -> [UInt8] {
        [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1] + word(type) + payload
    }

    static func tag(_ identifier: Int, _ type: Int, _ payload: [UInt8]) -> [UInt8] {
        word(identifier) + word(type) + payload
    }

    /// - Parameters:
    ///   - fragment: the flags and the offset in units of eight bytes.
    ///   - totalLength: what the header says, if it is to lie.
    static func ipv4(
        _ number: UInt8, _ payload: [UInt8], options: [UInt8] = [], fragment: Int = 0,
        identification: Int = 1, totalLength: Int? = nil, source: UInt8 = 1
    ) -> [UInt8] {
        let headerLength = 20 + options.count
        return [UInt8(0x40 | headerLength / 4), 0]
            + word(totalLength ?? headerLength + payload.count) + word(identification)
            + word(fragment) + [64, number, 0, 0, 10, 0, 0, source, 10, 0, 0, 2] + options + payload
    }

    static func ipv6(
        _ next: UInt8, _ payload: [UInt8], payloadLength: Int? = nil
    ) -> [UInt8] {
        let prefix: [UInt8] = [0xFE, 0x80] + Array(repeating: 0, count: 13)
        return [0x60, 0, 0, 0] + word(payloadLength ?? payload.count) + [next, 64]
            + prefix + [1] + prefix + [2] + payload
    }

    static func udp(_ payload: [UInt8], length: Int? = nil) -> [UInt8] {
        word(5000) + word(6000) + word(length ?? payload.count + 8) + [0, 0] + payload
    }

    static func tcp(_ payload: [UInt8], options: [UInt8] = []) -> [UInt8] {
        word(5000) + word(6000) + [0, 0, 0, 1, 0, 0, 0, 2]
            + [UInt8((20 + options.count) / 4 * 16), 0x18, 1, 0, 0, 0, 0, 0] + options + payload
    }

    static func fragmentHeader(
        _ next: UInt8, offset: Int, isLast: Bool, _ payload: [UInt8]
    ) -> [UInt8] {
        [next, 0] + word(offset | (isLast ? 0 : 1)) + [0, 0, 0, 9] + payload
    }

    static func echo(_ payload: [UInt8]) -> [UInt8] { [8, 0, 0, 0, 0, 7, 0, 1] + payload }

    /// An ICMP error with the packet it is about.
    static func unreachable(_ quoted: [UInt8]) -> [UInt8] { [3, 3, 0, 0, 0, 0, 0, 0] + quoted }

    static let arp: [UInt8] =
        [0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1, 10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 10, 0, 0, 2]
}
