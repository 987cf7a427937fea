internal import Bytes

/// Writes IPv4 addresses, an octet at a time, each made in a register.
enum IPv4Text {
    @inline(__always)
    static func append(_ address: UInt32, to text: inout TextWriter) {
        for shift: UInt32 in [24, 16, 8] {
            let octet = address >> shift & 0xFF
            text.append(packed: digits(octet, last: 0x2E), count: count(octet: octet) &+ 1)
        }
        text.append(packed: digits(address & 0xFF, last: 0), count: count(octet: address & 0xFF))
    }

    /// How many bytes the text of an address takes.
    @inline(__always)
    static func count(_ address: UInt32) -> Int {
        var sum = 3
        for shift: UInt32 in [24, 16, 8, 0] { sum &+= count(octet: address >> shift & 0xFF) }
        return sum
    }

    @inline(__always)
    private static func count(octet: UInt32) -> Int {
        1 &+ (octet >= 10 ? 1 : 0) &+ (octet >= 100 ? 1 : 0)
    }

    /// The digits of an octet, first digit lowest, and one more byte behind them.
    @inline(__always)
    private static func digits(_ octet: UInt32, last: UInt64) -> UInt64 {
        let hundreds = (octet &* 41) >> 12
        let tens = ((octet &- hundreds &* 100) &* 103) >> 10
        let ones = octet &- hundreds &* 100 &- tens &* 10
        let all =
            UInt64(hundreds | tens << 8 | ones << 16) | 0x30_3030 | last << 24
        return all >> UInt64((3 &- count(octet: octet)) &* 8)
    }
}
