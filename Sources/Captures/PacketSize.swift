/// How long a packet may be.  A longer one is taken for damage, as tshark does, and nothing is
/// reserved for it.
enum PacketSize {
    static var standardMaximum: Int { 262_144 }
    /// For messages of D-Bus, USB transfers and EBHSCR, which are longer than any frame.  (tshark
    /// grants them 32 and 128 MiB; one of over 16 has not been seen.)
    static var largeMaximum: Int { 16 << 20 }

    static func maximum(linkType: UInt16) -> Int {
        switch linkType {
        case 231, 249, 279: largeMaximum
        default: standardMaximum
        }
    }

    /// The original size as tshark shows it: 31 bits.
    @inline(__always)
    static func shown(_ count: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: min(count, Int(Int32.max)))
    }
}
