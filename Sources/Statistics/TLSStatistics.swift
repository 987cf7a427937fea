internal import Dissection
internal import Printing

/// Statistics of TLS: versions, cipher suites, server names, how long handshakes took, alerts.
struct TLSStatistics: StatisticsTally {
    /// Connections of which is remembered what was agreed on.
    static var connectionCountMax: Int { 65_536 }

    enum Field: UInt8, CaseIterable {
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
    struct Connection: BitwiseCopyable {
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

    let table: FieldTable
    let serverNames = NameTable()
    let protocolNames = NameTable()
    private(set) var connections = NumberTable<Connection>(
        countMax: connectionCountMax, blank: Connection())
    private(set) var lostRecordCount = 0
    private(set) var alerts = [Int](repeating: 0, count: 256)
    private(set) var alertLevels = [UInt64](repeating: 0, count: 256)

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
}
