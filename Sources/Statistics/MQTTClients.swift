/// Who connected to brokers of MQTT, by client identifier.
struct MQTTClients {
    /// Connections of which is remembered who opened them.
    static var connectionCountMax: Int { 65_536 }

    /// A connection's client (its number in the table of names) and version.
    struct Connection: BitwiseCopyable {
        var client: UInt32
        var version: UInt8

        /// Which of the versions there are: 0 unknown, 1, 2, 3 for 3.1, 3.1.1, 5.0.
        var versionIndex: Int { (3...5).contains(version) ? Int(version) - 2 : 0 }
    }

    struct Client {
        var connectCount = 0
        var refusedCount = 0
        var version: UInt8 = 0
        var keepAlive = 0
        var isClean = false
        var willTopic = -1
        var hasWill = false
        var publishCount = 0
        var publishedByteCount = 0
        var receivedCount = 0
    }

    private var connections = NumberTable<Connection>(
        countMax: connectionCountMax, blank: Connection(client: 0, version: 0))
    /// By their numbers in the table of names.
    private(set) var clients = PerName(Client())

    mutating func connect(_ facts: MQTTPacketFacts) {
        connections.set(
            facts.conversation,
            Connection(client: UInt32(clamping: facts.client), version: facts.version))
        clients[facts.client].connectCount += 1
        clients[facts.client].version = facts.version
        clients[facts.client].keepAlive = facts.keepAlive
        clients[facts.client].isClean = facts.isClean
        clients[facts.client].hasWill = facts.hasWill
        clients[facts.client].willTopic = facts.willTopic
    }

    /// Nil if its beginning was not seen.
    func connection(_ conversation: UInt64) -> Connection? { connections[conversation] }

    mutating func publish(_ facts: MQTTPacketFacts, on connection: Connection) {
        let client = Int(connection.client)
        if facts.isFromClient {
            clients[client].publishCount += 1
            clients[client].publishedByteCount += facts.payloadCount
        } else {
            clients[client].receivedCount += 1
        }
    }

    mutating func refuse(_ connection: Connection) {
        clients[Int(connection.client)].refusedCount += 1
    }

    func table(_ names: NameTable, topics: NameTable) -> StatisticsTable {
        var table = StatisticsTable(
            "mqtt.clients", "MQTT clients",
            columns: [
                StatisticsColumn("client", "client", .text),
                StatisticsColumn("version", "version", .text),
                StatisticsColumn("connects", "connects", .count),
                StatisticsColumn("refused", "refused", .count),
                StatisticsColumn("keep-alive", "keep-alive", .duration),
                StatisticsColumn("clean", "clean", .flag),
                StatisticsColumn("will", "will", .text),
                StatisticsColumn("publishes", "publishes", .count),
                StatisticsColumn("published", "bytes", .bytes),
                StatisticsColumn("received", "received", .count),
            ])
        let order = clients.ranked { client in
            client.connectCount == 0 ? 0 : 1 + client.publishCount + client.receivedCount
        }
        for (number, client) in order {
            table.append(
                names.value(number), .text(MQTTVersionWords.text(client.version)),
                .count(client.connectCount), .count(client.refusedCount),
                .duration(Int64(client.keepAlive) * 1_000_000_000), .flag(client.isClean),
                client.hasWill ? topics.value(max(0, client.willTopic)) : .none,
                .count(client.publishCount), .bytes(client.publishedByteCount),
                .count(client.receivedCount))
        }
        if connections.count >= Self.connectionCountMax {
            table.remarks.append(
                "Of more than \(Self.connectionCountMax) connections only the CONNECT is counted.")
        }
        return table
    }
}

enum MQTTVersionWords {
    static func text(_ level: UInt8) -> String {
        switch level {
        case 3: "3.1"
        case 4: "3.1.1"
        case 5: "5.0"
        default: level == 0 ? "unknown" : "level \(level)"
        }
    }
}
