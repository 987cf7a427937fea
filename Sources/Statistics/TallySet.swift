internal import Dissection

/// The tallies of a run, each of its own type: no call is looked up, and none of them is shared.
struct TallySet {
    /// What there is, in the order in which tables are shown.
    enum Kind: UInt8, CaseIterable {
        case hierarchy, traffic, lengths, intervals
        case mqtt, amqp, amqp091, xmpp, chat, dns, tls, notes
    }

    private var hierarchy: HierarchyStatistics?
    private var traffic: TrafficStatistics?
    private var lengths: LengthStatistics?
    private var intervals: IntervalStatistics?
    private var mqtt: MQTTStatistics?
    private var amqp: AMQPStatistics?
    private var amqp091: AMQP091Statistics?
    private var xmpp: XMPPStatistics?
    private var chat: ChatStatistics?
    private var dns: DNSStatistics?
    private var tls: TLSStatistics?
    private var notes: NoteStatistics?

    init(_ kinds: Set<Kind>, _ table: FieldTable) {
        for kind in kinds {
            switch kind {
            case .hierarchy: hierarchy = HierarchyStatistics { table.find($0) != nil }
            case .traffic: traffic = TrafficStatistics()
            case .lengths: lengths = LengthStatistics()
            case .intervals: intervals = IntervalStatistics()
            case .mqtt: mqtt = MQTTStatistics(table)
            case .amqp: amqp = AMQPStatistics(table)
            case .amqp091: amqp091 = AMQP091Statistics(table)
            case .xmpp: xmpp = XMPPStatistics()
            case .chat: chat = ChatStatistics()
            case .dns: dns = DNSStatistics(table)
            case .tls: tls = TLSStatistics(table)
            case .notes: notes = NoteStatistics()
            }
        }
    }

    /// A tally as it stands, for what is asked once a run.
    subscript(kind: Kind) -> (any StatisticsTally)? {
        switch kind {
        case .hierarchy: hierarchy
        case .traffic: traffic
        case .lengths: lengths
        case .intervals: intervals
        case .mqtt: mqtt
        case .amqp: amqp
        case .amqp091: amqp091
        case .xmpp: xmpp
        case .chat: chat
        case .dns: dns
        case .tls: tls
        case .notes: notes
        }
    }

    /// Those that there are.
    var all: [any StatisticsTally] { Kind.allCases.compactMap { self[$0] } }

    /// Whether somebody asks what layers and link addresses a packet has.
    var wantsLayers: Bool { hierarchy != nil || traffic != nil }
}

// MARK: - What is done for each packet

extension TallySet {
    @inline(__always)
    mutating func take(_ packet: inout StatisticsPacket) {
        hierarchy?.take(&packet)
        traffic?.take(&packet)
        lengths?.take(&packet)
        intervals?.take(&packet)
        notes?.take(&packet)
    }

    @inline(__always)
    mutating func take(
        _ message: StatisticsMessage, of packet: inout StatisticsPacket, for kind: Kind
    ) {
        packet.turn = kind
        switch kind {
        case .mqtt: mqtt?.take(message, of: &packet)
        case .hierarchy: hierarchy?.take(message, of: &packet)
        case .amqp: amqp?.take(message, of: &packet)
        case .amqp091: amqp091?.take(message, of: &packet)
        case .xmpp: xmpp?.take(message, of: &packet)
        case .chat: chat?.take(message, of: &packet)
        case .dns: dns?.take(message, of: &packet)
        case .tls: tls?.take(message, of: &packet)
        case .notes: notes?.take(message, of: &packet)
        // These take no messages.
        case .traffic, .lengths, .intervals: break
        }
    }
}
