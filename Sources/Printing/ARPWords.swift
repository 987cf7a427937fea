internal import Bytes

/// tshark's words for the operations of ARP.
enum ARPWords {
    static func protocolName(_ operation: UInt16, _ hardwareType: UInt16) -> ProtocolName {
        if hardwareType == 19 { return "ATMARP" }
        return switch operation {
        case 3, 4: "RARP"
        case 5...7: "DRARP"
        case 8, 9: "Inverse ARP"
        case 11...22: "MARS"
        case 23: "MAPOS"
        default: "ARP"
        }
    }

    /// Operations that name their sender.
    static func operation(_ operation: UInt16) -> StaticString {
        switch operation {
        case 11: "MARS request"
        case 12: "MARS MULTI request"
        case 13: "MARS MSERV request"
        case 14: "MARS JOIN request"
        case 15: "MARS LEAVE"
        case 16: "MARS NAK"
        case 17: "MARS UNSERV request"
        case 18: "MARS SJOIN request"
        case 19: "MARS SLEAVE"
        case 20: "MARS grouplist request"
        case 21: "MARS grouplist reply"
        case 22: "MARS redirect map"
        default: "MAPOS UNARP request"
        }
    }

    static func append(unusual operation: UInt16, to text: inout TextBuffer) {
        switch operation {
        case 7: text.append("DRARP Error")
        case 10: text.append("ARP NAK")
        case 24: text.append("Experimental 1 ( opcode 24 )")
        case 25: text.append("Experimental 2 ( opcode 25 )")
        case 0, 65535:
            text.append("Reserved opcode ")
            text.append(decimal: operation)
        default:
            text.append("Unknown ARP opcode 0x")
            text.append(hexadecimal: UInt64(operation), digits: 4)
        }
    }
}
