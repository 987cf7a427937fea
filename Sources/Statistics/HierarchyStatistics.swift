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
    /// Where the packet is whose messages come; -1: they do not yet.
    private var node = -1
    private var lastLayer = -1

    init(_ known: (String) -> Bool) {
        layers = Self.messageLayers.filter { known("\($0)") }
    }

    var fields: [StatisticsField] { layers.map { StatisticsField("\($0)", .number) } }

    mutating func take(_ message: StatisticsMessage, of packet: inout StatisticsPacket) {
        if node < 0 { node = lowerNode(&packet) }
        packet.forEachFact(of: message) { (layer: UInt8, _) in enter(Int(layer)) }
    }

    mutating func take(_ packet: inout StatisticsPacket) {
        if node < 0 {
            node = lowerNode(&packet)
            if packet.messageCount == 0, packet.line.carriesData, packet.layerNames.isEmpty {
                node = hierarchy.child("data", of: node)
            }
        }
        hierarchy.end(node, packet.line.byteCount)
        node = -1
        lastLayer = -1
    }

    /// Counts a message.  Those of one protocol in a row are one layer.
    @inline(__always)
    private mutating func enter(_ layer: Int) {
        if layer != lastLayer {
            node = hierarchy.child(layers[layer], of: node)
            lastLayer = layer
        }
        hierarchy.countMessage(node)
    }

    /// The node of what is below messages.
    @inline(__always)
    private mutating func lowerNode(_ packet: inout StatisticsPacket) -> Int {
        packet.layerNames.isEmpty ? commonNode(&packet) : readNames(&packet)
    }

    /// The node of a packet's transport.
    @inline(__always)
    private mutating func commonNode(_ packet: inout StatisticsPacket) -> Int {
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
    private mutating func readNames(_ packet: inout StatisticsPacket) -> Int {
        var node = ProtocolHierarchy.root
        for name in LowerLayers.names(in: packet.layerNames) {
            // What messages there are is known better.
            if packet.messageCount > 0, "\(name)" == "data" { break }
            node = hierarchy.child(name, of: node)
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
                StatisticsColumn("packet-share", "of packets", .share),
                StatisticsColumn("messages", "messages", .count),
                StatisticsColumn("bytes", "bytes", .bytes),
                StatisticsColumn("byte-share", "of bytes", .share),
                StatisticsColumn("bit-rate", "bits", .rate),
                StatisticsColumn("end-packets", "end packets", .count),
                StatisticsColumn("end-bytes", "end bytes", .bytes),
                StatisticsColumn("end-bit-rate", "end bits", .rate),
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
