/// The kinds of blocks in a pcapng file that are read; all others are stepped over.
enum PcapngBlockType {
    static var sectionHeader: UInt32 { 0x0A0D_0D0A }
    static var interfaceDescription: UInt32 { 1 }
    /// Obsolete: the enhanced one with 16 bits for the interface.
    static var packet: UInt32 { 2 }
    static var simplePacket: UInt32 { 3 }
    static var nameResolution: UInt32 { 4 }
    static var interfaceStatistics: UInt32 { 5 }
    static var enhancedPacket: UInt32 { 6 }
    static var journalEntry: UInt32 { 9 }
    static var decryptionSecrets: UInt32 { 10 }
    static var systemEvent: UInt32 { 0x204 }
    static var systemEventVersion2: UInt32 { 0x216 }
    static var largeSystemEvent: UInt32 { 0x221 }
    static var customBlock: UInt32 { 0x0000_0BAD }
    static var customBlockNotToCopy: UInt32 { 0x4000_0BAD }

    /// The shortest block of a kind, header and both lengths included; nil for unknown kinds.
    static func byteCountMin(_ type: UInt32) -> Int? {
        switch type {
        case sectionHeader: 28
        case interfaceDescription, decryptionSecrets: 20
        case packet, enhancedPacket: 32
        case simplePacket, nameResolution, customBlock, customBlockNotToCopy: 16
        case interfaceStatistics: 24
        // The shortest entry is a timestamp, `__REALTIME_TIMESTAMP=0`, and a line end.
        case journalEntry: 35
        case systemEvent: 12 + PcapngSystemEvent.headerByteCount
        case systemEventVersion2, largeSystemEvent:
            12 + PcapngSystemEvent.headerByteCountVersion2
        default: nil
        }
    }
}

/// sysdig's event header: processor (2), time (8), thread (8), length (4), type (2), and since
/// version 2 the number of parameters (4).
enum PcapngSystemEvent {
    static var headerByteCount: Int { 24 }
    static var headerByteCountVersion2: Int { 28 }
    static var timeOffset: Int { 2 }
    static var lengthOffset: Int { 18 }
}
