internal import Dissection
internal import Printing

/// Statistics of XMPP: stanzas, users, presence, requests, logins, and how much of it is said twice.
struct XMPPStatistics: StatisticsTally {
    enum Field: UInt8, CaseIterable {
        case layer, message, presence, iq, stream, features, auth, challenge, response, success
        case failure, startTLS, proceed
        case id, type, namespace, from, to, body, bodyHash, show, statusHash
        case jid, mechanism, condition

        var name: String {
            switch self {
            case .layer: "xmpp"
            case .message: "xmpp.message"
            case .presence: "xmpp.presence"
            case .iq: "xmpp.iq"
            case .stream: "xmpp.stream"
            case .features: "xmpp.features"
            case .auth: "xmpp.auth"
            case .challenge: "xmpp.challenge"
            case .response: "xmpp.response"
            case .success: "xmpp.success"
            case .failure: "xmpp.failure"
            case .startTLS: "xmpp.starttls"
            case .proceed: "xmpp.proceed"
            case .id: "xmpp.id"
            case .type: "xmpp.type"
            case .namespace: "xmpp.xmlns"
            case .from: "xmpp.from"
            case .to: "xmpp.to"
            case .body, .bodyHash: "xmpp.message.body.text"
            case .show: "xmpp.presence.show"
            case .statusHash: "xmpp.presence.status.text"
            case .jid: "xmpp.iq.bind.jid"
            case .mechanism: "earshot.xmpp.sasl.mechanism"
            case .condition: "earshot.xmpp.condition"
            }
        }

        /// Whether it says what the element is.
        var isKind: Bool {
            rawValue >= Field.message.rawValue && rawValue <= Field.proceed.rawValue
        }
    }

    /// Stanzas of one kind, type and namespace.
    private struct Stanzas: BitwiseCopyable {
        var count = 0
        var fromClientCount = 0
        var byteCount = 0
    }

    /// Kinds, types and namespaces that are told apart.
    private static var stanzaCountMax: Int { 16_384 }

    let names = NameTable()
    private var stanzas = NumberTable<Stanzas>(countMax: stanzaCountMax, blank: Stanzas())
    private var otherStanzas = Stanzas()
    private var users = XMPPUsers()
    private var logins = XMPPLogins()
    private var repetition = XMPPRepetition()
    private var trips = RoundTrips(kindCount: 2)
    private var conditions = PerName(0)
    /// By type (upper half) and show.
    private var presences = NumberTable<Int>(countMax: stanzaCountMax, blank: 0)
    private let hasher = KeyedHash()
    private let typeNames: (get: Int, set: Int, error: Int)
    private var stanzaRate = TimeSeries()

    init() {
        typeNames = (
            names.number(of: "get"), names.number(of: "set"), names.number(of: "error")
        )
    }

    var fields: [StatisticsField] {
        Field.allCases.map { field in
            switch field {
            case .type, .namespace, .from, .to, .show, .jid, .mechanism, .condition:
                StatisticsField(field.name, .name(names))
            case .id, .bodyHash, .statusHash: StatisticsField(field.name, .hash)
            case .body: StatisticsField(field.name, .byteCount)
            default: StatisticsField(field.name, .number)
            }
        }
    }

    mutating func take(_ message: StatisticsMessage, of packet: borrowing StatisticsPacket) {
        var facts = XMPPFacts(packet, message)
        for index in message.facts {
            guard let fact = packet.fact(at: index), let field = Field(rawValue: fact.field)
            else { continue }
            facts.read(field, fact.value)
        }
        count(facts)
        logins.take(facts)
        switch facts.kind {
        case .iq: request(facts)
        case .presence:
            let key = UInt64(facts.type ?? 0) << 32 | UInt64(facts.show ?? 0)
            presences.set(key, (presences[key] ?? 0) + 1)
        default: break
        }
        guard facts.isStanza else { return }
        if let condition = facts.condition { conditions[condition] += 1 }
        users.take(facts)
        repetition.take(facts)
        stanzaRate.add(1, at: facts.timeSinceFirst)
    }

    private mutating func count(_ facts: XMPPFacts) {
        let key =
            UInt64(facts.kind?.rawValue ?? 0) << 40 | UInt64(facts.type ?? 0) << 20
            | UInt64(facts.isStanza ? facts.namespace ?? 0 : 0)
        var tally = stanzas[key] ?? Stanzas()
        tally.count += 1
        tally.fromClientCount += facts.sender == .client ? 1 : 0
        tally.byteCount += facts.byteCount
        if stanzas.set(key, tally) { return }
        otherStanzas.count += 1
        otherStanzas.fromClientCount += facts.sender == .client ? 1 : 0
        otherStanzas.byteCount += facts.byteCount
    }

    /// A request and its answer have one id and go opposite ways.
    private mutating func request(_ facts: XMPPFacts) {
        guard let id = facts.id else { return }
        let isRequest = facts.type == typeNames.get || facts.type == typeNames.set
        let asker = isRequest ? facts.sender : facts.sender.other
        let end = facts.conversation << 1 | UInt64(asker.index)
        let key = hasher(end ^ hasher(id)) >> 1
        if isRequest {
            trips.ask(asker.index, key, at: facts.time)
        } else {
            trips.answer(
                asker.index, key, at: facts.time, isRefusal: facts.type == typeNames.error)
        }
    }

