internal import Bytes
public import Captures
internal import Dissection
internal import Flows
internal import Packets
public import Printing

/// Takes the packets of a capture through all layers, in order.
///
/// Owns all state of a run but the capture itself: two pipelines know nothing of one another.
/// The source stays outside because a packet's bytes are borrowed from it, and what is borrowed
/// from a part of a value forbids changing its other parts.
public struct Pipeline<Rows: RowSink & ~Copyable>: ~Copyable {
    private var rows: Rows
    private let options: PipelineOptions
    private var connections: ConnectionTable
    private var message: Message
    private var sink = CountingSink()
    private var packetCount = 0
    private var firstTime: Int64 = 0
    private var previousTime: Int64 = 0

    public init(rows: consuming Rows, options: PipelineOptions) {
        message = Message(depth: rows.depth)
        self.rows = rows
        self.options = options
        connections = ConnectionTable(registry: Registry([]))
    }

    public mutating func run(_ source: inout CaptureReader) throws(CaptureError) {
        try runAny(&source)
    }

    private mutating func runAny<Source: CaptureSource & ~Copyable>(
        _ source: inout Source
    ) throws(CaptureError) {
        var batch = PacketBatch()
        var window = PacketWindow()
        while try source.next(&batch) {
            for index in 0..<batch.count {
                let record = batch[index]
                PacketDecoder.decode(
                    source.bytes(of: record), originalCount: record.originalCount,
                    link: LinkType(number: record.linkType),
                    into: &window.layers[index])
                if window.layers[index].transport == .tcp {
                    window.tickets[index] = connections.ticket(for: window.layers[index])
                }
            }
            for index in 0..<batch.count where window.layers[index].transport == .tcp {
                connections.prefetch(window.tickets[index])
            }
            for index in 0..<batch.count {
                if index + PacketWindow.lead < batch.count {
                    connections.prefetchRest(window.tickets[index + PacketWindow.lead])
                }
                let record = batch[index]
                guard
                    take(
                        source.bytes(of: record), record, &window.layers[index],
                        window.tickets[index])
                else { return }
            }
        }
    }

    /// Writes out the rows so far, so that a message about what comes next stands behind them.
    public mutating func flushRows() -> Int32 { rows.finish() }

    /// Call after the run, also after one that failed.  Returns the `errno` of a failed write.
    public mutating func finish() -> Int32 {
        connections.finish(into: &message, to: &sink)
        return rows.finish()
    }

    /// Takes one packet through all layers.  Returns false to stop.
    @inline(__always)
    private mutating func take(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: inout PacketLayers, _ ticket: FlowTicket
    ) -> Bool {
        if packetCount == options.packetCountMax { return false }
        if packetCount == 0 { (firstTime, previousTime) = (record.time, record.time) }
        packetCount &+= 1
        guard layers.transport == .tcp else { return true }
        let header = TCPHeader(bytes, layers)
        let segment = TCPSegment(
            header, length: Int(layers.payloadLength), number: packetCount, time: record.time)
        let report = connections.observe(segment, layers, ticket)
        let earlierMessages = sink.messageCount
        message.beginPacket()
        var outcome = StreamOutcome.none
        if layers.payloadCount > 0 {
            outcome = connections.receive(
                bytes.extracting(layers.payload), segment, report, into: &message, to: &sink)
        }
        guard rows.depth > .counts else { return true }
        if sink.messageCount > earlierMessages { return print(record, bytes, layers, "?") }
        TCPSummary.append(header, layers, report, to: &message.info)
        if outcome == .segment { message.info.append(" [TCP segment of a reassembled PDU]") }
        return print(record, bytes, layers, "TCP")
    }

    private mutating func print(
        _ record: borrowing PacketRecord, _ bytes: RawSpan, _ layers: borrowing PacketLayers,
        _ protocolName: StaticString
    ) -> Bool {
        let line = PacketLine(
            number: packetCount, time: record.time, firstTime: firstTime,
            previousTime: previousTime, timeDigits: record.timeDigits,
            byteCount: record.originalCount, protocolName: protocolName)
        previousTime = record.time
        return rows.print(line, layers, packet: bytes, info: message.info)
    }
}
