internal import Bytes
internal import Captures
internal import Dissection
internal import Flows
internal import PacketFields
internal import Packets
internal import Printing

extension Pipeline where Rows: ~Copyable {
    /// How long an info column may be, as in tshark.
    private static var infoByteCountMax: Int { 4095 }

    /// Takes one packet through all layers.  Returns false to stop.
    @inline(__always)
    mutating func take(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: inout PacketLayers, _ ticket: FlowTicket
    ) -> Bool {
        clock.tick(record.time)
        sink.beginPacket()
        let goesOn: Bool
        switch layers.transport {
        case .tcp: goesOn = takeSegment(bytes, record, layers, ticket)
        case .udp: goesOn = takeDatagram(bytes, record, layers)
        default: goesOn = takeOther(bytes, record, &layers)
        }
        return goesOn && clock.number != options.packetCountMax
    }

    @inline(__always)
    private mutating func takeSegment(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: borrowing PacketLayers,
        _ ticket: FlowTicket
    ) -> Bool {
        let header = TCPHeader(bytes, layers)
        let segment = TCPSegment(
            header, length: Int(layers.payloadLength), number: clock.number, time: record.time,
            addsUpSelectiveAck: collectsFields)
        let report = connections.observe(segment, layers, ticket)
        message.beginPacket(number: clock.number, time: record.time)
        var outcome = StreamOutcome.none
        if layers.payloadCount > 0 {
            outcome = connections.receive(
                bytes.extracting(layers.payload), segment, report, into: &message, to: &sink)
        }
        guard printsRows else { return true }
        if collectsFields { addFields(bytes, record, layers, segment, report, outcome) }
        let tint = RowTint(header.flags, report.findings)
        if message.messageCount > 0 {
            return printMessages(bytes, record, layers, report, tint)
        }
        if outcome == .segment, message.isRowClaimed {
            TCPSummary.appendFindings(report, to: &message.info)
            message.info.append("[TCP segment of a reassembled PDU]")
            return print(bytes, record, layers, "TCP", tint: tint)
        }
        TCPSummary.append(header, layers, report, to: &message.info)
        if outcome == .segment { message.info.append(" [TCP segment of a reassembled PDU]") }
        return print(bytes, record, layers, "TCP", tint: tint)
    }

    private mutating func printMessages(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: borrowing PacketLayers,
        _ report: TCPReport, _ tint: RowTint
    ) -> Bool {
        let name = ProtocolName(message.place.protocolName)
        if report.findings.isEmpty { return print(bytes, record, layers, name, tint: tint) }
        var findings = TextBuffer(capacity: 256)
        TCPSummary.appendFindings(report, to: &findings)
        message.info.insert(inFront: findings.bytes)
        return print(bytes, record, layers, name, tint: tint)
    }

    private mutating func takeDatagram(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: borrowing PacketLayers
    ) -> Bool {
        let report = datagrams.observe(layers, time: record.time)
        message.beginPacket(number: clock.number, time: record.time)
        if layers.payloadCount > 0 {
            let datagram = Datagram(
                sender: report.sender, sourcePort: layers.sourcePort,
                destinationPort: layers.destinationPort, packetNumber: clock.number,
                time: record.time, originalCount: Int(layers.payloadLength))
            let isRead = datagrams.receive(
                bytes.extracting(layers.payload), datagram, report, into: &message, to: &sink)
            if isRead {
                guard printsRows else { return true }
                if collectsFields { addFields(bytes, record, layers, report) }
                return print(bytes, record, layers, ProtocolName(message.place.protocolName))
            }
        }
        if collectsFields { addFields(bytes, record, layers, report) }
        return takeRest(bytes, record, layers)
    }

    /// Packets that are neither segments nor datagrams, or not yet.
    @inline(never)
    private mutating func takeOther(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: inout PacketLayers
    ) -> Bool {
        if layers.flags.contains(.fragment), defragmenter.receive(bytes, into: &layers) {
            let whole = defragmenter.datagram
            switch layers.transport {
            case .tcp:
                let ticket = connections.ticket(for: &layers)
                return takeSegment(whole.rawSpan, record, layers, ticket)
            case .udp: return takeDatagram(whole.rawSpan, record, layers)
            default:
                return takeStranger(whole.rawSpan, record, layers)
            }
        }
        return takeStranger(bytes, record, layers)
    }

    private mutating func takeStranger(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: borrowing PacketLayers
    ) -> Bool {
        message.beginPacket(number: clock.number, time: record.time)
        if collectsFields { addFields(bytes, layers, PacketFacts(clock, record)) }
        return takeRest(bytes, record, layers)
    }

    /// Packets of which nothing more is read than what their row says.
    private mutating func takeRest(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: borrowing PacketLayers
    ) -> Bool {
        guard printsRows else { return true }
        let context = PacketContext(
            number: clock.number, originalCount: record.originalCount, linkType: record.linkType)
        let name = NetworkSummary.append(bytes, layers, context, &network, to: &message.info)
        return print(bytes, record, layers, name)
    }

    @inline(__always)
    private mutating func print(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: borrowing PacketLayers,
        _ protocolName: ProtocolName, tint: RowTint = .plain
    ) -> Bool {
        if message.info.count > Self.infoByteCountMax {
            message.info.truncate(toCharacterBefore: Self.infoByteCountMax)
        }
        if !sink.rules.isEmpty { markNotes() }
        let line = PacketLine(
            number: clock.number, time: record.time, firstTime: clock.first,
            previousTime: clock.previous, hasTime: record.hasTime, timeDigits: record.timeDigits,
            byteCount: record.originalCount, protocolName: protocolName, tint: tint)
        return rows.print(line, layers, packet: bytes, info: message.info)
    }
}

// MARK: - Notes

extension Pipeline where Rows: ~Copyable {
    /// Names the rules of the packet's notes at the end of its info column.
    @inline(never)
    private mutating func markNotes() {
        for index in sink.rules.indices {
            message.info.append(index == 0 ? " [note: " : ", ")
            message.info.append(sink.rules[index])
        }
        message.info.append("]")
    }
}

// MARK: - Fields

extension Pipeline where Rows: ~Copyable {
    @inline(never)
    private mutating func addFields(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, _ facts: consuming PacketFacts
    ) {
        if message.messageCount > 0 {
            facts.upperProtocols = [UInt8(ascii: ":")]
            facts.upperProtocols += message.place.protocolName.description.lowercased().utf8
        }
        emitter.emit(bytes, layers, facts, to: &rows)
        sink.pass(to: &rows)
    }

    private mutating func addFields(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: borrowing PacketLayers,
        _ segment: TCPSegment, _ report: TCPReport, _ outcome: StreamOutcome
    ) {
        var facts = PacketFacts(clock, record)
        facts.segment = segment
        facts.report = report
        facts.details = connections.lastDetails
        if outcome == .unread { facts.upperProtocols = Array(":data".utf8) }
        addFields(bytes, layers, facts)
    }

    private mutating func addFields(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: borrowing PacketLayers,
        _ report: DatagramReport
    ) {
        var facts = PacketFacts(clock, record)
        facts.conversation = .init(
            number: Int(report.stream), timeSinceFirst: report.timeRelative,
            timeSincePrevious: report.timeDelta)
        addFields(bytes, layers, facts)
    }
}