    // MARK: - Tables

    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        [
            stanzaTable(), users.table(names), presenceTable(),
            trips.table(
                "xmpp.requests", "XMPP requests (iq)", ["by clients", "by servers"]),
            conditionTable(), logins.table(names), repetition.table(),
        ]
    }

    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot] {
        let rate = StatisticsPlot.rate(
            "xmpp.rate", "XMPP: stanzas for each second", [("stanzas", stanzaRate.ratePoints)])
        let latency = StatisticsPlot.latencies(
            "xmpp.latency", "XMPP: how long answers to an iq took",
            zip(["by clients", "by servers"], trips.kinds.map(\.latencies)).map { ($0, $1) })
        return (stanzaRate.values.isEmpty ? [] : [rate]) + [latency].filter { !$0.series.isEmpty }
    }

    private func stanzaTable() -> StatisticsTable {
        var table = StatisticsTable(
            "xmpp.stanzas", "XMPP stanzas and other elements",
            columns: [
                StatisticsColumn("kind", "kind", .text), StatisticsColumn("type", "type", .text),
                StatisticsColumn("namespace", "namespace", .text),
                StatisticsColumn("count", "count", .count),
                StatisticsColumn("from-clients", "from clients", .count),
                StatisticsColumn("bytes", "bytes", .bytes),
            ], shortRowCount: 16)
        let rows = stanzas.sorted.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        for (key, tally) in rows {
            let kind = Field(rawValue: UInt8(truncatingIfNeeded: key >> 40))
            let (type, namespace) = (Int(key >> 20 & 0xFFFFF), Int(key & 0xFFFFF))
            table.append(
                .text(kind.map { $0 == .layer ? "other" : String($0.name.dropFirst(5)) } ?? ""),
                type == 0 ? .none : names.value(type),
                namespace == 0 ? .none : names.value(namespace), .count(tally.count),
                .count(tally.fromClientCount), .bytes(tally.byteCount))
        }
        if otherStanzas.count > 0 {
            table.append(
                .text("(other)"), .none, .none, .count(otherStanzas.count),
                .count(otherStanzas.fromClientCount), .bytes(otherStanzas.byteCount))
        }
        return table
    }

    private func presenceTable() -> StatisticsTable {
        var table = StatisticsTable(
            "xmpp.presence", "XMPP presence",
            columns: [
                StatisticsColumn("type", "type", .text), StatisticsColumn("show", "show", .text),
                StatisticsColumn("count", "count", .count),
            ])
        for (key, count) in presences.sorted {
            let (type, show) = (Int(key >> 32), Int(key & 0xFFFF_FFFF))
            table.append(
                type == 0 ? .text("available") : names.value(type),
                show == 0 ? .none : names.value(show), .count(count))
        }
        return table
    }

    private func conditionTable() -> StatisticsTable {
        var table = StatisticsTable(
            "xmpp.errors", "XMPP errors by condition",
            columns: [
                StatisticsColumn("condition", "condition", .text),
                StatisticsColumn("count", "count", .count),
            ])
        for (number, count) in conditions.ranked(by: { $0 }) {
            table.append(names.value(number), .count(count))
        }
        return table
    }
}

/// What statistics look at of an element of XMPP.
struct XMPPFacts {
    let conversation: UInt64
    let sender: Endpoint
    let time: Int64
    let timeSinceFirst: Int64
    let byteCount: Int
    /// The field that says what it is.
    var kind: XMPPStatistics.Field?
    var id: UInt64?
    var type: Int?
    var namespace: Int?
    var from: Int?
    var to: Int?
    var bodyByteCount = 0
    var bodyHash: UInt64?
    var show: Int?
    var statusHash: UInt64 = 0
    var jid: Int?
    var mechanism: Int?
    var condition: Int?

    init(_ packet: borrowing StatisticsPacket, _ message: StatisticsMessage) {
        conversation = UInt64(packet.conversation + 1)
        sender = message.head.sender
        time = packet.line.time
        timeSinceFirst = packet.line.time &- packet.line.firstTime
        byteCount = message.head.byteCount
    }

    var isStanza: Bool { kind == .message || kind == .presence || kind == .iq }

    /// Elements in the element have attributes of the same names: the first is the stanza's own.
    mutating func read(_ field: XMPPStatistics.Field, _ value: UInt64) {
        let number = Int(clamping: value)
        if field.isKind {
            kind = kind ?? field
            return
        }
        switch field {
        case .id: id = id ?? value
        case .type: type = type ?? number
        case .namespace: namespace = namespace ?? number
        case .from: from = from ?? number
        case .to: to = to ?? number
        case .body: bodyByteCount += number
        case .bodyHash: bodyHash = bodyHash ?? value
        case .show: show = show ?? number
        case .statusHash: statusHash = value
        case .jid: jid = number
        case .mechanism: mechanism = number
        case .condition: condition = condition ?? number
        default: break
        }
    }
}
