internal import Bytes
internal import Captures
internal import Dissection
internal import Flows
internal import PacketFields
internal import Packets
internal import Printing

/// Makes the fields of packets for rows that want some.
struct FieldEmitter: ~Copyable {
    private let selection: FieldSelection
    /// Whether rows want fields of the layers below messages.
    let isWanted: Bool
    /// Whether rows want to know what a packet carries.
    let wantsProtocols: Bool
    private var context = PacketFieldContext()
    private var list: PacketFieldList
    private var isClassic = false
    private var interfaces: [Int: PacketFieldContext.Interface] = [:]
    /// The time of the packet whose row was shown last.
    private var displayedTime: Int64?
    /// The time of the packet before, shown or not.
    private var lastTime: Int64?
    /// Whether fields are to stand where tshark's tree has them.
    private let isTree: Bool

    init(wanted ids: [FieldID], isTree: Bool, options: PipelineOptions) {
        let selection = FieldSelection(ids)
        self.selection = selection
        list = PacketFieldList(wanted: FieldSet(ids), isTree: isTree)
        self.isTree = isTree
        isWanted = PacketFields.families.contains { selection.contains($0.number) }
        wantsProtocols = ids.contains(FrameField.protocols.id) || selection.contains(.data)
        context.checks.ip = options.checksIPChecksums
        context.checks.tcp = options.checksTCPChecksums
        context.checks.udp = options.checksUDPChecksums
    }

    func wants(_ family: FieldFamily.Number) -> Bool { selection.contains(family) }

    /// Looks at what only the source knows of a packet.
    mutating func prepare(
        _ record: PacketRecord, from source: borrowing some CaptureSource & ~Copyable
    ) {
        context.comments =
            record.hasOptions ? source.comments(of: record).map { Array($0.utf8) } : []
        context.interface = nil
        guard let number = record.interface, !isClassic else { return }
        if interfaces[number] == nil {
            let metadata = source.readMetadata()
            let known = metadata.interfaces
            // Classic pcap has one interface, which has no number and no name.
            isClassic = metadata.fileType != .pcapng
            guard number < known.count, !isClassic else { return }
            interfaces[number] = PacketFieldContext.Interface(
                number: number, section: known[number].section + 1,
                name: Array((known[number].name ?? "unknown").utf8),
                description: Array((known[number].description ?? "").utf8))
        }
        context.interface = interfaces[number]
    }

    /// Hands over the fields of a packet.
    mutating func emit(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, _ packet: borrowing PacketFacts,
        to rows: inout some RowSink & ~Copyable
    ) {
        context.number = packet.clock.number
        context.time = packet.record.time
        context.hasTime = packet.record.hasTime
        context.firstTime = packet.clock.first
        context.previousTime = packet.clock.previous
        if rows.hasShownRow { displayedTime = lastTime }
        context.previousDisplayedTime = displayedTime ?? packet.record.time
        lastTime = packet.record.time
        context.originalCount = packet.record.originalCount
        context.capturedCount = packet.record.count
        context.linkType = packet.record.linkType
        context.conversation = packet.conversation
        context.quotedStream = packet.quotedStream
        context.upperProtocols = packet.upperProtocols
        context.acknowledgmentBase = packet.report?.acknowledgmentBase ?? 0
        context.closesSecond = packet.details.closesSecond
        PacketFields.emit(bytes, layers, context, wanted: selection, into: &list)
        if let segment = packet.segment, let report = packet.report, selection.contains(.tcp) {
            TCPAnalysisFields.emit(
                segment, report, packet.details, reach: packet.reach,
                isMeasured: !layers.flags.contains(.unmeasured), into: &list)
            for reassembly in packet.reassemblies {
                TCPAnalysisFields.emit(reassembly, into: &list)
            }
            if isTree { list.orderAsInTree() }
        }
        for field in list.fields {
            rows.add(field, in: bytes, at: 0, decoded: list.decoded.bytes)
        }
        list.removeAll()
    }
}

/// What the pipeline found out about a packet, as far as fields tell it.
struct PacketFacts {
    var clock: PacketClock
    var record: PacketRecord
    var segment: TCPSegment?
    var report: TCPReport?
    /// The conversation of the packet that an ICMP error quotes.
    var quotedStream: UInt32?
    var reach = TCPAnalysisFields.Reach.end
    var details = TCPDetails()
    var reassemblies: [Reassembly] = []
    var conversation: PacketFieldContext.Conversation?
    /// As in `:dns`.
    var upperProtocols: [UInt8] = []

    init(_ clock: PacketClock, _ record: PacketRecord) {
        self.clock = clock
        self.record = record
    }
}
