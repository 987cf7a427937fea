internal import Bytes

/// Writes IPv4 addresses, an octet at a time, each from a table.
struct IPv4Text: ~Copyable {
    /// The digits of each octet, first digit lowest, and in the highest byte how many they are.
    private var octets = StableArray(repeating: UInt32(0), count: 256)

    init() {
        for octet in 0..<256 { octets[octet] = Self.digits(UInt32(octet)) }
    }

    @inline(__always)
    func append(_ address: UInt32, to text: inout TextWriter) {
        for shift: UInt32 in [24, 16, 8, 0] {
            let entry = octet(address >> shift)
            let count = Int(entry >> 24)
            let dot: UInt64 = shift > 0 ? 0x2E &<< UInt64(count &* 8) : 0
            text.append(
                packed: UInt64(entry & 0xFF_FFFF) | dot, count: shift > 0 ? count &+ 1 : count)
        }
    }

    /// How many bytes the text of an address takes.
    @inline(__always)
    func count(_ address: UInt32) -> Int {
        var sum = 3
        for shift: UInt32 in [24, 16, 8, 0] { sum &+= Int(octet(address >> shift) >> 24) }
        return sum
    }

    @inline(__always)
    private func octet(_ bits: UInt32) -> UInt32 { octets[Int(bits & 0xFF)] }

    private static func digits(_ octet: UInt32) -> UInt32 {
        let (hundreds, tens, ones) = (octet / 100, octet / 10 % 10, octet % 10)
        let count: UInt32 = octet >= 100 ? 3 : octet >= 10 ? 2 : 1
        let all = (hundreds | tens << 8 | ones << 16) | 0x30_3030
        return all >> ((3 - count) * 8) | count << 24
    }
}
