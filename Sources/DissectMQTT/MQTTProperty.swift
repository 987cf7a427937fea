/// A property of MQTT 5.0 (section 2.2.2.2): how its value is written, and who may carry it.
struct MQTTPropertyShape: BitwiseCopyable {
    enum Kind { case byte, two, four, variable, string, binary, pair }

    let kind: Kind
    /// A bit for each packet type by its number; bit 0 is a will.
    let carriers: UInt16

    func isAllowed(in carrier: Int) -> Bool { carriers & 1 << UInt16(carrier & 15) != 0 }

    init?(_ id: UInt8) {
        switch id {
        case 0x01: self.init(.byte, 0x0009)
        case 0x02: self.init(.four, 0x0009)
        case 0x03, 0x08: self.init(.string, 0x0009)
        case 0x09: self.init(.binary, 0x0009)
        case 0x0B: self.init(.variable, 0x0108)
        case 0x11: self.init(.four, 0x4006)
        case 0x12, 0x1A: self.init(.string, 0x0004)
        case 0x13: self.init(.two, 0x0004)
        case 0x15: self.init(.string, 0x8006)
        case 0x16: self.init(.binary, 0x8006)
        case 0x17, 0x19: self.init(.byte, 0x0002)
        case 0x18: self.init(.four, 0x0001)
        case 0x1C: self.init(.string, 0x4004)
        case 0x1F: self.init(.string, 0xCAF4)
        case 0x21, 0x22: self.init(.two, 0x0006)
        case 0x23: self.init(.two, 0x0008)
        case 0x24, 0x25, 0x28, 0x29, 0x2A: self.init(.byte, 0x0004)
        case 0x26: self.init(.pair, 0xCFFF)
        case 0x27: self.init(.four, 0x0006)
        default: return nil
        }
    }

    private init(_ kind: Kind, _ carriers: UInt16) {
        self.kind = kind
        self.carriers = carriers
    }
}
