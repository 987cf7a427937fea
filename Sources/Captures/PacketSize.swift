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

    /// The original size as tshark shows it: 31 bits, and without what libpcap put in front of
    /// the packet.
    @inline(__always)
    static func shown(_ count: Int, without headerByteCount: Int = 0) -> UInt32 {
        let shown = min(count, Int(Int32.max)) &- headerByteCount
        return UInt32(truncatingIfNeeded: max(0, shown))
    }

    /// How many bytes of a packet are none of the link's, but say of a direction, a channel or an
    /// error: tshark does not count them.
    static func pseudoHeaderByteCount(linkType: UInt16) -> Int {
        switch linkType {
        case 204: 1  // PPP with direction
        case 245: 2  // NFC
        case 123, 139, 201, 254: 4  // SunATM, MTP2, Bluetooth
        case 196, 209: 5  // SITA, I2C
        case 144, 177: 16  // IrDA, LAPD
        default: 0
        }
    }
}
