extension MQTTPacket {
    /// The packet as it goes into a stream.
    public func encoded(_ version: MQTTVersion) throws(MQTTEncodingError) -> [UInt8] {
        var body = MQTTEncoder(version)
        let type = try append(to: &body)
        var packet = MQTTEncoder(version)
        packet.bytes.append(type.rawValue << 4 | flags(of: type))
        try packet.append(variable: body.bytes.count)
        return packet.bytes + body.bytes
    }

    private func flags(of type: MQTTPacketType) -> UInt8 {
        guard case .publish(let publish) = self else { return type.fixedFlags ?? 0 }
        return publish.qos << 1 | (publish.isRetained ? 1 : 0) | (publish.isDuplicate ? 8 : 0)
    }

    private func append(
        to body: inout MQTTEncoder
    ) throws(MQTTEncodingError) -> MQTTPacketType {
        switch self {
        case .connect(let connect):
            try body.append(connect)
            return .connect
        case .connack(let isPresent, let code, let properties):
            body.bytes += [isPresent ? 1 : 0, code]
            try body.append(properties)
            return .connack
        case .publish(let publish):
            try body.append(Array(publish.topic.utf8))
            if publish.qos > 0 { body.append(publish.id) }
            try body.append(publish.properties)
            body.bytes += publish.payload
            return .publish
        case .acknowledgment(let type, let id, let reason, let properties):
            guard type.isAcknowledgment else { throw .type }
            body.append(id)
            try body.append(reason, properties)
            return type
        case .pingreq: return .pingreq
        case .pingresp: return .pingresp
        case .disconnect(let reason, let properties):
            try body.append(reason, properties)
            return .disconnect
        case .auth(let reason, let properties):
            guard body.version.hasProperties else { throw .type }
            try body.append(reason, properties)
            return .auth
        default: return try appendTopics(to: &body)
        }
    }

    private func appendTopics(
        to body: inout MQTTEncoder
    ) throws(MQTTEncodingError) -> MQTTPacketType {
        switch self {
        case .subscribe(let id, let subscriptions, let properties):
            body.append(id)
            try body.append(properties)
            for subscription in subscriptions {
                try body.append(Array(subscription.filter.utf8))
                body.bytes.append(subscription.options)
            }
            return .subscribe
        case .unsubscribe(let id, let filters, let properties):
            body.append(id)
            try body.append(properties)
            for filter in filters { try body.append(Array(filter.utf8)) }
            return .unsubscribe
        case .suback(let id, let codes, let properties):
            body.append(id)
            try body.append(properties)
            body.bytes += codes
            return .suback
        case .unsuback(let id, let codes, let properties):
            body.append(id)
            try body.append(properties)
            if body.version.hasProperties { body.bytes += codes }
            return .unsuback
        default: throw .type
        }
    }
}

/// Writes the parts of a packet.
private struct MQTTEncoder {
    var bytes: [UInt8] = []
    let version: MQTTVersion

    init(_ version: MQTTVersion) { self.version = version }

    mutating func append<T: FixedWidthInteger>(_ value: T) {
        for shift in stride(from: T.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> T(shift)))
        }
    }

    mutating func append(variable value: Int) throws(MQTTEncodingError) {
        guard value < 1 << 28 else { throw .packet }
        var rest = value
        repeat {
            bytes.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
            rest >>= 7
        } while rest > 0
    }

    mutating func append(_ text: [UInt8]) throws(MQTTEncodingError) {
        guard let count = UInt16(exactly: text.count) else { throw .text }
        append(count)
        bytes += text
    }

    /// A reason and properties, left out where they may be.
    mutating func append(
        _ reason: UInt8, _ properties: [MQTTProperty]
    ) throws(MQTTEncodingError) {
        guard version.hasProperties, reason != 0 || !properties.isEmpty else { return }
        bytes.append(reason)
        if !properties.isEmpty { try append(properties) }
    }

    mutating func append(_ properties: [MQTTProperty]) throws(MQTTEncodingError) {
        guard version.hasProperties else { return }
        var list = MQTTEncoder(version)
        for property in properties {
            list.bytes.append(property.id)
            switch property.value {
            case .byte(let value): list.bytes.append(value)
            case .two(let value): list.append(value)
            case .four(let value): list.append(value)
            case .variable(let value): try list.append(variable: value)
            case .text(let text): try list.append(Array(text.utf8))
            case .bytes(let bytes): try list.append(bytes)
            case .pair(let name, let value):
                try list.append(Array(name.utf8))
                try list.append(Array(value.utf8))
            }
        }
        try append(variable: list.bytes.count)
        bytes += list.bytes
    }

    mutating func append(_ connect: MQTTConnect) throws(MQTTEncodingError) {
        try append(Array((version == .v31 ? "MQIsdp" : "MQTT").utf8))
        var flags: MQTTConnectFlags = []
        if connect.isClean { flags.insert(.cleanSession) }
        if connect.userName != nil { flags.insert(.userName) }
        if connect.password != nil { flags.insert(.password) }
        if let will = connect.will {
            flags.insert(.will)
            if will.isRetained { flags.insert(.willRetain) }
        }
        bytes += [version.level, flags.rawValue | (connect.will?.qos ?? 0) << 3]
        append(connect.keepAlive)
        try append(connect.properties)
        try append(Array(connect.clientID.utf8))
        if let will = connect.will {
            try append(will.properties)
            try append(Array(will.topic.utf8))
            try append(will.payload)
        }
        if let name = connect.userName { try append(Array(name.utf8)) }
        if let password = connect.password { try append(password) }
    }
}
