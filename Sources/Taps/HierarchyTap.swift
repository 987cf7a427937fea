internal import Bytes
internal import Dissection
internal import Packets
internal import Printing
internal import Statistics

/// `-z io,phs`: which protocols packets are made of, one in the other.
final class HierarchyTap: Tap, TapSink {
    /// tshark has the frame among the protocols only when something looks at its fields.
    final class Frame {
        var isShown = false
    }

    private let filter: String?
    private let frame: Frame
    private var hierarchy = ProtocolHierarchy()
    private var layers: HierarchyLayers

    init(_ filter: String?, _ table: FieldTable, _ frame: Frame) {
        self.filter = filter
        self.frame = frame
        layers = HierarchyLayers(table)
    }

    var listeners: [TapListener] { [TapListener(filter: filter, sink: self)] }
    var fields: [FieldID] { layers.fields }
    var namesFrame: Bool { false }

    func add(_ field: Field, decoded: RawSpan) {
        layers.add(field, decoded: decoded)
    }

    func noteCall() { layers.noteCall() }

    func discard() { layers.removeAll() }

    func take(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) {
        self.layers.finish(hidesLast: FirstBytes.areMissing(in: packet, of: layers))
        var node = ProtocolHierarchy.root
        for name in self.layers.names { node = hierarchy.child(name, of: node) }
        hierarchy.end(node, line.byteCount)
        discard()
    }

    func write(_ totals: TapTotals, to text: inout TextBuffer) {
        let rule = String(repeating: "=", count: 67)
        text.append(string: "\n\(rule)\nProtocol Hierarchy Statistics\n")
        text.append(string: "Filter: \(filter ?? "")\n\n")
        let rows = hierarchy.depthFirst()
        for (node, level) in rows where node.count.packetCount > 0 {
            // Without the frame all the others stand a step further left.
            if level == 0, !frame.isShown { continue }
            let depth = frame.isShown ? level : level - 1
            let indent = depth > 16 ? 35 : depth * 2
            let name = String(repeating: " ", count: min(32, indent)) + (depth > 16 ? "..." : "")
            text.append("\(name)\(node.name)", width: 40)
            text.append(string: " frames:\(node.count.packetCount) ")
            text.append(string: "bytes:\(node.count.byteCount)\n")
        }
        text.append(string: "\(rule)\n")
    }
}
