/// Which version of IGMP a message is of.
public enum IGMPVersion {
    /// Queries of the three versions differ in length, and in whether a time is given.
    ///
    /// - Returns: 0 for other protocols on IGMP's number.
    public static func number(
        of type: UInt8, _ message: borrowing LayerBytes
    ) throws(Shortage) -> Int {
        switch type {
        case 0x11:
            if message.count >= 12 { return 3 }
            return try message.byte(at: 1) == 0 ? 1 : 2
        case 0x12: return 1
        case 0x16, 0x17: return 2
        case 0x22: return 3
        default: return 0
        }
    }
}
