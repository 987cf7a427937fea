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
            addsUpSelectiveAck: wantsConnectionDetails)
        var report = TCPReport()
        connections.observe(segment, ticket, into: &report)
        let checksum = options.checksTCPChecksums ? ChecksumVerdict(bytes, layers) : .none
        message.beginPacket(number: clock.number, time: record.time)
        var outcome = StreamOutcome.none
        if layers.payloadCount > 0 {
            let payload = bytes.extracting(layers.payload)
            outcome =
                checksum == .bad
                ? connections.receiveAlone(
                    payload, segment, report.place, into: &message, to: &sink)
                : connections.receive(payload, segment, report.place, into: &message, to: &sink)
        }
        if header.flags.contains(.fin), checksum != .bad {
            connections.close(segment, report.place, into: &message, to: &sink)
        }
        guard printsRows else { return true }
        if emitter.isWanted {
            addFields(
                bytes, record, layers, segment, report, outcome,
                TCPAnalysisFields.Reach(header.options))
        } else if collectsFields {
            sink.pass(to: &rows)
        }
        var marks = RowMarks(header.flags, report.findings)
        marks.carriesData = outcome == .unread
        guard writesInfo else {
            let isRead = message.messageCount > 0
            let name = isRead ? ProtocolName(message.rowProtocolName) : "TCP"
            return print(bytes, record, layers, name, marks: marks, stream: Int(report.stream))
        }
        if message.messageCount > 0 {
            // A message without words leaves the column to the segment, as tshark's do.
            if message.info.isEmpty {
                TCPSummary.append(header, layers, report, to: &message.info)
            } else {
                insertFindings(report)
                if message.rowMark != nil { appendRowMark() }
            }
            let name = ProtocolName(message.rowProtocolName)
            return print(bytes, record, layers, name, marks: marks, stream: Int(report.stream))
        }
        if outcome == .segment, message.isRowClaimed {
            insertFindings(report)
            if !message.info.isEmpty { message.info.append(" ") }
            message.info.append("[TCP segment of a reassembled PDU]")
            return print(bytes, record, layers, "TCP", marks: marks, stream: Int(report.stream))
        }
        TCPSummary.append(header, layers, report, checksum, to: &message.info)
        if outcome == .segment {
            message.info.append(" [TCP segment of a reassembled PDU]")
        } else if message.rowMark != nil {
            appendRowMark()
        } else if outcome == .unread, layers.payloadCount < layers.payloadLength {
            TCPSummary.appendCutPayload(layers, to: &message.info)
        }
        return print(bytes, record, layers, "TCP", marks: marks, stream: Int(report.stream))
    }

    @inline(never)
    private mutating func appendRowMark() {
        if let mark = message.rowMark { message.info.append(mark) }
    }

    /// Puts what is found about the segment in front of what its messages say.
    private mutating func insertFindings(_ report: TCPReport) {
        guard !report.findings.isEmpty else { return }
        var findings = TextBuffer(capacity: 256)
        TCPSummary.appendFindings(report, to: &findings)
        if message.isSummaryJoined { findings.append(", ") }
        message.info.insert(inFront: findings.bytes)
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
                return print(
                    bytes, record, layers, ProtocolName(message.rowProtocolName),
                    stream: Int(report.stream))
            }
        }
        if collectsFields { addFields(bytes, record, layers, report) }
        var marks = RowMarks()
        marks.carriesData = layers.payloadCount > 0
        return takeRest(bytes, record, layers, marks: marks, stream: Int(report.stream))
    }

    /// Packets that are neither segments nor datagrams, or not yet.
    @inline(never)
    private mutating func takeOther(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: inout PacketLayers
    ) -> Bool {
        if options.checksIPChecksums, layers.flags.contains(.fragment),
            ChecksumVerdict.isBadFragment(bytes, layers)
        {
            PacketDecoder.readLone(bytes, into: &layers)
            if layers.transport == .udp { return takeDatagram(bytes, record, layers) }
        }
        let payloadOffset = Int(layers.transportOffset)
        if layers.flags.contains(.fragment), defragmenter.receive(bytes, into: &layers) {
            let whole = defragmenter.datagram
            let isIPv6 =
                Int(layers.networkOffset) < bytes.byteCount
                && bytes.byte(at: Int(layers.networkOffset)) >> 4 == 6
            rows.reassemble(
                bytes, isIPv6 ? "Reassembled IPv6" : "Reassembled IPv4", from: payloadOffset)
            switch layers.transport {
            case .tcp:
                let ticket = connections.ticket(for: layers)
                return takeSegment(whole.rawSpan, record, layers, ticket)
            case .udp: return takeDatagram(whole.rawSpan, record, layers)
            case .brokenTCP: return takeBroken(whole.rawSpan, record, &layers)
            default:
                return takeStranger(whole.rawSpan, record, layers)
            }
        }
        if layers.transport == .brokenTCP { return takeBroken(bytes, record, &layers) }
        return takeStranger(bytes, record, layers)
    }

    /// Segments whose header is not whole.
    private mutating func takeBroken(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: inout PacketLayers
    ) -> Bool {
        let header = TCPHeader(bytes, layers)
        let broken = BrokenSegment(header, layers, number: clock.number, time: record.time)
        let report = connections.observe(broken, connections.ticket(for: layers))
        message.beginPacket(number: clock.number, time: record.time)
        guard printsRows else { return true }
        if collectsFields {
            addFields(
                bytes, record, layers, broken.segment, report, .none,
                TCPAnalysisFields.Reach(broken: header, layers))
        }
        TCPSummary.appendBroken(bytes, layers, report, to: &message.info)
        return print(
            bytes, record, layers, "TCP", marks: RowMarks(header.flags, report.findings),
            stream: Int(report.stream))
    }

    private mutating func takeStranger(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: borrowing PacketLayers
    ) -> Bool {
        message.beginPacket(number: clock.number, time: record.time)
        if collectsFields {
            var facts = PacketFacts(clock, record)
            facts.quotedStream = quotedStream(bytes, layers, time: record.time)
            readQuoted(bytes, layers, time: record.time)
            addFields(bytes, layers, facts)
        }
        return takeRest(bytes, record, layers)
    }

    /// Has the fields of a datagram collected that an error quotes, as those of the packet.
    private mutating func readQuoted(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, time: Int64
    ) {
        guard let quoted = QuotedPacket.layers(in: bytes, of: layers), quoted.transport == .udp,
            quoted.payloadCount > 0
        else { return }
        let datagram = Datagram(
            sender: .client, sourcePort: quoted.sourcePort,
            destinationPort: quoted.destinationPort, packetNumber: clock.number, time: time,
            originalCount: Int(quoted.payloadLength))
        sink.isQuoting = true
        datagrams.readQuoted(
            bytes.extracting(quoted.payload), datagram, into: &message, to: &sink)
        sink.isQuoting = false
        // It has no row.
        message.beginPacket(number: clock.number, time: time)
    }

    /// The number of the conversation that an ICMP error is about, which begins here if it was
    /// never seen: the numbers of all later ones depend on it.
    private mutating func quotedStream(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, time: Int64
    ) -> UInt32? {
        guard let quoted = QuotedPacket.layers(in: bytes, of: layers) else { return nil }
        switch quoted.transport {
        case .udp: return datagrams.observe(quoted, time: time).stream
        case .tcp, .brokenTCP:
            return connections.stream(of: connections.ticket(for: quoted), time: time)
        default: return nil
        }
    }

    /// Packets of which nothing more is read than what their row says.
    private mutating func takeRest(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: borrowing PacketLayers,
        marks: RowMarks = RowMarks(), stream: Int = -1
    ) -> Bool {
        guard printsRows else { return true }
        let context = PacketContext(
            number: clock.number, originalCount: record.originalCount, linkType: record.linkType)
        let name = NetworkSummary.append(bytes, layers, context, &network, to: &message.info)
        if options.checksUDPChecksums, layers.transport == .udp,
            ChecksumVerdict(bytes, layers) == .bad
        {
            message.info.append(" [UDP CHECKSUM INCORRECT]")
        }
        if message.rowMark != nil { appendRowMark() }
        return print(bytes, record, layers, name, marks: marks, stream: stream)
    }

    @inline(__always)
    private mutating func print(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: borrowing PacketLayers,
        _ protocolName: ProtocolName, marks: RowMarks = RowMarks(), stream: Int = -1
    ) -> Bool {
        if message.info.count > Self.infoByteCountMax {
            message.info.truncate(toCharacterBefore: Self.infoByteCountMax)
        }
        if !sink.rules.isEmpty { markNotes() }
        let line = PacketLine(
            number: clock.number, time: record.time, firstTime: clock.first,
            previousTime: clock.previous, hasTime: record.hasTime, timeDigits: record.timeDigits,
            byteCount: record.originalCount, protocolName: protocolName, tint: marks.tint,
            findings: marks.findings, carriesData: marks.carriesData, stream: stream)
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
        if emitter.wantsProtocols, message.messageCount > 0 || !message.layers.isEmpty {
            facts.upperProtocols = UpperLayers.names(of: message)
        }
        facts.reassemblies = message.reassemblies
        emitter.emit(bytes, layers, facts, to: &rows)
        sink.pass(to: &rows)
    }

    private mutating func addFields(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: borrowing PacketLayers,
        _ segment: TCPSegment, _ report: TCPReport, _ outcome: StreamOutcome,
        _ reach: TCPAnalysisFields.Reach
    ) {
        var facts = PacketFacts(clock, record)
        facts.segment = segment
        facts.report = report
        facts.details = connections.lastDetails
        facts.reach = reach
        if outcome == .unread { facts.upperProtocols = Array(":data".utf8) }
        addFields(bytes, layers, facts)
    }

    private mutating func addFields(
        _ bytes: RawSpan, _ record: PacketRecord, _ layers: borrowing PacketLayers,
        _ report: DatagramReport
    ) {
        guard emitter.isWanted else { return sink.pass(to: &rows) }
        var facts = PacketFacts(clock, record)
        facts.conversation = .init(
            number: Int(report.stream), timeSinceFirst: report.timeRelative,
            timeSincePrevious: report.timeDelta)
        addFields(bytes, layers, facts)
    }
}

/// What is said of a segment besides its text.
struct RowMarks: BitwiseCopyable {
    var tint = RowTint.plain
    var findings = TCPFindings()
    var carriesData = false

    init() {}

    @inline(__always)
    init(_ flags: TCPFlags, _ findings: TCPFindings) {
        tint = RowTint(flags, findings)
        self.findings = findings
    }
}
