internal import Dissection

/// What connections of AMQP 1.0 agreed on.
struct AMQPConnectionTally {
    /// Connections that have a row.
    static var countMax: Int { 65_536 }

    /// −1: not said.
    private struct Connection: BitwiseCopyable {
        var containers: (client: Int32, server: Int32) = (-1, -1)
        var maxFrameSize = -1
        var channelMax = -1
        var idleTimeout = -1
        var mechanism: Int32 = -1
        var saslCode = -1
        var sessionCount = 0
        var linkCount = 0
        var transferCount = 0
        var byteCount = 0
    }

    private var connections = NumberTable<Connection>(countMax: countMax, blank: Connection())
    private var lostFrameCount = 0

    mutating func take(_ frame: AMQPFrameFacts) {
        var connection = connections[frame.conversation] ?? Connection()
        connection.byteCount += frame.byteCount
        if let mechanism = frame.mechanism { connection.mechanism = Int32(clamping: mechanism) }
        if let code = frame.saslCode { connection.saslCode = code }
        switch frame.performative {
        case 16: Self.open(frame, &connection)
        case 17 where frame.remoteChannel == nil: connection.sessionCount += 1
        // Each end attaches; the sender's counts.
        case 18 where !frame.isReceiver: connection.linkCount += 1
        case 20: connection.transferCount += 1
        default: break
        }
        if !connections.set(frame.conversation, connection) { lostFrameCount += 1 }
    }

    /// What holds for both is the smaller of what each end said.
    private static func open(_ frame: AMQPFrameFacts, _ connection: inout Connection) {
        let name = Int32(clamping: frame.container ?? -1)
        if frame.sender == .client {
            connection.containers.client = name
        } else {
            connection.containers.server = name
        }
        func least(_ one: Int, _ other: Int?) -> Int {
            guard let other else { return one }
            return one < 0 ? other : min(one, other)
        }
        connection.maxFrameSize = least(connection.maxFrameSize, frame.maxFrameSize)
        connection.channelMax = least(connection.channelMax, frame.channelMax)
        connection.idleTimeout = least(connection.idleTimeout, frame.idleTimeout)
    }

    private static func duration(milliseconds: Int) -> Int64 {
        let (product, overflow) = Int64(milliseconds).multipliedReportingOverflow(by: 1_000_000)
        return overflow ? .max : product
    }

    func table(_ names: NameTable, _ fields: FieldTable) -> StatisticsTable {
        var table = StatisticsTable(
            "amqp.connections", "AMQP 1.0 connections",
            columns: [
                StatisticsColumn("client", "client container", .text),
                StatisticsColumn("server", "server container", .text),
                StatisticsColumn("mechanism", "mechanism", .text),
                StatisticsColumn("outcome", "outcome", .text),
                StatisticsColumn("max-frame-size", "max-frame bytes", .bytes),
                StatisticsColumn("channel-max", "channel-max", .count),
                StatisticsColumn("idle-timeout", "idle timeout", .duration),
                StatisticsColumn("sessions", "sessions", .count),
                StatisticsColumn("links", "links", .count),
                StatisticsColumn("transfers", "transfers", .count),
                StatisticsColumn("bytes", "bytes", .bytes),
            ])
        let codes = FieldWords(AMQPStatistics.Field.saslCode.name, fields)
        func name(_ number: Int32) -> StatisticsValue {
            number < 0 ? .none : names.value(Int(number))
        }
        for (_, connection) in connections.sorted {
            table.append(
                name(connection.containers.client), name(connection.containers.server),
                name(connection.mechanism),
                connection.saslCode < 0
                    ? .none : .text(codes.text(UInt64(connection.saslCode))),
                connection.maxFrameSize < 0 ? .none : .bytes(connection.maxFrameSize),
                connection.channelMax < 0 ? .none : .count(connection.channelMax),
                connection.idleTimeout < 0
                    ? .none : .duration(Self.duration(milliseconds: connection.idleTimeout)),
                .count(connection.sessionCount), .count(connection.linkCount),
                .count(connection.transferCount), .bytes(connection.byteCount))
        }
        if lostFrameCount > 0 {
            table.remarks.append(
                "\(lostFrameCount) frames are of connections beyond \(Self.countMax).")
        }
        return table
    }
}
