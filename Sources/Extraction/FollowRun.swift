public import Analysis
internal import Bytes
public import Captures
internal import DissectTLS
internal import Dissection
internal import Flows
internal import Packets

/// Takes the packets of a capture to one conversation, whose bytes are shown in order.
///
/// Numbers conversations as a ``Pipeline`` does, and reads no other than the one that is followed.
public struct FollowRun: ~Copyable {
    private let stream: FollowedStream
    private let options: PipelineOptions
    private let printer: FollowPrinter
    private let keyring: TLSKeyring
    private var connections: ConnectionTable
    private var datagrams: DatagramTable
    private var defragmenter = Defragmenter()
    private var message = Message(depth: .counts, followsStreams: true)
    private var sink: FollowSink
    private var number = 0
    /// Whether a packet of the conversation has come.
    public private(set) var isFound = false

    public init(
        _ stream: FollowedStream, _ printer: FollowPrinter,
        options: PipelineOptions = PipelineOptions()
    ) {
        self.stream = stream
        self.options = options
        self.printer = printer
        keyring = TLSKeyring(options.keyLog)
        let registry = Registry(Protocols.entries(keyring), overrides: options.decodeAs)
        var limits = FlowLimits()
        limits.connectionCountMax = options.connectionCountMax
        connections = ConnectionTable(registry: registry, limits: limits)
        datagrams = DatagramTable(registry: registry, limits: limits)
        sink = FollowSink(printer, number: stream.number)
    }

    /// How many conversations of the transport there were.
    public var streamCount: Int {
        switch stream.transport {
        case .tcp: Int(connections.streamCount)
        case .udp: Int(datagrams.streamCount)
        }
    }

    public mutating func run<Source: CaptureSource & ~Copyable>(
        _ source: inout Source, watch: () -> Void = {}
    ) throws(CaptureError) {
        defer { finish() }
        var batch = PacketBatch()
        var layers = PacketLayers()
        while try source.next(&batch) {
            watch()
            for secrets in source.takeSecrets()
            where secrets.type == CaptureMetadata.Secrets.tlsKeyLog {
                keyring.add(secrets.bytes.rawSpan)
            }
            for index in 0..<batch.count {
                let record = batch[index]
                PacketDecoder.decode(
                    source.bytes(of: record), originalCount: record.originalCount,
                    link: LinkType(number: record.linkType), into: &layers)
                take(source.bytes(of: record), record, &layers)
                if printer.hasFailed || number == options.packetCountMax { return }
            }
        }
    }

    private mutating func finish() {
        if stream.transport == .tcp { connections.finish(into: &message, to: &sink) }
        sink.release()
        if isFound { printer.finish() }
    }
}

// MARK: - Packets

extension FollowRun {
    private mutating func take(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: inout PacketLayers
    ) {
        number += 1
        guard layers.flags.contains(.fragment), defragmenter.receive(bytes, into: &layers) else {
            return takeTransport(bytes, record, &layers)
        }
        let whole = defragmenter.datagram
        takeTransport(whole.rawSpan, record, &layers)
    }

    private mutating func takeTransport(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: inout PacketLayers
    ) {
        switch layers.transport {
        case .tcp: takeSegment(bytes, record, &layers)
        case .brokenTCP:
            let header = TCPHeader(bytes, layers)
            let broken = BrokenSegment(header, layers, number: number, time: record.time)
            _ = connections.observe(broken, connections.ticket(for: layers))
        case .udp: takeDatagram(bytes, record, layers)
        default: break
        }
    }

    private mutating func takeSegment(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: inout PacketLayers
    ) {
        let header = TCPHeader(bytes, layers)
        let segment = TCPSegment(
            header, length: Int(layers.payloadLength), number: number, time: record.time)
        var report = TCPReport()
        connections.observe(segment, connections.ticket(for: layers), into: &report)
        guard stream == FollowedStream(.tcp, report.stream) else { return }
        begin(layers, record)
        let isBad = options.checksTCPChecksums && ChecksumVerdict(bytes, layers) == .bad
        if isBad { return }
        sink.isTurn = true
        message.beginPacket(number: number, time: record.time)
        if layers.payloadCount > 0 {
            printer.learn(connections.sender(of: report.place))
            _ = connections.receive(
                bytes.extracting(layers.payload), segment, report.place, into: &message, to: &sink)
        }
        if header.flags.contains(.fin) {
            connections.close(segment, report.place, into: &message, to: &sink)
        }
        sink.isTurn = false
    }

    private mutating func takeDatagram(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: borrowing PacketLayers
    ) {
        let report = datagrams.observe(layers, time: record.time)
        guard stream == FollowedStream(.udp, report.stream) else { return }
        begin(layers, record)
        printer.learn(report.sender)
        if layers.payloadCount > 0 {
            printer.append(bytes.extracting(layers.payload), from: report.sender)
        }
        let missing = Int(layers.payloadLength) - Int(layers.payloadCount)
        if missing > 0 { printer.append(missing: missing, from: report.sender) }
    }

    private mutating func begin(_ layers: borrowing PacketLayers, _ record: PacketRecord) {
        printer.begin(layers, packet: number, time: record.time)
        isFound = true
    }
}
