internal import Dissection
internal import Printing

/// Statistics of TLS: versions, cipher suites, server names, how long handshakes took, alerts.
struct TLSStatistics: StatisticsTally {
    /// Connections of which is remembered what was agreed on.
    static var connectionCountMax: Int { 65_536 }

    enum Field: UInt8, StatisticsFieldName {
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

    func use(of field: Field) -> StatisticsField.Use {
        switch field {
        case .serverName: .name(serverNames)
        case .protocolName: .name(protocolNames)
        default: .number
        }
    }

    mutating func take(_ message: StatisticsMessage, of packet: inout StatisticsPacket) {
        let origin = MessageOrigin(message, of: packet)
        var connection = connections[origin.conversation] ?? Connection()
        var record = Record()
        packet.forEachFact(of: message) { read($0, $1, of: &record, origin, &connection) }
        if !connections.set(origin.conversation, connection) { lostRecordCount += 1 }
    }

    /// The fields of a record are in their order: a handshake message's type is before them.
    private struct Record {
        var handshake: UInt64 = 0
        var isData = false
        var alertLevel: UInt64 = 0
    }

    private mutating func read(
        _ field: Field, _ value: UInt64, of record: inout Record, _ origin: MessageOrigin,
        _ connection: inout Connection
    ) {
        let isClientHello = record.handshake == 1
        let isServerHello = record.handshake == 2
        switch field {
        case .contentType, .opaqueType: record.isData = value == 23
        case .recordLength:
            if record.isData { connection.addData(Int(clamping: value), origin) }
        case .handshake:
            record.handshake = value
            if value == 1, connection.hello < 0 { connection.hello = origin.timeSinceFirst }
            if value == 2, connection.answer < 0 { connection.answer = origin.timeSinceFirst }
        case .version, .supportedVersion:
            if isServerHello { connection.version = UInt16(clamping: value) }
        case .suite: if isServerHello { connection.suite = UInt16(clamping: value) }
        case .serverName: if isClientHello { connection.serverName = Int32(clamping: value) }
        case .protocolName:
            if !isClientHello { connection.protocolName = Int32(clamping: value) }
        case .resumed: connection.isResumed = true
        case .alertLevel: record.alertLevel = value
        case .alert:
            let description = Int(value & 0xFF)
            alerts[description] += 1
            alertLevels[description] = max(alertLevels[description], record.alertLevel)
            connection.alertCount += 1
        }
    }
}

extension TLSStatistics.Connection {
    /// In TLS 1.3 the rest of the handshake looks like data: the client's end of it tells.  Data of
    /// a server before any of the client's is of the handshake.
    fileprivate mutating func addData(_ byteCount: Int, _ origin: MessageOrigin) {
        guard origin.sender == .client || data >= 0 else { return }
        if data < 0 { data = origin.timeSinceFirst }
        dataByteCount += byteCount
    }
}
