internal import Bytes
internal import Dissection
internal import PacketFields
internal import Packets
internal import Printing

/// Names the layers of packets that are not made as nearly all are.
struct LayerNames: ~Copyable {
    private var fields = PacketFieldList(wanted: FieldSet([FrameField.protocols.id]))
    private let selection = FieldSelection([FrameField.protocols.id])

    /// As in `eth:ethertype:arp`.
    mutating func names(
        of packet: RawSpan, _ layers: borrowing PacketLayers, _ line: PacketLine
    ) -> [UInt8] {
        var context = PacketFieldContext()
        context.originalCount = line.byteCount
        context.capturedCount = packet.byteCount
        PacketFields.emit(packet, layers, context, wanted: selection, into: &fields)
        defer { fields.removeAll() }
        guard let field = fields.fields.first, case .decoded(let range) = field.value else {
            return []
        }
        var names: [UInt8] = []
        names.append(
            fields.decoded.bytes.extracting(range.offset..<range.end), xor: 0, phase: 0)
        return names
    }
}

extension PacketLayers {
    /// Whether TCP or UDP is right in IP, and that right in the link's frame: then a few of the
    /// layers' values tell all of them.
    @inline(__always)
    var hasCommonLayers: Bool {
        guard vlanOffset == 0, ipDepth == 1, flags.isEmpty,
            transport == .tcp || transport == .udp
        else { return false }
        let count = transportOffset &- networkOffset
        return sourceColumn == .ipv6 ? count == 40 : etherTypeIsPlain && ipProtocolIsDirect
    }

    /// IPv4's own protocol number is the transport's, unless something stands in between.
    @inline(__always)
    private var ipProtocolIsDirect: Bool {
        ipProtocol == (transport == .tcp ? 6 : 17) && innermost != .authentication
    }

    /// Not behind a length and LLC.
    @inline(__always)
    private var etherTypeIsPlain: Bool { link != .ethernet || networkOffset == 14 }
}
