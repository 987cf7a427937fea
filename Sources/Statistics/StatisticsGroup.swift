/// Tables that are made together, under the name that chooses them.
public struct StatisticsGroup: Sendable {
    public let name: String
    /// What its tables are of, for help and for messages.
    public let summary: String
    /// Other names that tables of the group begin with.
    public let others: [String]
    let tallies: [TallySet.Kind]

    private init(
        _ name: String, _ summary: String, others: [String] = [], _ tallies: TallySet.Kind...
    ) {
        self.name = name
        self.summary = summary
        self.others = others
        self.tallies = tallies
    }

    /// All names that tables begin with.
    public var names: [String] { [name] + others }

    /// All there are, in the order in which their tables are shown: what packets are made of, then
    /// what applications said.
    public static let all = [
        StatisticsGroup("hierarchy", "protocols, one in the other", .hierarchy),
        StatisticsGroup(
            "conversations", "who sent how much to whom: eth, ip, ipv6, tcp, udp",
            others: ["endpoints"], .traffic),
        StatisticsGroup("lengths", "how long packets are", .lengths),
        StatisticsGroup("io", "packets, messages and bytes over time", .intervals),
        StatisticsGroup("mqtt", "packets, clients, topics, handshakes of MQTT", .mqtt),
        StatisticsGroup(
            "amqp", "frames, links, credit, deliveries, exchanges, queues of AMQP", .amqp, .amqp091),
        StatisticsGroup("xmpp", "stanzas, users, requests, logins, repetition of XMPP", .xmpp),
        StatisticsGroup("chat", "messages, users, downloads of CHAT and IASCHAT", .chat),
        StatisticsGroup("dns", "questions, names, answers, failures of DNS", .dns),
        StatisticsGroup("tls", "versions, servers, handshakes, alerts of TLS", .tls),
        StatisticsGroup("notes", "what is wrong, odd or missing", .notes),
    ]
}
