/// Packets of MQTT that are answered, and how long that takes.
struct MQTTExchanges {
    private(set) var trips = RoundTrips(kindCount: labels.count)

    private static let labels = [
        "QoS 1, client to broker", "QoS 1, broker to client", "QoS 2, client to broker",
        "QoS 2, broker to client", "SUBSCRIBE", "UNSUBSCRIBE", "CONNECT", "PINGREQ",
    ]

    mutating func take(_ facts: MQTTPacketFacts) {
        let id = facts.packetID ?? 0
        switch facts.type {
        case 1: ask(6, facts, 0)
        case 2: answer(6, facts, 0)
        case 3 where facts.qos == 1 || facts.qos == 2:
            ask(Int(facts.qos) * 2 - (facts.isFromClient ? 2 : 1), facts, id)
        // The end of a handshake comes from whom the message was sent to.
        case 4: answer(facts.isFromClient ? 1 : 0, facts, id)
        case 5 where facts.isRefusal: answer(facts.isFromClient ? 3 : 2, facts, id)
        case 7: answer(facts.isFromClient ? 3 : 2, facts, id)
        case 8: ask(4, facts, id)
        case 9: answer(4, facts, id)
        case 10: ask(5, facts, id)
        case 11: answer(5, facts, id)
        case 12: ask(7, facts, 0)
        case 13: answer(7, facts, 0)
        default: break
        }
    }

    private mutating func ask(_ kind: Int, _ facts: MQTTPacketFacts, _ id: UInt64) {
        trips.ask(
            kind, Self.key(kind, facts, id), at: facts.origin.time, isRepeated: facts.isDuplicate)
    }

    private mutating func answer(_ kind: Int, _ facts: MQTTPacketFacts, _ id: UInt64) {
        trips.answer(
            kind, Self.key(kind, facts, id), at: facts.origin.time, isRefusal: facts.isRefusal)
    }

    private static func key(_ kind: Int, _ facts: MQTTPacketFacts, _ id: UInt64) -> UInt64 {
        facts.conversation << 20 | UInt64(kind) << 16 | id
    }

    var table: StatisticsTable {
        var table = trips.table(
            "mqtt.exchanges", "MQTT: packets that are answered", Self.labels)
        table.remarks.append(
            "QoS 1 is answered by PUBACK, QoS 2 by PUBCOMP; a time is from the first sending to that."
        )
        return table
    }

    var plot: StatisticsPlot {
        StatisticsPlot.latencies(
            "mqtt.latency", "MQTT: how long answers took",
            zip(Self.labels, trips.kinds.map(\.latencies)).map { ($0, $1) })
    }
}
