internal import Dissection

/// Tables that are made together, under the name that chooses them.
public struct StatisticsGroup: Sendable {
    public let name: String
    /// What its tables are of, for help and for messages.
    public let summary: String
    /// Other names that tables of the group begin with.
    public let others: [String]
    let make: @Sendable (FieldTable) -> [any StatisticsCollector]

    init(
        _ name: String, _ summary: String, others: [String] = [],
        make: @escaping @Sendable (FieldTable) -> [any StatisticsCollector]
    ) {
        self.name = name
        self.summary = summary
        self.others = others
        self.make = make
    }

    /// All names that tables begin with.
    public var names: [String] { [name] + others }

    /// All there are, in the order in which their tables are shown.
    public static let all: [StatisticsGroup] = networkGroups + messageGroups
}

extension StatisticsGroup {
    /// What packets are made of.
    static let networkGroups: [StatisticsGroup] = [
        StatisticsGroup("hierarchy", "protocols, one in the other") { table in
            [TallyCollector(HierarchyStatistics { table.find($0) != nil })]
        },
        StatisticsGroup(
            "conversations", "who sent how much to whom: eth, ip, ipv6, tcp, udp",
            others: ["endpoints"]
        ) { _ in [TallyCollector(TrafficStatistics())] },
        StatisticsGroup("lengths", "how long packets are") { _ in
            [TallyCollector(LengthStatistics())]
        },
        StatisticsGroup("io", "packets, messages and bytes over time") { _ in
            [TallyCollector(IntervalStatistics())]
        },
    ]
}

extension StatisticsGroup {
    /// What applications said.
    static let messageGroups: [StatisticsGroup] = [
        StatisticsGroup("mqtt", "packets, clients, topics, handshakes of MQTT") {
            [TallyCollector(MQTTStatistics($0))]
        },
        StatisticsGroup("amqp", "frames, links, credit, deliveries, exchanges, queues of AMQP") {
            [TallyCollector(AMQPStatistics($0)), TallyCollector(AMQP091Statistics($0))]
        },
        StatisticsGroup("xmpp", "stanzas, users, requests, logins, repetition of XMPP") { _ in
            [TallyCollector(XMPPStatistics())]
        },
        StatisticsGroup("chat", "messages, users, downloads of CHAT and IASCHAT") { _ in
            [TallyCollector(ChatStatistics())]
        },
        StatisticsGroup("dns", "questions, names, answers, failures of DNS") {
            [TallyCollector(DNSStatistics($0))]
        },
        StatisticsGroup("tls", "versions, servers, handshakes, alerts of TLS") {
            [TallyCollector(TLSStatistics($0))]
        },
        StatisticsGroup("notes", "what is wrong, odd or missing") { _ in
            [TallyCollector(NoteStatistics())]
        },
    ]
}
