internal import Bytes
public import Captures
internal import Dissection
internal import Flows
internal import Packets
public import Printing

/// Takes the packets of a capture through all layers, in order.
///
/// Owns all state of a run but the capture itself: two pipelines know nothing of one another.
/// The reader stays outside because a packet's bytes are borrowed from it, and what is borrowed
/// from a part of a value forbids changing its other parts.
public struct Pipeline: ~Copyable {
    private var printer: SummaryPrinter?
    private var flows: FlowTable
    private var message: Message
    private var sink = CountingSink()
    private var packetCount = 0
    private var firstTime: Int64 = 0
    private var previousTime: Int64 = 0

    /// - Parameter printer: nil to count only.
    public init(printer: consuming SummaryPrinter?) {
        message = Message(depth: printer == nil ? .counts : .summary)
        self.printer = printer
        flows = FlowTable(registry: Registry([]))
    }

    public var totals: Totals {
        Totals(
            packetCount: packetCount, flowCount: flows.count, messageCount: sink.messageCount)
    }

    public mutating func run(_ reader: inout CaptureReader) throws(CaptureError) {
        var record = PacketRecord()
        while try reader.next(&record) {
            guard take(reader.bytes(of: record), record) else { break }
        }
        _ = printer?.finish()
    }

    /// Takes one packet through all layers.  Returns false to stop.
    private mutating func take(_ bytes: RawSpan, _ record: borrowing PacketRecord) -> Bool {
        if packetCount == 0 { (firstTime, previousTime) = (record.time, record.time) }
        packetCount &+= 1
        var layers = PacketLayers()
        PacketDecoder.decode(
            bytes, originalCount: record.originalCount, link: LinkType(number: record.linkType),
            into: &layers)
        guard layers.transport == .tcp else { return true }
        let header = TCPHeader(bytes, layers)
        let segment = TCPSegment(
            header, length: Int(layers.payloadLength), number: packetCount, time: record.time)
        let (flow, side) = flows.find(layers)
        let report = flows.observe(segment, number: flow, side: side)
        let earlierMessages = sink.messageCount
        message.beginPacket()
        if layers.payloadCount > 0 {
            flows.receive(
                bytes.extracting(layers.payload), at: segment.sequence, number: flow, side: side,
                into: &message, to: &sink)
        }
        guard printer != nil else { return true }
        if sink.messageCount > earlierMessages { return print(record, bytes, layers, "?") }
        TCPSummary.append(header, layers, report, to: &message.info)
        if layers.payloadCount > 0 { message.info.append(" [TCP segment of a reassembled PDU]") }
        return print(record, bytes, layers, "TCP")
    }

    private mutating func print(
        _ record: borrowing PacketRecord, _ bytes: RawSpan, _ layers: borrowing PacketLayers,
        _ protocolName: ProtocolName
    ) -> Bool {
        let line = PacketLine(
            number: packetCount, time: record.time, firstTime: firstTime,
            previousTime: previousTime, timeDigits: record.timeDigits,
            byteCount: record.originalCount, protocolName: protocolName)
        previousTime = record.time
        return printer?.print(line, layers, packet: bytes, info: message.info) ?? true
    }
}

/// What a run has seen.
public struct Totals: Sendable {
    public var packetCount = 0
    public var flowCount = 0
    public var messageCount = 0
}
