internal import Bytes

extension MQTTDecoder {
    mutating func packet(
        _ type: MQTTPacketType, flags: UInt8
    ) throws(ParseError) -> MQTTPacket {
        let packet = try body(type, flags)
        guard isAtEnd else { throw fail("bytes behind its end") }
        return packet
    }

    private mutating func body(
        _ type: MQTTPacketType, _ flags: UInt8
    ) throws(ParseError) -> MQTTPacket {
        switch type {
        case .connect: return .connect(try connect())
        case .connack:
            let isPresent = try read(UInt8.self)
            let code = try read(UInt8.self)
            return .connack(sessionPresent: isPresent & 1 != 0, code: code, try properties(2))
        case .publish: return .publish(try publish(flags))
        case .puback, .pubrec, .pubrel, .pubcomp:
            let id = try packetID()
            let (reason, properties) = try ending(type)
            return .acknowledgment(type, id: id, reason: reason, properties)
        case .subscribe, .unsubscribe, .suback, .unsuback: return try topics(type)
        case .pingreq: return .pingreq
        case .pingresp: return .pingresp
        case .disconnect:
            let (reason, properties) = try ending(type)
            return .disconnect(reason: reason, properties)
        case .auth:
            guard version.hasProperties else { throw fail("AUTH, which only version 5 has") }
            let (reason, properties) = try ending(type)
            return .auth(reason: reason, properties)
        case .reserved: throw fail("a type that is none")
        }
    }

    /// A reason and properties, either of which may be left out.
    private mutating func ending(
        _ type: MQTTPacketType
    ) throws(ParseError) -> (UInt8, [MQTTProperty]) {
        guard version.hasProperties, !isAtEnd else { return (0, []) }
        let reason = try read(UInt8.self)
        return (reason, isAtEnd ? [] : try properties(Int(type.rawValue)))
    }

    private mutating func publish(_ flags: UInt8) throws(ParseError) -> MQTTPublish {
        let qos = try qos(flags >> 1 & 3)
        let topic = try text()
        guard !topic.utf8.contains(where: { [UInt8(ascii: "+"), UInt8(ascii: "#")].contains($0) })
        else { throw fail("a topic with a wildcard") }
        let id = qos > 0 ? try packetID() : 0
        let properties = try properties(3)
        var publish = MQTTPublish(topic, rest(), qos: qos, id: id)
        publish.properties = properties
        publish.isRetained = flags & 1 != 0
        publish.isDuplicate = flags & 8 != 0
        return publish
    }

    private mutating func connect() throws(ParseError) -> MQTTConnect {
        let name = try text()
        version = MQTTVersion(level: try read(UInt8.self))
        guard name == (version == .v31 ? "MQIsdp" : "MQTT") else {
            throw fail("another protocol, \(name)")
        }
        let flags = MQTTConnectFlags(rawValue: try read(UInt8.self))
        guard !flags.contains(.reserved) else { throw fail("a flag that is reserved") }
        let keepAlive = try read(UInt16.self)
        let properties = try properties(1)
        var connect = MQTTConnect(try text())
        connect.isClean = flags.contains(.cleanSession)
        connect.keepAlive = keepAlive
        connect.properties = properties
        if flags.contains(.will) {
            let willProperties = try self.properties(0)
            var will = MQTTConnect.Will(try text(), try binary())
            will.properties = willProperties
            will.qos = try qos(flags.willQoS)
            will.isRetained = flags.contains(.willRetain)
            connect.will = will
        }
        if flags.contains(.userName) { connect.userName = try text() }
        if flags.contains(.password) { connect.password = try binary() }
        return connect
    }

    private mutating func topics(_ type: MQTTPacketType) throws(ParseError) -> MQTTPacket {
        let id = try packetID()
        let properties = try properties(Int(type.rawValue))
        switch type {
        case .suback: return .suback(id: id, codes: rest(), properties)
        case .unsuback: return .unsuback(id: id, codes: rest(), properties)
        case .subscribe:
            var subscriptions: [MQTTSubscription] = []
            repeat {
                let filter = try text()
                let options = try read(UInt8.self)
                _ = try qos(options & 3)
                subscriptions.append(MQTTSubscription(filter, options: options))
            } while !isAtEnd
            return .subscribe(id: id, subscriptions, properties)
        default:
            var filters: [String] = []
            repeat { filters.append(try text()) } while !isAtEnd
            return .unsubscribe(id: id, filters, properties)
        }
    }
}
