internal import Bytes
internal import Dissection

/// The layers of one packet as tshark's tree has them at its top.
///
/// What is below messages, and what nobody reads of them, comes from `frame.protocols`, which names
/// each call of a dissector; messages come from their own fields, since one call may find several.
struct HierarchyLayers {
    /// What a field says of the layers.
    private enum Part {
        case protocols
        case message(StaticString)
        case reassembly
        case remark(StaticString)
    }

    let fields: [FieldID]
    private var parts: [FieldID: Part] = [:]
    private(set) var names: [StaticString] = []
    private var messages: [StaticString] = []
    /// What messages carry that has no fields.
    private var contents: [StaticString] = []
    private var remarks: [StaticString] = []
    private var reassemblyCount = 0
    /// How many of ``messages`` the first call of a dissector found.
    private var firstCall: Int?

    init(_ table: FieldTable) {
        for id in table.ids {
            guard let definition = table[id] else { continue }
            switch "\(definition.name)" {
            case "frame.protocols": parts[id] = .protocols
            case "tcp.segment.count": parts[id] = .reassembly
            case "_ws.malformed", "_ws.short": parts[id] = .remark(definition.name)
            default:
                guard case .layer = definition.kind, !Self.isLower(id) else { continue }
                parts[id] = .message(definition.name)
            }
        }
        fields = Array(parts.keys)
    }

    private static func isLower(_ id: FieldID) -> Bool {
        let families: [FieldFamily.Number] = [
            .frame, .ethernet, .vlan, .cooked, .null, .arp, .ipv4, .ipv6, .icmp, .icmpv6, .igmp,
            .tcp, .udp, .expert, .earshot, .data,
        ]
        return families.contains { Int($0.rawValue) == id.family }
    }

    mutating func add(_ field: Field, decoded: RawSpan) {
        switch parts[field.id] {
        case .protocols:
            if case .decoded(let range) = field.value, range.end <= decoded.byteCount {
                read(decoded.extracting(range.offset..<range.end))
            }
        case .message(let name): add(message: name)
        case .reassembly: reassemblyCount += 1
        case .remark(let name): if remarks.last.map({ !Self.isSame($0, name) }) ?? true {
            remarks.append(name)
        }
        case nil: break
        }
    }

    /// Of these, tshark has one for each call, however many messages there are.
    private mutating func add(message name: StaticString) {
        let isOneForAll = "\(name)" == "xmpp" || "\(name)" == "tls"
        if isOneForAll, firstCall != messages.count,
            let last = messages.last, Self.isSame(last, name)
        {
            return
        }
        messages.append(name)
    }

    mutating func noteCall() { firstCall = messages.count }

    /// Call when all fields are there, before ``names`` is looked at.
    mutating func finish() {
        var next = contents.startIndex
        for (index, message) in messages.enumerated() {
            if index == firstCall, reassemblyCount > 0 { names.append("tcp.segments") }
            names.append(message)
            let isFollowed = index + 1 < messages.count && Self.isContent(messages[index + 1])
            if Self.isCarrier(message), !isFollowed, next < contents.endIndex {
                names.append(contents[next])
                next += 1
            }
        }
        let isAtEnd = firstCall.map { $0 >= messages.count } ?? true
        if isAtEnd, reassemblyCount > 0 { names.append("tcp.segments") }
        names += remarks
    }

    mutating func removeAll() {
        names.removeAll(keepingCapacity: true)
        messages.removeAll(keepingCapacity: true)
        contents.removeAll(keepingCapacity: true)
        remarks.removeAll(keepingCapacity: true)
        reassemblyCount = 0
        firstCall = nil
    }
}

// MARK: - Names

extension HierarchyLayers {
    private static let lowerNames: [StaticString] = [
        "eth", "vlan", "ieee8021ad", "sll", "null", "raw", "llc", "arp", "ip", "ipv6", "tcp",
        "udp", "icmp", "icmpv6", "igmp", "ipv6.hopopts", "ipv6.routing", "ipv6.fraghdr",
        "ipv6.dstopts", "ah", "esp", "gre", "ospf", "sctp", "shim6", "data",
    ]
    /// What has no fields where another protocol carries it.
    private static let contentNames: [StaticString] = ["data", "xml"]

    private static func isCarrier(_ name: StaticString) -> Bool {
        ["http", "websocket"].contains("\(name)")
    }

    private static func isContent(_ name: StaticString) -> Bool { !isCarrier(name) }

    private static func isSame(_ one: StaticString, _ other: StaticString) -> Bool {
        "\(one)" == "\(other)"
    }

    /// Reads `frame.protocols`, as in `eth:ethertype:ip:tcp:http:data`.
    private mutating func read(_ text: RawSpan) {
        var isBelow = true
        var previous: StaticString = ""
        var start = 0
        for index in 0...text.byteCount {
            guard index == text.byteCount || text.byte(at: index) == UInt8(ascii: ":") else {
                continue
            }
            let word = text.extracting(start..<index)
            start = index + 1
            if isBelow, let name = Self.find(word, in: Self.lowerNames) {
                // Each version of IGMP is a call of its own; quoted packets are no layers.
                if Self.isSame(name, previous), "\(name)" == "igmp" { continue }
                let isQuoting = ["icmp", "icmpv6"].contains("\(previous)")
                if isQuoting, "\(name)" != "data" { return }
                names.append(name)
                previous = name
            } else if word.byteCount > 0, Self.find(word, in: ["ethertype"]) == nil {
                let isOfXMPP = Self.find(word, in: ["xml"]) != nil && "\(previous)" == "xmpp"
                if !isBelow, !isOfXMPP, let name = Self.find(word, in: Self.contentNames) {
                    contents.append(name)
                }
                previous = Self.find(word, in: ["xmpp"]) ?? ""
                isBelow = false
            }
        }
    }

    private static func find(_ word: RawSpan, in names: [StaticString]) -> StaticString? {
        names.first { name in
            guard word.byteCount == name.utf8CodeUnitCount else { return false }
            for index in 0..<word.byteCount
            where unsafe word.byte(at: index) != name.utf8Start[index] {
                return false
            }
            return true
        }
    }
}
