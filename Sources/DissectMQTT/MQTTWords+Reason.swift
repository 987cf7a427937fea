extension MQTTWords {
    /// What a code means in a packet of that type; `nil`: nothing.
    static func reason(
        _ code: UInt8, of type: MQTTPacketType, in version: MQTTVersion
    ) -> StaticString? {
        switch type {
        case .connack:
            if version.hasReturnCodes { return words(code, conackVal) }
            // Without a CONNECT it may be of either kind.
            return words(code, connackReasonCode)
                ?? (version == .unknown ? words(code, conackVal) : nil)
        case .puback, .pubrec: return words(code, pubackReasonCode)
        case .pubrel, .pubcomp: return words(code, pubrelReasonCode)
        case .suback: return words(code, version.hasReturnCodes ? subackQos : subackReasonCode)
        case .unsuback:
            // Unspecified error, which tshark has no words for.
            return code == 0x80 ? "Unspecified error" : words(code, unsubackReasonCode)
        case .disconnect: return words(code, disconnectReasonCode)
        case .auth: return words(code, authReasonCode)
        default: return nil
        }
    }

    private static func words(
        _ code: UInt8, _ list: [(UInt64, StaticString)]
    ) -> StaticString? {
        for entry in list where entry.0 == UInt64(code) { return entry.1 }
        return nil
    }
}
