internal import Dissection
internal import Printing

/// Statistics of MQTT: packets, clients, topics, exchanges, refusals.
struct MQTTStatistics: StatisticsTally {
    /// What is wanted of a packet, in the order of ``fields``.
    enum Field: UInt8, StatisticsFieldName {
        case header, version, client, keepAlive, cleanSession, will, willTopic, topic, payload,
            packetID, topicQoS, topicOptionsQoS
        case connackCode, connackReason, pubackReason, pubrecReason, pubrelReason, pubcompReason
        case subackCode, subackReason, unsubackReason, disconnectReason

        var name: String {
            switch self {
            case .header: "mqtt.hdrflags"
            case .version: "mqtt.ver"
            case .client: "mqtt.clientid"
            case .keepAlive: "mqtt.kalive"
            case .cleanSession: "mqtt.conflag.cleansess"
            case .will: "mqtt.conflag.willflag"
            case .willTopic: "mqtt.willtopic"
            case .topic: "mqtt.topic"
            case .payload: "mqtt.msg"
            case .packetID: "mqtt.msgid"
            case .topicQoS: "mqtt.sub.qos"
            case .topicOptionsQoS: "mqtt.subscription_options_qos"
            case .connackCode: "mqtt.conack.val"
            case .connackReason: "mqtt.connack.reason_code"
            case .pubackReason: "mqtt.puback.reason_code"
            case .pubrecReason: "mqtt.pubrec.reason_code"
            case .pubrelReason: "mqtt.pubrel.reason_code"
            case .pubcompReason: "mqtt.pubcomp.reason_code"
            case .subackCode: "mqtt.suback.qos"
            case .subackReason: "mqtt.suback.reason_code"
            case .unsubackReason: "mqtt.unsuback.reason_code"
            case .disconnectReason: "mqtt.disconnect.reason_code"
            }
        }
    }

    let table: FieldTable
    let clientNames = NameTable()
    let topicNames = NameTable()
    /// By version (unknown, 3.1, 3.1.1, 5.0) and type.
    private(set) var counts = InlineArray<64, Int>(repeating: 0)
    private(set) var byteCounts = InlineArray<16, Int>(repeating: 0)
    var clients: MQTTClients
    var topics: MQTTTopics
    var exchanges = MQTTExchanges()
    /// How many refusals there were, by field and code.
    private(set) var refusals = [Int](repeating: 0, count: Field.allCases.count * 256)
    private(set) var publishRate = TimeSeries()

    init(_ table: FieldTable) {
        self.table = table
        clients = MQTTClients()
        topics = MQTTTopics()
    }

    func use(of field: Field) -> StatisticsField.Use {
        switch field {
        case .client: .name(clientNames)
        case .topic, .willTopic: .name(topicNames)
        case .payload: .byteCount
        default: .number
        }
    }

    mutating func take(_ message: StatisticsMessage, of packet: inout StatisticsPacket) {
        var facts = MQTTPacketFacts(MessageOrigin(message, of: packet))
        packet.forEachFact(of: message) { read($0, $1, &facts) }
        finish(facts)
    }

    private mutating func read(_ field: Field, _ value: UInt64, _ facts: inout MQTTPacketFacts) {
        switch field {
        // The type, then DUP, quality of service and RETAIN.
        case .header:
            facts.type = UInt8(truncatingIfNeeded: value >> 4 & 15)
            facts.isDuplicate = facts.type == 3 && value & 8 != 0
            facts.qos = UInt8(truncatingIfNeeded: value >> 1 & 3)
            facts.isRetained = value & 1 != 0
        case .version: facts.version = UInt8(clamping: value)
        case .client: facts.client = Int(clamping: value)
        case .keepAlive: facts.keepAlive = Int(clamping: value)
        case .cleanSession: facts.isClean = value != 0
        case .will: facts.hasWill = value != 0
        case .willTopic: facts.willTopic = Int(clamping: value)
        case .payload: facts.payloadCount = Int(clamping: value)
        case .packetID: facts.packetID = value & 0xFFFF
        case .topic:
            facts.topic = Int(clamping: value)
            if facts.type == 8 {
                let connection = clients.connection(facts.conversation)
                topics.subscribe(facts.topic, connection.map { Int($0.client) })
            }
        case .topicQoS, .topicOptionsQoS: topics.ask(facts.topic, qos: value)
        case .connackCode: note(value, field, from: 1, &facts)
        case .connackReason, .pubackReason, .pubrecReason, .pubrelReason, .pubcompReason,
            .subackCode, .subackReason, .unsubackReason, .disconnectReason:
            note(value, field, from: 0x80, &facts)
        }
    }

    private mutating func note(
        _ code: UInt64, _ field: Field, from least: UInt64, _ facts: inout MQTTPacketFacts
    ) {
        guard code >= least, code < 256 else { return }
        facts.isRefusal = true
        refusals[Int(field.rawValue) * 256 + Int(code)] += 1
    }

    private mutating func finish(_ facts: MQTTPacketFacts) {
        if facts.type == 1 { clients.connect(facts) }
        let connection = clients.connection(facts.conversation)
        counts[(connection?.versionIndex ?? 0) * 16 + Int(facts.type)] += 1
        byteCounts[Int(facts.type)] += facts.origin.byteCount
        if facts.type == 3 {
            topics.publish(facts)
            publishRate.add(1, at: facts.origin.timeSinceFirst)
            if let connection { clients.publish(facts, on: connection) }
        }
        if facts.type == 2, facts.isRefusal, let connection { clients.refuse(connection) }
        exchanges.take(facts)
    }
}

/// What statistics look at of an MQTT packet.
struct MQTTPacketFacts {
    let origin: MessageOrigin
    var type: UInt8 = 0
    var version: UInt8 = 0
    var qos: UInt8 = 0
    var isDuplicate = false
    var isRetained = false
    var isRefusal = false
    var isClean = false
    var hasWill = false
    var client = 0
    var keepAlive = 0
    var willTopic = -1
    /// −1: there is none.
    var topic = -1
    var payloadCount = 0
    var packetID: UInt64?

    init(_ origin: MessageOrigin) { self.origin = origin }

    var conversation: UInt64 { origin.conversation }
    var isFromClient: Bool { origin.sender == .client }
}
