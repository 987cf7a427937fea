internal import Bytes
public import Captures
public import DissectTLS
internal import Dissection
internal import Exchanges
internal import Filters
internal import Flows
internal import PacketFields
internal import Packets
public import Printing
internal import Statistics

/// Takes the packets of a capture through all layers, in order, and hands on a row for each.
///
/// Owns all state of a run but the capture itself: two pipelines know nothing of one another.
/// The source stays outside because a packet's bytes are borrowed from it, and what is borrowed
/// from a part of a value forbids changing its other parts.
public struct Pipeline<Rows: RowSink & ~Copyable>: ~Copyable {
    var rows: Rows
    let options: PipelineOptions
    /// The keys of the run's TLS sessions.
    public let keyring: TLSKeyring
    var connections: ConnectionTable
    var datagrams: DatagramTable
    var defragmenter = Defragmenter()
    /// What rows of ARP and ICMP depend on.
    var network: NetworkState
    var message: Message
    var sink: MessageCollector
    var emitter: FieldEmitter
    var clock = PacketClock()
    /// Where the packets go whose rows are shown, if they are to be kept.
    private let copy: CaptureCopy?
    /// Whether anybody looks at more than the totals.
    let printsRows: Bool
    /// Whether rows show the info column.
    let writesInfo: Bool
    /// Whether rows want fields, be it only those of the layers below messages.
    let collectsFields: Bool
    /// What the table of connections says too; but to ask that for it copies the whole table
    /// (Swift 6.3), which is too much for each packet.
    let wantsConnectionDetails: Bool

    /// - Parameters:
    ///   - copy: takes the packets whose rows are shown.
    ///   - linkTypeName: what a link type is called whose packets are only listed.
    public init(
        rows: consuming Rows, options: PipelineOptions = PipelineOptions(),
        copy: CaptureCopy? = nil, linkTypeName: @escaping (UInt16) -> String? = { _ in nil }
    ) {
        network = NetworkState(linkTypeName: linkTypeName)
        let depth = rows.depth
        keyring = TLSKeyring(options.keyLog)
        let registry = Registry(Protocols.entries(keyring), overrides: options.decodeAs)
        var limits = FlowLimits()
        limits.connectionCountMax = options.connectionCountMax
        let wanted = depth >= .fields ? Protocols.fieldTable.ids.filter { rows.wants($0) } : []
        emitter = FieldEmitter(wanted: wanted, isTree: depth == .tree, options: options)
        message = Message(
            depth: depth, isRich: options.isRich, isRedacted: options.isRedacted,
            wantsInfo: rows.wantsInfo || rows.wantsSummaries,
            wantsLayers: emitter.wantsProtocols,
            wantsNotes: wanted.contains { Protocols.comesOfFollowing($0) })
        sink = MessageCollector(
            rows, wanted: wanted, marksNotes: options.isRich && depth >= .summary)
        collectsFields = depth >= .fields
        wantsConnectionDetails = emitter.wants(.tcp)
        connections = ConnectionTable(
            registry: registry, limits: limits, wantsDetails: wantsConnectionDetails)
        datagrams = DatagramTable(registry: registry, limits: limits)
        writesInfo = rows.wantsInfo
        printsRows = depth >= .summary
        self.copy = copy
        self.options = options
        self.rows = rows
    }

    /// What the run has seen so far.
    public var totals: RunTotals {
        RunTotals(
            packetCount: clock.number, messageCount: sink.messageCount,
            connectionCount: Int(connections.streamCount),
            evictedCount: connections.evictedCount + datagrams.evictedCount)
    }

    /// Writes out what is left.  Returns the `errno` of the write that failed, or 0.
    public mutating func finish() -> Int32 { rows.finish() }

    @inline(__always)
    private mutating func runAny<Source: CaptureSource & ~Copyable>(
        _ source: inout Source, watch: () -> Void
    ) throws(CaptureError) {
        var batch = PacketBatch()
        var window = PacketWindow()
        while try source.next(&batch) {
            watch()
            for secrets in source.takeSecrets() {
                copy?.append(secrets, from: source)
                guard secrets.type == CaptureMetadata.Secrets.tlsKeyLog else { continue }
                keyring.add(secrets.bytes.rawSpan)
            }
            let goesOn =
                connections.areNear
                ? takeInGroups(&source, &batch, &window) : takeInSteps(&source, &batch, &window)
            copy?.endBatch()
            guard rows.endBatch(), goesOn else { return }
        }
        connections.finish(into: &message, to: &sink)
    }

