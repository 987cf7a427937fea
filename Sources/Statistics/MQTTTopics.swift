/// What was published to which topic of MQTT, and who wanted it.
struct MQTTTopics {
    /// Pairs of a client and a filter that are remembered.
    static var subscriptionCountMax: Int { 65_536 }
    /// Filters with wildcards that topics are compared with.
    static var wildcardCountMax: Int { 256 }

    struct Topic {
        var fromClientCount = 0
        var toClientCount = 0
        var byteCount = 0
        var qosCounts: (Int, Int, Int) = (0, 0, 0)
        var retainedCount = 0
        var duplicateCount = 0

        var publishCount: Int { fromClientCount + toClientCount }

        mutating func add(_ facts: MQTTPacketFacts) {
            if facts.isFromClient { fromClientCount += 1 } else { toClientCount += 1 }
            byteCount += facts.payloadCount
            switch facts.qos {
            case 0: qosCounts.0 += 1
            case 1: qosCounts.1 += 1
            default: qosCounts.2 += 1
            }
            if facts.isRetained { retainedCount += 1 }
            if facts.isDuplicate { duplicateCount += 1 }
        }
    }

    struct Filter {
        var requestCount = 0
        var qos: UInt64 = 0
    }

    /// Both by their numbers in the one table of names.
    private(set) var topics = PerName(Topic())
    private(set) var filters: [Int: Filter] = [:]
    /// Keys of a filter (upper half) and a client, 0 for one that is not known.
    private var subscriptions = NumberTable<UInt8>(countMax: subscriptionCountMax, blank: 0)
    private var lostSubscriptionCount = 0

    mutating func publish(_ facts: MQTTPacketFacts) {
        let number = max(0, facts.topic)
        topics[number].add(facts)
    }

    mutating func subscribe(_ filter: Int, _ client: Int?) {
        filters[filter, default: Filter()].requestCount += 1
        let key = UInt64(filter) << 32 | UInt64(client ?? 0)
        if !subscriptions.set(key, 1) { lostSubscriptionCount += 1 }
    }

    mutating func ask(_ filter: Int, qos: UInt64) {
        guard let known = filters[filter] else { return }
        filters[filter]?.qos = max(known.qos, qos)
    }

    private func subscribers() -> [Int: Set<Int>] {
        var clients: [Int: Set<Int>] = [:]
        for (key, _) in subscriptions.sorted {
            clients[Int(key >> 32), default: []].insert(Int(key & 0xFFFF_FFFF))
        }
        return clients
    }

    func tables(_ names: NameTable, _ totals: StatisticsTotals) -> [StatisticsTable] {
        let subscribers = subscribers()
        return [topicTable(names, totals, subscribers), filterTable(names, subscribers)]
    }

    private func topicTable(
        _ names: NameTable, _ totals: StatisticsTotals, _ subscribers: [Int: Set<Int>]
    ) -> StatisticsTable {
        var table = StatisticsTable(
            "mqtt.topics", "MQTT topics that were published to",
            columns: [
                StatisticsColumn("topic", "topic", .text),
                StatisticsColumn("publishes", "publishes", .count),
                StatisticsColumn("from-clients", "from clients", .count),
                StatisticsColumn("to-clients", "to clients", .count),
                StatisticsColumn("bytes", "bytes", .bytes),
                StatisticsColumn("qos-0", "QoS 0", .count),
                StatisticsColumn("qos-1", "QoS 1", .count),
                StatisticsColumn("qos-2", "QoS 2", .count),
                StatisticsColumn("retained", "retained", .count),
                StatisticsColumn("duplicates", "DUP", .count),
                StatisticsColumn("rate", "rate", .rate),
                StatisticsColumn("subscribers", "subscribers", .count),
            ])
        let wildcards = subscribers.keys.sorted().compactMap { number in
            MQTTFilter(names[number]).map { (filter: $0, clients: subscribers[number] ?? []) }
        }
        let used = wildcards.prefix(Self.wildcardCountMax)
        for (number, topic) in topics.ranked(by: \.publishCount) {
            var clients = subscribers[number] ?? []
            let name = names[number]
            for wildcard in used where wildcard.filter.matches(name) {
                clients.formUnion(wildcard.clients)
            }
            table.append(
                names.value(number), .count(topic.publishCount), .count(topic.fromClientCount),
                .count(topic.toClientCount), .bytes(topic.byteCount), .count(topic.qosCounts.0),
                .count(topic.qosCounts.1), .count(topic.qosCounts.2), .count(topic.retainedCount),
                .count(topic.duplicateCount), .rate(topic.publishCount, in: totals.duration),
                .count(clients.count))
        }
        table.remarks = remarks(names, wildcardCount: wildcards.count)
        return table
    }

    private func remarks(_ names: NameTable, wildcardCount: Int) -> [String] {
        var remarks: [String] = []
        if names.isFull {
            remarks.append("More topics and filters than \(names.count) are counted as (other).")
        }
        if lostSubscriptionCount > 0 {
            remarks.append(
                "\(lostSubscriptionCount) subscriptions beyond \(Self.subscriptionCountMax) are "
                    + "not among the subscribers.")
        }
        if wildcardCount > Self.wildcardCountMax {
            remarks.append(
                "Subscribers by more than \(Self.wildcardCountMax) filters with wildcards are "
                    + "not counted.")
        }
        return remarks
    }

    private func filterTable(
        _ names: NameTable, _ subscribers: [Int: Set<Int>]
    ) -> StatisticsTable {
        var table = StatisticsTable(
            "mqtt.subscriptions", "MQTT filters that were subscribed to",
            columns: [
                StatisticsColumn("filter", "filter", .text),
                StatisticsColumn("requests", "requests", .count),
                StatisticsColumn("subscribers", "subscribers", .count),
                StatisticsColumn("qos", "QoS", .count),
            ])
        let order = filters.sorted {
            ($1.value.requestCount, $0.key) < ($0.value.requestCount, $1.key)
        }
        for (number, filter) in order {
            table.append(
                names.value(number), .count(filter.requestCount),
                .count(subscribers[number]?.count ?? 0), .count(Int(clamping: filter.qos)))
        }
        return table
    }
}
