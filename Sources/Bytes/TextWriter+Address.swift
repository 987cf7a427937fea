extension TextWriter {
    /// The longest text of one address.
    @inlinable public static var addressByteCountMax: Int { 45 }

    /// Appends an IPv4 address.
    @inlinable @inline(__always)
    public mutating func append(ipv4 address: UInt32) {
        for shift: UInt32 in [24, 16, 8, 0] {
            append(decimal: address &>> shift & 0xFF)
            if shift > 0 { append(byte: 0x2E) }
        }
    }

    /// Appends an IPv6 address as `inet_ntop` does: RFC 5952, with the last four bytes as an IPv4
    /// address where ten bytes of zeros and two of zeros or ones are before them.
    public mutating func append(ipv6 high: UInt64, _ low: UInt64) {
        let groups: InlineArray<8, UInt64> = InlineArray { index in
            (index < 4 ? high : low) >> UInt64(48 - index % 4 * 16) & 0xFFFF
        }
        var best = 0..<0
        var run = 0..<0
        for index in 0..<8 {
            run = groups[index] == 0 ? (run.isEmpty ? index : run.lowerBound)..<(index + 1) : 0..<0
            if run.count > best.count { best = run }
        }
        if best.count < 2 { best = 8..<8 }
        let isCompatible = best == 0..<6 || best == 0..<5 && groups[5] == 0xFFFF
        for index in 0..<8 {
            if index == best.lowerBound { append(index == 0 ? "::" : ":") }
            if best.contains(index) { continue }
            if isCompatible, index == 6 {
                return append(ipv4: UInt32(truncatingIfNeeded: low))
            }
            append(hexadecimal: groups[index])
            if index < 7 { append(byte: 0x3A) }
        }
    }
}
