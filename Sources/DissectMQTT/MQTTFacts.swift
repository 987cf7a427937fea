internal import Dissection

/// What a packet says that the session, or the rest of the packet, has to know.
struct MQTTFacts: BitwiseCopyable {
    var packetID: UInt16?
    /// Of a PUBLISH: the number in place of its topic; 0: none.
    var topicAlias: UInt16 = 0
    var hasTopicAlias = false
    var reason: UInt8 = 0
    /// Topics that were asked for, or answers to that.
    var topicCount = 0
    var hasSession = false
    var content = MediaType.other
    var contentType = StreamRange(offset: 0, count: 0)
    /// What the sender of a CONNECT or a CONNACK is ready for.
    var limits = MQTTReceiverLimits()

    /// Takes over a property that is a number.
    mutating func set(_ property: UInt8, _ value: UInt32) {
        switch property {
        case 0x21: limits.receiveMaximum = UInt16(clamping: value)
        case 0x22: limits.topicAliasMaximum = UInt16(clamping: value)
        case 0x23:
            topicAlias = UInt16(truncatingIfNeeded: value)
            hasTopicAlias = true
        case 0x27: limits.packetByteCountMaximum = UInt32(clamping: value)
        default: break
        }
    }
}

/// What an end of a connection accepts (MQTT 5.0, sections 3.1.2.11 and 3.2.2.3).
struct MQTTReceiverLimits: Equatable, BitwiseCopyable {
    var receiveMaximum = UInt16.max
    var topicAliasMaximum: UInt16 = 0
    var packetByteCountMaximum = UInt32.max
}
