internal import Bytes
internal import Packets
internal import Printing

/// Which protocols packets are made of: packets, messages and bytes of each, and in how many
/// nothing follows it.
struct HierarchyStatistics: StatisticsTally {
    /// Protocols of which packets have messages: their layers.
    private static let messageLayers: [StaticString] = [
        "mqtt", "mqttsn", "amqp", "xmpp", "http", "websocket", "tls", "dns", "mdns", "llmnr",
        "chat", "chatudp", "iaschat", "proxy", "json", "data-text-lines",
    ]

    private let layers: [StaticString]
    private var hierarchy = ProtocolHierarchy()
    /// The node of each common make of packets; -1: not seen yet.
    private var commonNodes = [Int32](repeating: -1, count: 64)

    init(_ known: (String) -> Bool) {
        layers = Self.messageLayers.filter { known("\($0)") }
    }

    var fields: [StatisticsField] { layers.map { StatisticsField("\($0)", .number) } }
    let wishes: StatisticsWishes = [.packets, .layers]

    mutating func take(_ packet: borrowing StatisticsPacket) {
        let byteCount = packet.line.byteCount
        var node = packet.layerNames.isEmpty ? commonNode(packet) : readNames(packet)
        if packet.messageCount > 0 {
            node = enterMessages(packet, below: node)
        } else if packet.line.carriesData, packet.layerNames.isEmpty {
            node = hierarchy.child("data", of: node)
        }
        hierarchy.end(node, byteCount)
    }

    /// The node of a packet's transport.
    @inline(__always)
    private mutating func commonNode(_ packet: borrowing StatisticsPacket) -> Int {
        let isIPv6 = packet.layers.sourceColumn == .ipv6
        let isTCP = packet.layers.transport == .tcp
        let code =
            Int(packet.layers.link.rawValue) &* 4 &+ (isIPv6 ? 2 : 0) &+ (isTCP ? 1 : 0)
        let known = code < commonNodes.count ? commonNodes[code] : -1
        if known >= 0 { return Int(known) }
        return makeCommonNode(code, packet.layers.link, isIPv6: isIPv6, isTCP: isTCP)
    }

    @inline(never)
    private mutating func makeCommonNode(
        _ code: Int, _ link: LinkType, isIPv6: Bool, isTCP: Bool
    ) -> Int {
        var node = ProtocolHierarchy.root
        switch link {
        case .ethernet: node = hierarchy.child("eth", of: node)
        case .linuxCooked, .linuxCooked2: node = hierarchy.child("sll", of: node)
        case .null, .loop: node = hierarchy.child("null", of: node)
        case .rawIP: node = hierarchy.child("raw", of: node)
        case .ipv4, .ipv6, .unknown: break
        }
        node = hierarchy.child(isIPv6 ? "ipv6" : "ip", of: node)
        node = hierarchy.child(isTCP ? "tcp" : "udp", of: node)
        if code < commonNodes.count { commonNodes[code] = Int32(node) }
        return node
    }

    @inline(never)
    private mutating func readNames(_ packet: borrowing StatisticsPacket) -> Int {
        var node = ProtocolHierarchy.root
        for name in LowerLayers.names(in: packet.layerNames) {
            // What messages there are is known better.
            if packet.messageCount > 0, "\(name)" == "data" { break }
            node = hierarchy.child(name, of: node)
        }
        return node
    }

    /// Messages of one protocol in a row are one layer.
    private mutating func enterMessages(
        _ packet: borrowing StatisticsPacket, below transport: Int
    ) -> Int {
        var node = transport
        var last = -1
        for index in 0..<packet.messageCount {
            for place in packet.message(at: index).facts {
                guard let fact = packet.fact(at: place) else { continue }
                let layer = Int(fact.field)
                if layer != last {
                    node = hierarchy.child(layers[layer], of: node)
                    last = layer
                }
                hierarchy.countMessage(node)
            }
        }
        return node
    }
}

// MARK: - Tables

extension HierarchyStatistics {
    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        var table = StatisticsTable(
            "hierarchy", "Protocols, one in the other",
            columns: [
                StatisticsColumn("protocol", "protocol", .text),
                StatisticsColumn("packets", "packets", .count),
                StatisticsColumn("packet-share", "%", .share),
                StatisticsColumn("messages", "messages", .count),
                StatisticsColumn("bytes", "bytes", .bytes),
                StatisticsColumn("byte-share", "% of bytes", .share),
                StatisticsColumn("bit-rate", "bits/s", .rate),
                StatisticsColumn("end-packets", "end packets", .count),
                StatisticsColumn("end-bytes", "end bytes", .bytes),
                StatisticsColumn("end-bit-rate", "end bits/s", .rate),
            ], shortRowCount: 40)
        for (node, depth) in hierarchy.depthFirst() {
            let messageCount = depth == 0 ? totals.messageCount : node.messageCount
            table.rows.append(
                StatisticsRow(values(of: node, totals, messageCount), indent: depth))
        }
        if hierarchy.isIncomplete {
            table.remarks.append(
                "Of more than \(ProtocolHierarchy.nodeCountMax) ways to a protocol, the others "
                    + "are counted where they leave those.")
        }
        return [table]
    }

    private func values(
        of node: ProtocolHierarchy.Node, _ totals: StatisticsTotals, _ messageCount: Int
    ) -> [StatisticsValue] {
        [
            .text("\(node.name)"), .count(node.count.packetCount),
            .share(node.count.packetCount, of: totals.packetCount),
            messageCount > 0 ? .count(messageCount) : .none, .bytes(node.count.byteCount),
            .share(node.count.byteCount, of: totals.byteCount),
            .rate(node.count.byteCount &* 8, in: totals.duration), .count(node.end.packetCount),
            .bytes(node.end.byteCount), .rate(node.end.byteCount &* 8, in: totals.duration),
        ]
    }
}
