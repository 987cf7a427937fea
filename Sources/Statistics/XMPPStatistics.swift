internal import Dissection
internal import Printing

/// Statistics of XMPP: stanzas, users, presence, requests, logins, and how much of it is said twice.
struct XMPPStatistics: StatisticsTally {
    enum Field: UInt8, StatisticsFieldName {
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
    struct Stanzas: BitwiseCopyable {
        var count = 0
        var fromClientCount = 0
        var byteCount = 0
    }

    /// Kinds, types and namespaces that are told apart.
    private static var stanzaCountMax: Int { 16_384 }

    let names = NameTable()
    private(set) var stanzas = NumberTable<Stanzas>(countMax: stanzaCountMax, blank: Stanzas())
    private(set) var otherStanzas = Stanzas()
    private(set) var users = XMPPUsers()
    private(set) var logins = XMPPLogins()
    private(set) var repetition = XMPPRepetition()
    private(set) var trips = RoundTrips(kindCount: 2)
    private(set) var conditions = PerName(0)
    /// By type (upper half) and show.
    private(set) var presences = NumberTable<Int>(countMax: stanzaCountMax, blank: 0)
    private let hasher = KeyedHash()
    private let typeNames: (get: Int, set: Int, error: Int)
    private(set) var stanzaRate = TimeSeries()

    init() {
        typeNames = (
            names.number(of: "get"), names.number(of: "set"), names.number(of: "error")
        )
    }

    func use(of field: Field) -> StatisticsField.Use {
        switch field {
        case .type, .namespace, .from, .to, .show, .jid, .mechanism, .condition: .name(names)
        case .id, .bodyHash, .statusHash: .hash
        case .body: .byteCount
        default: .number
        }
    }

    mutating func take(_ message: StatisticsMessage, of packet: inout StatisticsPacket) {
        let facts = packet.read(message, as: XMPPFacts.self)
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
}
