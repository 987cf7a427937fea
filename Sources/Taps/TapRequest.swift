public import Dissection
public import Printing

/// What a `-z` asks for, in tshark's words.
public enum TapRequest: Equatable, Sendable {
    case hierarchy(filter: String?)
    case conversations(TrafficKind, filter: String?)
    case endpoints(TrafficKind, filter: String?)
    case lengths(filter: String?)
    case intervals(IntervalRequest)
    case flow(FlowRequest)
    /// The transport, the format and the number of a conversation.
    case follow(transport: String, format: String, number: UInt32)

    /// What there is, for help and for messages.
    public static let forms = [
        "io,phs", "conv,TYPE", "endpoints,TYPE", "plen,tree", "io,stat,INTERVAL",
        "flow,any|tcp,standard|network", "follow,tcp|udp,ascii|hex|raw,N",
    ]

    public init(parsing text: String) throws(TapMistake) {
        let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let second = words.count > 1 ? words[1] : ""
        switch (words[0], second) {
        case ("io", "phs"): self = .hierarchy(filter: Self.rest(of: text, behind: 2))
        case ("plen", "tree"): self = .lengths(filter: Self.rest(of: text, behind: 2))
        case ("conv", _):
            let kind = try Self.kind(second, of: text)
            self = .conversations(kind, filter: Self.rest(of: text, behind: 2))
        case ("endpoints", _), ("host", _):
            let kind = try Self.kind(second, of: text)
            self = .endpoints(kind, filter: Self.rest(of: text, behind: 2))
        case ("io", "stat"): self = .intervals(try IntervalRequest(parsing: text))
        case ("flow", _): self = .flow(try FlowRequest(parsing: text))
        case ("follow", "tcp"), ("follow", "udp"): self = try Self.follow(words, text)
        default: throw Self.unknown(text)
        }
    }

    /// What is behind the first `count` words; nil if nothing is, not even a comma.
    static func rest(of text: String, behind count: Int) -> String? {
        let parts = text.split(
            separator: ",", maxSplits: count, omittingEmptySubsequences: false)
        return parts.count > count ? String(parts[count]) : nil
    }

    private static func kind(_ word: String, of text: String) throws(TapMistake) -> TrafficKind {
        if let kind = TrafficKind(rawValue: word) { return kind }
        let known = TrafficKind.allCases.map(\.rawValue).joined(separator: ", ")
        let table = text.hasPrefix("conv") ? "conversations" : "endpoints"
        throw TapMistake(
            "-z \(text): '\(word)' is no type; known are \(known), "
                + "and 'earshot stats FILE \(table)' has them all")
    }

    private static func follow(
        _ words: [String], _ text: String
    ) throws(TapMistake) -> TapRequest {
        let formats = ["ascii", "hex", "raw"]
        guard words.count == 4, formats.contains(words[2]), let number = UInt32(words[3]) else {
            throw TapMistake(
                "-z \(text) is not of the form follow,tcp|udp,\(formats.joined(separator: "|")),N")
        }
        return .follow(transport: words[1], format: words[2], number: number)
    }
}

// MARK: - Others

extension TapRequest {
    /// Which table of `earshot stats`, or which command, serves those who know another tap.
    private static let substitutes: [(start: String, instead: String)] = [
        ("follow,", "earshot follow"), ("expert", "earshot stats FILE notes"),
        ("dns,", "earshot stats FILE dns"), ("ptype,", "earshot stats FILE hierarchy"),
        ("ip_hosts,", "earshot stats FILE endpoints"),
        ("ipv6_hosts,", "earshot stats FILE endpoints"),
        ("dests,", "earshot stats FILE endpoints"),
        ("ip_srcdst,", "earshot stats FILE conversations"),
        ("ipv6_srcdst,", "earshot stats FILE conversations"),
        ("ipv6_", "earshot stats FILE endpoints"),
        ("conv,", "earshot stats FILE conversations"), ("credentials", "earshot read -V"),
        ("icmp", "earshot stats FILE conversations"), ("proto,colinfo", "earshot read -T fields"),
    ]

    private static func unknown(_ text: String) -> TapMistake {
        let instead =
            substitutes.first { text.hasPrefix($0.start) }?.instead ?? "earshot stats FILE"
        return TapMistake(
            "-z '\(text)' is not known; there are \(forms.joined(separator: "; ")), and "
                + "'\(instead)' for what others count")
    }
}

/// What conversations and endpoints are told apart by.
public enum TrafficKind: String, CaseIterable, Sendable {
    case eth, ip, ipv6, tcp, udp

    /// tshark's name for a heading.
    var title: String {
        switch self {
        case .eth: "Ethernet"
        case .ip: "IPv4"
        case .ipv6: "IPv6"
        case .tcp: "TCP"
        case .udp: "UDP"
        }
    }

    var hasPorts: Bool { self == .tcp || self == .udp }
}

// MARK: - What only a run knows

extension TapRequest {
    /// Finds mistakes that the vocabulary of fields and the format of times tell.
    public func check(_ table: FieldTable, _ time: TimeFormat) throws(TapMistake) {
        guard case .intervals(let request) = self else { return }
        if [.delta, .deltaDisplayed, .epoch].contains(time) {
            throw TapMistake("-z io,stat has no intervals in -t d, dd and e")
        }
        for column in request.columns {
            guard let name = column.field, let function = column.function else { continue }
            guard let definition = table.find(name).flatMap({ table[$0] }) else {
                throw TapMistake("-z io,stat: '\(name)' is not a known field")
            }
            let kind = IntervalColumn.Kind(definition.kind)
            if function != .count, kind == .other {
                throw TapMistake(
                    "-z io,stat: \(name) is not a number, so there is no \(function.rawValue)")
            }
            if function == .load, kind != .duration {
                throw TapMistake(
                    "-z io,stat: LOAD is for fields that are durations; \(name) is not")
            }
        }
    }
}
