/// Statistics of MQTT.
final class MQTTStatistics: StatisticsCollector {
    private var counts = [Int](repeating: 0, count: 16)
    let fields = [StatisticsField("mqtt.msgtype", .number)]

    func take(_ message: StatisticsMessage, of packet: borrowing StatisticsPacket) {
        guard let type = packet.first(0, of: message) else { return }
        counts[Int(type & 15)] += 1
    }

    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        var table = StatisticsTable(
            "mqtt.packets", "MQTT packets by type",
            columns: [
                StatisticsColumn("type", "type", .text), StatisticsColumn("count", "count", .count),
            ])
        for (type, count) in counts.enumerated() where count > 0 {
            table.append(.text("\(type)"), .count(count))
        }
        return [table]
    }
}
