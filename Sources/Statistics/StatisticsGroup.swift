internal import Dissection

/// Tables that are made together, under the name that chooses them.
public struct StatisticsGroup: Sendable {
    public let name: String
    /// What its tables are of, for help and for messages.
    public let summary: String
    let make: @Sendable (FieldTable) -> any StatisticsCollector

    init(
        _ name: String, _ summary: String,
        make: @escaping @Sendable (FieldTable) -> any StatisticsCollector
    ) {
        self.name = name
        self.summary = summary
        self.make = make
    }

    /// All there are, in the order in which their tables are shown.
    public static let all: [StatisticsGroup] = networkGroups + messageGroups
}

extension StatisticsGroup {
    /// What packets are made of.
    static let networkGroups: [StatisticsGroup] = []
}

extension StatisticsGroup {
    /// What applications said.
    static let messageGroups: [StatisticsGroup] = [
        StatisticsGroup("mqtt", "packets, clients, topics, handshakes of MQTT") {
            MQTTStatistics($0)
        }
    ]
}
