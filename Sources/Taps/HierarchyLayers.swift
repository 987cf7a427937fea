internal import Bytes
internal import Dissection
internal import Statistics

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
        case comment
        case remark(StaticString)
    }

    let fields: [FieldID]
    private var messageNames: [StaticString] = []
    private var parts: [FieldID: Part] = [:]
    private(set) var names: [StaticString] = []
    private var messages: [StaticString] = []
    /// What messages carry, whether it has fields or not.
    private var contents: [StaticString] = []
    private var reassemblyCount = 0
    private var hasComment = false
    /// Protocols that were called, and of which no message may have been whole.
    private var called: [StaticString] = []
    /// How often TLS was called.
    private var secureCallCount = 0
    /// How many of ``messages`` the first call of a dissector found.
    private var firstCall: Int?

    init(_ table: FieldTable) {
        for id in table.ids {
            guard let definition = table[id] else { continue }
            switch "\(definition.name)" {
            case "frame.protocols": parts[id] = .protocols
            case "tcp.segment.count": parts[id] = .reassembly
            case "frame.comment": parts[id] = .comment
            // The field `_ws.malformed` is also there where the expert says so of one value.
            case "_ws.malformed.expert": parts[id] = .remark("_ws.malformed")
            case "_ws.short": parts[id] = .remark("_ws.short")
            case "_ws.malformed": break
            default:
                guard case .layer = definition.kind, !Self.isLower(id) else { continue }
                parts[id] = .message(definition.name)
                if table.aliases[id] == nil { messageNames.append(definition.name) }
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
        case .message(let name):
            // What AMQP carries is a part of it.
            let isPart = field.nesting > 0 && messages.last.map { "\($0)" } == "amqp"
            if !isPart { add(message: name) }
        case .reassembly: reassemblyCount += 1
        case .comment: hasComment = true
        case .remark(let name): messages.append(name)
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
    ///
    /// - Parameter hidesLast: whether tshark could not even begin the last layer below messages.
    mutating func finish(hidesLast: Bool) {
        if hidesLast, let first = messages.first, Self.isRemark(first) { _ = names.popLast() }
        // tshark has comments in front of all layers, as a layer that they are not.
        if hasComment { names.insert("pkt_comment", at: 0) }
        if messages.isEmpty { messages = called }
        addMessages()
        guard reassemblyCount > 0 else { return }
        if firstCall.map({ $0 >= messages.count }) ?? true { names.append("tcp.segments") }
        // The beginning of a record that has no more here.
        if secureCallCount > messages.count(where: { Self.isSame($0, "tls") }),
            messages.last.map({ Self.isSame($0, "tls") }) == true
        {
            names.append("tls")
        }
    }

    private mutating func addMessages() {
        var rest = contents[...]
        for (index, message) in messages.enumerated() {
            if index == firstCall, reassemblyCount > 0 { names.append("tcp.segments") }
            names.append(message)
            guard let content = rest.first else { continue }
            if Self.isSame(message, content) {
                rest.removeFirst()
            } else if Self.isCarrier(message), !hasContent(behind: index) {
                names.append(content)
                rest.removeFirst()
            }
        }
    }

    /// Whether what a message carries comes next, or another protocol in its place.
    private func hasContent(behind index: Int) -> Bool {
        guard index + 1 < messages.count else { return false }
        let next = messages[index + 1]
        if Self.isCarrier(next) { return !Self.isSame(next, messages[index]) }
        return !Self.isRemark(next)
    }

    mutating func removeAll() {
        names.removeAll(keepingCapacity: true)
        messages.removeAll(keepingCapacity: true)
        contents.removeAll(keepingCapacity: true)
        called.removeAll(keepingCapacity: true)
        secureCallCount = 0
        hasComment = false
        reassemblyCount = 0
        firstCall = nil
    }
}

// MARK: - Names

extension HierarchyLayers {
    /// What may have no fields where another protocol carries it.
    private static let contentNames: [StaticString] = [
        "data", "xml", "json", "data-text-lines",
    ]

    private static func isCarrier(_ name: StaticString) -> Bool {
        ["http", "websocket"].contains("\(name)")
    }

    private static func isRemark(_ name: StaticString) -> Bool { "\(name)".hasPrefix("_ws.") }

    private static func isSame(_ one: StaticString, _ other: StaticString) -> Bool {
        "\(one)" == "\(other)"
    }

    /// Reads `frame.protocols`, as in `eth:ethertype:ip:tcp:http:data`.
    private mutating func read(_ text: RawSpan) {
        var copy: [UInt8] = []
        copy.append(text, xor: 0, phase: 0)
        names = LowerLayers.names(in: copy)
        let words = copy.split(separator: UInt8(ascii: ":"))
        let transport = words.lastIndex { word in
            ["tcp", "udp"].contains { word.elementsEqual($0.utf8) }
        }
        guard let transport else { return }
        if transport + 1 < words.count, names.last.map({ "\($0)" }) != "data",
            !names.contains(where: { ["icmp", "icmpv6"].contains("\($0)") })
        {
            called += messageNames.filter { name in
                words[transport + 1].elementsEqual("\(name)".utf8)
            }
        }
        secureCallCount = words[transport...].count { $0.elementsEqual("tls".utf8) }
        for index in words.indices.dropFirst(transport + 2) {
            let isOfXMPP = words[index - 1].elementsEqual("xmpp".utf8)
            let content = Self.contentNames.first { name in
                words[index].elementsEqual("\(name)".utf8)
            }
            if let content, !isOfXMPP { contents.append(content) }
        }
    }
}