    /// Looks at some packets in one go, then takes them: quicker while there are so few connections
    /// that they stay in the second cache.  Returns false to stop.
    @inline(__always)
    private mutating func takeInGroups<Source: CaptureSource & ~Copyable>(
        _ source: inout Source, _ batch: inout PacketBatch, _ window: inout PacketWindow
    ) -> Bool {
        for start in stride(from: 0, to: batch.count, by: PacketWindow.groupCount) {
            let group = start..<min(start + PacketWindow.groupCount, batch.count)
            for index in group { decode(index, source, batch, &window) }
            connections.lookAhead(at: group, in: &window)
            for index in group {
                guard take(index, source, batch, &window) else { return false }
            }
        }
        return true
    }

    /// Looks at each packet some packets ahead of its turn.
    @inline(__always)
    private mutating func takeInSteps<Source: CaptureSource & ~Copyable>(
        _ source: inout Source, _ batch: inout PacketBatch, _ window: inout PacketWindow
    ) -> Bool {
        for ahead in 0..<(batch.count + PacketWindow.leadCount) {
            if ahead < batch.count {
                decode(ahead, source, batch, &window)
                let layers = PacketWindow.place(ahead)
                rows.prepare(window.layers[layers].source, window.layers[layers].destination)
            }
            connections.lookAhead(from: ahead, count: batch.count, in: &window)
            let index = ahead - PacketWindow.leadCount
            guard index < 0 || take(index, source, batch, &window) else { return false }
        }
        return true
    }

    @inline(__always)
    private mutating func decode<Source: CaptureSource & ~Copyable>(
        _ index: Int, _ source: borrowing Source, _ batch: borrowing PacketBatch,
        _ window: inout PacketWindow
    ) {
        let record = batch[index]
        let place = PacketWindow.place(index)
        PacketDecoder.decode(
            source.bytes(of: record), originalCount: record.originalCount,
            link: LinkType(number: record.linkType), into: &window.layers[place])
    }

    @inline(__always)
    private mutating func take<Source: CaptureSource & ~Copyable>(
        _ index: Int, _ source: borrowing Source, _ batch: borrowing PacketBatch,
        _ window: inout PacketWindow
    ) -> Bool {
        let record = batch[index]
        let place = PacketWindow.place(index)
        if emitter.isWanted { emitter.prepare(record, from: source) }
        let goesOn = take(
            source.bytes(of: record), record, &window.layers[place], window.tickets[place])
        guard let copy else { return goesOn }
        if rows.hasShownRow { write(record, from: source, to: copy) }
        return goesOn && copy.failure == nil
    }
}

// MARK: - Writing packets

extension Pipeline where Rows: ~Copyable {
    @inline(never)
    private func write<Source: CaptureSource & ~Copyable>(
        _ record: PacketRecord, from source: borrowing Source, to copy: CaptureCopy
    ) {
        guard copy.isRedacted else { return copy.append(record, from: source) }
        let erased = PayloadEraser.erase(
            source.bytes(of: record), originalCount: record.originalCount,
            linkType: record.linkType)
        copy.append(record, erased.rawSpan, from: source)
    }
}

// MARK: - Runs over sources

extension Pipeline where Rows: ~Copyable {
    /// Takes all packets of a source.  May be called for several sources, one behind the other.
    ///
    /// The specializations are those that must be fast: they are compiled for just these types,
    /// and chosen when the run begins.
    ///
    /// - Parameter watch: called now and then, for a progress bar.
    @_specialize(where Source == CaptureReader, Rows == SummaryPrinter)
    @_specialize(where Source == CaptureReader, Rows == NoRows)
    @_specialize(where Source == CaptureReader, Rows == FilteredRows<SummaryPrinter>)
    @_specialize(where Source == CaptureReader, Rows == FieldsPrinter)
    @_specialize(where Source == CaptureReader, Rows == FilteredRows<FieldsPrinter>)
    @_specialize(where Source == CaptureReader, Rows == NDJSONPrinter)
    @_specialize(where Source == RingCapture, Rows == SummaryPrinter)
    @_specialize(where Source == RingCapture, Rows == NoRows)
    @_specialize(where Source == CaptureReader, Rows == StatisticsRows)
    @_specialize(where Source == CaptureReader, Rows == ExchangeRows)
    public mutating func run<Source: CaptureSource & ~Copyable>(
        _ source: inout Source, watch: () -> Void = {}
    ) throws(CaptureError) {
        try runAny(&source, watch: watch)
    }
}
