internal import Dissection

extension TLSStatistics {
    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        let all = connections.sorted.map(\.value)
        return [
            versionTable(all), serverTable(all), handshakeTable(all), alertTable(),
        ]
    }

    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot] {
        let plot = StatisticsPlot.latencies(
            "tls.latency", "TLS: how long handshakes took",
            handshakeLatencies(connections.sorted.map(\.value)))
        return plot.series.isEmpty ? [] : [plot]
    }

    private func versionTable(_ all: [Connection]) -> StatisticsTable {
        var table = StatisticsTable(
            "tls.versions", "TLS versions and cipher suites",
            columns: [
                StatisticsColumn("version", "version", .text),
                StatisticsColumn("suite", "cipher suite", .text),
                StatisticsColumn("connections", "connections", .count),
                StatisticsColumn("resumed", "resumed", .count),
            ])
        let versions = FieldWords(Field.version.name, self.table)
        let suites = FieldWords(Field.suite.name, self.table)
        let answered = all.filter { $0.answer >= 0 }
        let groups = Dictionary(grouping: answered) { UInt32($0.version) << 16 | UInt32($0.suite) }
        for (key, group) in groups.sorted(by: {
            ($1.value.count, $0.key) < ($0.value.count, $1.key)
        }) {
            table.append(
                .text(versions.text(UInt64(key >> 16))), .text(suites.text(UInt64(key & 0xFFFF))),
                .count(group.count), .count(group.filter(\.isResumed).count))
        }
        return table
    }

    private func serverTable(_ all: [Connection]) -> StatisticsTable {
        var table = StatisticsTable(
            "tls.servers", "TLS connections by the server's name",
            columns: [
                StatisticsColumn("server", "server", .text),
                StatisticsColumn("protocol", "protocol", .text),
                StatisticsColumn("connections", "connections", .count),
                StatisticsColumn("unanswered", "unanswered", .count),
                StatisticsColumn("alerts", "alerts", .count),
                StatisticsColumn("data", "bytes of data", .bytes),
            ])
        let groups = Dictionary(grouping: all) {
            Int($0.serverName + 1) << 32 | Int($0.protocolName + 1)
        }
        for (key, group) in groups.sorted(by: {
            ($1.value.count, $0.key) < ($0.value.count, $1.key)
        }) {
            let (server, protocolName) = (key >> 32, key & 0xFFFF_FFFF)
            table.append(
                server == 0 ? .text("(none)") : serverNames.value(server - 1),
                protocolName == 0 ? .none : protocolNames.value(protocolName - 1),
                .count(group.count),
                .count(group.filter { $0.hello >= 0 && $0.answer < 0 }.count),
                .count(group.reduce(0) { $0 + Int($1.alertCount) }),
                .bytes(group.reduce(0) { $0 + $1.dataByteCount }))
        }
        if lostRecordCount > 0 {
            table.remarks.append(
                "Records of connections beyond \(Self.connectionCountMax) are counted only as "
                    + "alerts.")
        }
        return table
    }

    private func handshakeLatencies(
        _ all: [Connection]
    ) -> [(name: String, latencies: LatencyHistogram)] {
        var answers = LatencyHistogram()
        var data = LatencyHistogram()
        for connection in all where connection.hello >= 0 {
            if connection.answer >= 0 { answers.add(connection.answer - connection.hello) }
            if connection.data >= 0 { data.add(connection.data - connection.hello) }
        }
        return [
            ("Client Hello to Server Hello", answers),
            ("Client Hello to the client's first encrypted data", data),
        ]
    }

    private func handshakeTable(_ all: [Connection]) -> StatisticsTable {
        var table = StatisticsTable(
            "tls.handshakes", "TLS handshakes",
            columns: [
                StatisticsColumn("what", "what", .text),
                StatisticsColumn("count", "count", .count),
            ] + LatencyHistogram.columns)
        for (name, latencies) in handshakeLatencies(all) where latencies.count > 0 {
            table.rows.append(
                StatisticsRow([.text(name), .count(latencies.count)] + latencies.values))
        }
        return table
    }

    private func alertTable() -> StatisticsTable {
        var table = StatisticsTable(
            "tls.alerts", "TLS alerts that could be read",
            columns: [
                StatisticsColumn("alert", "alert", .text),
                StatisticsColumn("level", "level", .text),
                StatisticsColumn("count", "count", .count),
            ])
        let words = FieldWords(Field.alert.name, self.table)
        let levels = FieldWords(Field.alertLevel.name, self.table)
        for (number, count) in alerts.enumerated() where count > 0 {
            table.append(
                .text(words.text(UInt64(number))), .text(levels.text(alertLevels[number])),
                .count(count))
        }
        return table
    }
}
