internal import Bytes
public import Dissection
public import Packets

/// The fields of all layers up to the transport.
public enum PacketFields {
    /// For the table of a run.
    public static var families: [FieldFamily] {
        [
            FrameField.family, EthernetField.family, VLANField.family, CookedField.family,
            NullField.family, ARPField.family, IPv4Field.family, IPv6Field.family,
            ICMPField.family, ICMPv6Field.family, TCPField.family, UDPField.family,
            DataField.family, ExpertField.family, IGMPField.family,
        ]
    }

    /// Adds the fields of a packet, of the families that are wanted, in the order of its bytes.
    ///
    /// - Parameter bytes: those of the packet, or the ``Defragmenter/datagram`` that the layers are
    ///   of; places in fields count in them.
    public static func emit(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers,
        _ context: borrowing PacketFieldContext, wanted: FieldSelection,
        into fields: inout PacketFieldList
    ) {
        guard !wanted.isEmpty else { return }
        if wanted.contains(.frame) {
            FrameFields.emit(context, into: &fields)
            // Without their names no other layer is looked at for these.
            if wanted.isFrameAlone, !fields.wants(FrameField.protocols.id) { return }
        }
        var walk = FieldWalk(wanted: wanted, checks: context.checks)
        walk.conversation = context.conversation
        walk.quotedStream = context.quotedStream
        walk.standing.acknowledgmentBase = context.acknowledgmentBase
        walk.standing.isMeasured = !layers.flags.contains(.unmeasured)
        walk.standing.closesSecond = context.closesSecond
        walk.upperProtocols = context.upperProtocols
        walk.time = context.time
        walk.isReassembled = layers.flags.contains(.reassembled)
        walk.walk(bytes, layers, originalCount: context.originalCount, into: &fields)
        if wanted.contains(.frame) {
            fields.add(FrameField.protocols.id, text: walk.protocols)
        }
    }
}
