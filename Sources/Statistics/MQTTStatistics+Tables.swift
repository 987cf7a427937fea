extension MQTTStatistics {
    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        [packetTable(totals), clients.table(clientNames, topics: topicNames)]
            + topics.tables(topicNames, totals) + [exchanges.table, refusalTable()]
    }

    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot] {
        let rate = StatisticsPlot.rate(
            "mqtt.rate", "MQTT: PUBLISH packets over time", of: "packets",
            [("PUBLISH packets", publishRate)])
        return [rate, exchanges.plot].filter { !$0.series.isEmpty }
    }

    private func packetTable(_ totals: StatisticsTotals) -> StatisticsTable {
        var table = StatisticsTable(
            "mqtt.packets", "MQTT packets",
            columns: [
                StatisticsColumn("type", "type", .text),
                StatisticsColumn("packets", "packets", .count),
                StatisticsColumn("share", "share", .share),
                StatisticsColumn("bytes", "bytes", .bytes),
                StatisticsColumn("rate", "rate", .rate),
                StatisticsColumn("v3.1", "3.1", .count),
                StatisticsColumn("v3.1.1", "3.1.1", .count),
                StatisticsColumn("v5.0", "5.0", .count),
                StatisticsColumn("unknown", "version unknown", .count),
            ], shortRowCount: 16)
        let words = FieldWords("mqtt.msgtype", self.table)
        let sums = (0..<16).map { type in
            (0..<4).reduce(0) { $0 + counts[$1 * 16 + type] }
        }
        let all = sums.reduce(0, +)
        for type in 0..<16 where sums[type] > 0 {
            table.append(
                .text(words.text(UInt64(type))), .count(sums[type]), .share(sums[type], of: all),
                .bytes(byteCounts[type]), .rate(sums[type], in: totals.duration),
                .count(counts[16 + type]), .count(counts[32 + type]), .count(counts[48 + type]),
                .count(counts[type]))
        }
        return table
    }

    private func refusalTable() -> StatisticsTable {
        var table = StatisticsTable(
            "mqtt.refusals", "MQTT refusals by reason",
            columns: [
                StatisticsColumn("packet", "packet", .text),
                StatisticsColumn("code", "code", .count),
                StatisticsColumn("reason", "reason", .text),
                StatisticsColumn("count", "count", .count),
            ])
        for field in Field.allCases {
            let first = Int(field.rawValue) * 256
            let codes = (0..<256).filter { refusals[first + $0] > 0 }
            if codes.isEmpty { continue }
            let words = FieldWords(field.name, self.table)
            for code in codes {
                table.append(
                    .text(Self.packetName(of: field)), .count(code),
                    .text(words.text(UInt64(code))), .count(refusals[first + code]))
            }
        }
        return table
    }

    private static func packetName(of field: Field) -> String {
        switch field {
        case .connackCode, .connackReason: "CONNACK"
        case .pubackReason: "PUBACK"
        case .pubrecReason: "PUBREC"
        case .pubrelReason: "PUBREL"
        case .pubcompReason: "PUBCOMP"
        case .subackCode, .subackReason: "SUBACK"
        case .unsubackReason: "UNSUBACK"
        default: "DISCONNECT"
        }
    }
}
