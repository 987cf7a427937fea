internal import DissectMQTT

/// Properties by name (MQTT 5.0, section 2.2.2.2), as far as scenarios and the broker use them.
extension MQTTProperty {
    static var payloadIsText: MQTTProperty { MQTTProperty(0x01, .byte(1)) }
    static func contentType(_ text: String) -> MQTTProperty { MQTTProperty(0x03, .text(text)) }
    static func responseTopic(_ topic: String) -> MQTTProperty { MQTTProperty(0x08, .text(topic)) }
    static func correlation(_ bytes: [UInt8]) -> MQTTProperty { MQTTProperty(0x09, .bytes(bytes)) }
    static func subscription(_ number: Int) -> MQTTProperty {
        MQTTProperty(0x0B, .variable(number))
    }
    static func sessionExpiry(_ seconds: UInt32) -> MQTTProperty {
        MQTTProperty(0x11, .four(seconds))
    }
    static func assignedClientID(_ name: String) -> MQTTProperty {
        MQTTProperty(0x12, .text(name))
    }
    static func willDelay(_ seconds: UInt32) -> MQTTProperty { MQTTProperty(0x18, .four(seconds)) }
    static func receiveMaximum(_ count: UInt16) -> MQTTProperty {
        MQTTProperty(0x21, .two(count))
    }
    static func topicAliasMaximum(_ count: UInt16) -> MQTTProperty {
        MQTTProperty(0x22, .two(count))
    }
    static func topicAlias(_ number: UInt16) -> MQTTProperty { MQTTProperty(0x23, .two(number)) }
    static func user(_ key: String, _ value: String) -> MQTTProperty {
        MQTTProperty(0x26, .pair(key, value))
    }
    static func packetByteCountMaximum(_ count: Int) -> MQTTProperty {
        MQTTProperty(0x27, .four(UInt32(clamping: count)))
    }
    static var noSharedSubscriptions: MQTTProperty { MQTTProperty(0x2A, .byte(0)) }
}

extension [MQTTProperty] {
    var sessionExpiry: UInt32? { four(0x11) }
    var willDelay: UInt32? { four(0x18) }
    var receiveMaximum: UInt16? { two(0x21) }
    var topicAlias: UInt16? { two(0x23) }

    var subscriptionIdentifier: Int? {
        for case .variable(let value) in values(0x0B) { return value }
        return nil
    }

    /// What a broker does not hand on: the will's delay, the topic's number, and which
    /// subscription brought a message.
    var withoutOwn: [MQTTProperty] { filter { ![0x18, 0x23, 0x0B].contains($0.id) } }

    private func four(_ id: UInt8) -> UInt32? {
        for case .four(let value) in values(id) { return value }
        return nil
    }

    private func two(_ id: UInt8) -> UInt16? {
        for case .two(let value) in values(id) { return value }
        return nil
    }

    private func values(_ id: UInt8) -> [MQTTProperty.Value] {
        filter { $0.id == id }.map(\.value)
    }
}
