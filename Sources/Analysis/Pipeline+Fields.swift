internal import Bytes
internal import Captures
internal import Dissection
internal import Flows
internal import PacketFields
internal import Packets
internal import Printing

extension Pipeline where Rows: ~Copyable {
    /// Hands over the fields of a packet: those of its layers, then those of its messages.
    @inline(never)
    mutating func addFields(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: borrowing PacketLayers
    ) {
        var context = PacketFieldContext()
        context.number = clock.number
        context.time = record.time
        context.hasTime = record.hasTime
        context.firstTime = clock.first
        context.previousTime = clock.previous
        context.previousDisplayedTime = clock.previous
        context.originalCount = record.originalCount
        context.capturedCount = record.count
        context.linkType = record.linkType
        context.checks.ip = options.checksIPChecksums
        context.checks.tcp = options.checksTCPChecksums
        context.checks.udp = options.checksUDPChecksums
        packetFields.removeAll()
        PacketFields.emit(bytes, layers, context, wanted: selection, into: &packetFields)
        Self.pass(packetFields, of: bytes, to: &rows)
        sink.pass(to: &rows)
    }

    private static func pass(
        _ list: borrowing PacketFieldList, of bytes: RawSpan, to rows: inout Rows
    ) {
        let fields = list.fields
        let decoded = list.decoded
        for index in fields.indices {
            rows.add(fields[index], in: bytes, at: 0, decoded: decoded.rawSpan)
        }
    }
}
