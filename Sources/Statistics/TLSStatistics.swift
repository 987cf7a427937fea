internal import Dissection
internal import Printing

/// Statistics of TLS: versions, cipher suites, server names, how long handshakes took, alerts.
struct TLSStatistics: StatisticsTally {
    /// Connections of which is remembered what was agreed on.
    static var connectionCountMax: Int { 65_536 }

    private enum Field: UInt8, CaseIterable {
        case contentType, opaqueType, recordLength, handshake, version, suite, supportedVersion
        case serverName, protocolName, resumed, alertLevel, alert

        var name: String {
            switch self {
            case .contentType: "tls.record.content_type"
            case .opaqueType: "tls.record.opaque_type"
            case .recordLength: "tls.record.length"
            case .handshake: "tls.handshake.type"
            case .version: "tls.handshake.version"
            case .suite: "tls.handshake.ciphersuite"
            case .supportedVersion: "tls.handshake.extensions.supported_version"
            case .serverName: "tls.handshake.extensions_server_name"
            case .protocolName: "tls.handshake.extensions_alpn_str"
            case .resumed: "tls.resumed"
            case .alertLevel: "tls.alert_message.level"
            case .alert: "tls.alert_message.desc"
            }
        }
    }

    /// What is known of a connection; times are from the first packet of the capture, −1: never.
    private struct Connection: BitwiseCopyable {
        var hello: Int64 = -1
        var answer: Int64 = -1
        var data: Int64 = -1
        var version: UInt16 = 0
        var suite: UInt16 = 0
        var serverName: Int32 = -1
        var protocolName: Int32 = -1
        var isResumed = false
        var alertCount: UInt32 = 0
        var dataByteCount = 0
    }

    private let table: FieldTable
    private let serverNames = NameTable()
    private let protocolNames = NameTable()
    private var connections = NumberTable<Connection>(
        countMax: connectionCountMax, blank: Connection())
    private var lostRecordCount = 0
    private var alerts = [Int](repeating: 0, count: 256)
    private var alertLevels = [UInt64](repeating: 0, count: 256)

    init(_ table: FieldTable) { self.table = table }

    var fields: [StatisticsField] {
        Field.allCases.map { field in
            switch field {
            case .serverName: StatisticsField(field.name, .name(serverNames))
            case .protocolName: StatisticsField(field.name, .name(protocolNames))
            default: StatisticsField(field.name, .number)
            }
        }
    }

    mutating func take(_ message: StatisticsMessage, of packet: borrowing StatisticsPacket) {
        let key = UInt64(packet.conversation + 1)
        var connection = connections[key] ?? Connection()
        let time = packet.line.time &- packet.line.firstTime
        // The fields of a record are in their order: a handshake message's type is before them.
        var handshake: UInt64 = 0
        var isData = false
        var level: UInt64 = 0
        for index in message.facts {
            guard let fact = packet.fact(at: index), let field = Field(rawValue: fact.field)
            else { continue }
            switch field {
            case .contentType, .opaqueType: isData = fact.value == 23
            case .recordLength where isData:
                // In TLS 1.3 the rest of the handshake looks like data: the client's end of it
                // tells.  Data of a server before any of the client's is of the handshake.
                if message.head.sender == .client || connection.data >= 0 {
                    if connection.data < 0 { connection.data = time }
                    connection.dataByteCount += Int(clamping: fact.value)
                }
            case .recordLength: break
            case .handshake:
                handshake = fact.value
                if handshake == 1, connection.hello < 0 { connection.hello = time }
                if handshake == 2, connection.answer < 0 { connection.answer = time }
            case .version where handshake == 2: connection.version = UInt16(clamping: fact.value)
            case .supportedVersion where handshake == 2:
                connection.version = UInt16(clamping: fact.value)
            case .suite where handshake == 2: connection.suite = UInt16(clamping: fact.value)
            case .version, .supportedVersion, .suite: break
            case .serverName where handshake == 1:
                connection.serverName = Int32(clamping: fact.value)
            case .serverName: break
            case .protocolName where handshake != 1:
                connection.protocolName = Int32(clamping: fact.value)
            case .protocolName: break
            case .resumed: connection.isResumed = true
            case .alertLevel: level = fact.value
            case .alert:
                let description = Int(fact.value & 0xFF)
                alerts[description] += 1
                alertLevels[description] = max(alertLevels[description], level)
                connection.alertCount += 1
            }
        }
        if !connections.set(key, connection) { lostRecordCount += 1 }
    }

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
