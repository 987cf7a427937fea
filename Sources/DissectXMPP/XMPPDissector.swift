public import Bytes
public import Dissection
internal import Inflation

/// XMPP (RFC 6120, 6121 and 7395): streams of XML, and what holds their stanzas elsewhere.
///
/// A message is an element below the stream's, one of the stream's own tags, or an XML declaration.
/// Where it ends its tags tell, so whatever is wrong inside of it is a note, and the next one is
/// read.  White space between them is part of the next; alone in a packet it keeps the connection
/// alive.
public struct XMPPDissector: StreamDissector {
    public static let name: StaticString = "XMPP/XML"
    public static var resumesBehindCut: Bool { true }

    /// Children of an iq that the list names; none of this world has as many.
    static var childShownMax: Int { 16 }

    /// White space in front of a connection's first tag: more of it is none of a stream's.
    static var leadingSpaceMax: Int { 1024 }

    var sides: InlineArray<2, XMPPSide> = [XMPPSide(), XMPPSide()]
    var session = XMPPSession()
    private var hasRead = false
    /// Made when somebody wants fields.
    private var reader: XMLReader?

    public init() {}

    public mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let side = delivery.sender.index
        let start = input.offset
        sides[side].isCut = delivery.end.contains(.cut)
        guard !input.isAtEnd else { return .needMore(byteCount: 1) }
        if sides[side].isLeft { return .handOver }
        if session.isCompressed {
            return try readCompressed(&input, delivery.sender, into: &message)
        }
        var rest = input
        let bytes = try rest.readSpan(count: input.remaining)
        if bytes.byte(at: 0).isXMLSpace {
            return try readSpace(&input, bytes, delivery, into: &message)
        }
        if session.mayBeginTLS(bytes) {
            sides[side].isLeft = true
            return .handOver
        }
        if !hasRead, let step = try begin(bytes, at: start) { return step }
        guard bytes.byte(at: 0) == 0x3C else { throw .malformed(.notXML, offset: start) }
        guard let count = try scan(bytes, side, at: start) else {
            if delivery.end.contains(.cut) {
                return try readCut(&input, bytes, delivery.sender, into: &message)
            }
            return .needMore(byteCount: bytes.byteCount + 1)
        }
        let place = StreamRange(offset: start, count: count)
        let item = XMPPItem(sides[side].scan, delivery.sender, place)
        sides[side].scan = XMPPScan()
        try input.skip(count)
        hasRead = true
        read(item, bytes.extracting(first: count), into: &message)
        return .message
    }

    private mutating func scan(
        _ bytes: RawSpan, _ side: Int, at start: Int
    ) throws(ParseError) -> Int? {
        do throws(ParseError) {
            return try sides[side].scan.scan(bytes)
        } catch {
            sides[side].scan = XMPPScan()
            guard case .malformed(let defect, _) = error else { throw error }
            throw .malformed(defect, offset: start)
        }
    }

    public mutating func recover(from disruption: Disruption, sender: Endpoint) -> Recovery {
        sides[sender.index].scan = XMPPScan()
        session.loseTrack()
        if sides[sender.index].isCut, !sides[sender.index].isLeft, !session.isCompressed {
            // A packet is where a message begins, most times.
            sides[sender.index].isCut = false
            return .resume
        }
        return sides[sender.index].isLeft || session.isCompressed ? .abandon : .search
    }

    /// What comes after `<proceed/>`: TLS, and in that XMPP again; what was compressed is XMPP.
    public func successor() -> Successor {
        if session.isCompressed { return Successor(dissector: XMPPDissector()) }
        return Successor("tls", carrying: "xmpp", asksPort: false)
    }
}

/// What is known of what one end sends.
struct XMPPSide {
    /// How far the message is known that has begun.
    var scan = XMPPScan()
    /// Whether the end has gone over to another protocol.
    var isLeft = false
    /// The packet that the stream's tag came with, which tshark takes all behind it to be a part of.
    var streamPacket = -1
    var inflater: Inflater?
    /// Whether the capture has no more than the beginning of the packet that came last.
    var isCut = false
}

// MARK: - Between messages

extension XMPPDissector {
    /// Passes over white space.  Alone in a packet it is a message of its own (RFC 6120, section
    /// 4.6.1), and so is what comes behind a message, since nothing else may follow.
    private mutating func readSpace(
        _ input: inout ByteCursor, _ bytes: RawSpan, _ delivery: Delivery,
        into message: inout Message
    ) throws(ParseError) -> Step {
        let count = bytes.endOfXMLSpace()
        guard count == bytes.byteCount else {
            try input.skip(count)
            return .consumed
        }
        guard hasRead else {
            guard count <= Self.leadingSpaceMax else {
                throw .malformed(.notXML, offset: input.offset)
            }
            return .needMore(byteCount: count + 1)
        }
        try input.skip(count)
        message.type = MessageType(UInt16(XMPPKind.keepalive.rawValue))
        guard !message.followsSummary, message.depth > .counts else { return .message }
        message.use(protocolName: "XMPP")
        if message.wantsSummary { message.info.append(XMPPKind.keepalive.words) }
        if message.depth >= .fields { message.add(.xmpp, .present, 0) }
        return .message
    }

    /// Refuses a connection whose first bytes are no XML.
    ///
    /// - Returns: what to wait for while there are too few bytes to tell.
    private func begin(_ bytes: RawSpan, at start: Int) throws(ParseError) -> Step? {
        guard bytes.byte(at: 0) == 0x3C else { throw .malformed(.notXML, offset: start) }
        guard bytes.byteCount > 1 else { return .needMore(byteCount: 2) }
        let next = bytes.byte(at: 1)
        guard next.beginsXMLName || next == 0x3F else {
            throw .malformed(.notXML, offset: start)
        }
        return nil
    }

    // MARK: - A whole message

    private mutating func read(_ item: XMPPItem, _ bytes: RawSpan, into message: inout Message) {
        message.type = MessageType(UInt16(item.kind.rawValue))
        observeHandOver(item)
        guard message.depth > .counts else { return }
        let head = XMPPHead(bytes, from: item.name.upperBound, to: item.headEnd)
        if item.isBroken {
            message.notes.append(Note("xmpp.not-well-formed", .error, at: item.place))
        }
        if message.wantsSummary { summarize(item, head, bytes, &message) }
        if message.wantsNotes { observe(item, head, bytes, &message) }
        if item.kind == .streamOpen {
            sides[item.sender.index].streamPacket = message.packetNumber
        }
    }

    /// What is told of a message to whoever looks at more than the plain list.
    private mutating func observe(
        _ item: XMPPItem, _ head: XMPPHead, _ bytes: RawSpan, _ message: inout Message
    ) {
        let request = session.observe(item, head, bytes, &message)
        let (elapsed, _) = message.time.subtractingReportingOverflow(request?.time ?? 0)
        if message.isRich, message.wantsSummary {
            message.appendRich(item, head, bytes)
            if request != nil { message.appendRich(latency: elapsed) }
        }
        guard message.depth >= .fields else { return }
        addFields(item, bytes, &message)
        guard let request else { return }
        message.add(.responseTo, .number(UInt64(clamping: request.packet)), 1)
        message.add(.ownResponseTime, .duration(elapsed), 1)
    }

    /// Reads as much of a message as the capture has: its name, and whom it is from and for.
    private mutating func readCut(
        _ input: inout ByteCursor, _ bytes: RawSpan, _ sender: Endpoint,
        into message: inout Message
    ) throws(ParseError) -> Step {
        let place = StreamRange(offset: input.offset, count: bytes.byteCount)
        sides[sender.index].scan = XMPPScan()
        try input.skip(bytes.byteCount)
        hasRead = true
        let item = XMPPItem(beginning: bytes, sender, place)
        message.type = MessageType(UInt16((item?.kind ?? .unknown).rawValue))
        guard message.depth > .counts else { return .message }
        if message.wantsSummary {
            if let item {
                let head = XMPPHead(bytes, from: item.name.upperBound, to: item.headEnd)
                summarize(item, head, bytes, &message)
            } else {
                message.beginXMPPSummary("")
            }
            message.info.append(message.cutWords)
        }
        message.notes.append(Note("xmpp.cut-short", .warning, .cutShort, at: place))
        if message.depth >= .fields { message.add(.xmpp, .present, 0) }
        return .message
    }

    private mutating func observeHandOver(_ item: XMPPItem) {
        switch item.kind {
        case .starttls: session.asksForTLS = true
        case .compressed: session.isCompressed = true
        case .proceed where session.asksForTLS || item.sender == .server:
            for side in 0..<2 { sides[side].isLeft = true }
        default: break
        }
    }

    private mutating func addFields(
        _ item: XMPPItem, _ bytes: RawSpan, _ message: inout Message
    ) {
        guard item.kind != .boshEnd else { return }
        message.add(.xmpp, .present, 0)
        message.add(item.sender == .client ? .isOut : .isIn, .flag(true), 1)
        if item.kind == .streamEnd { return message.add(.streamEnd, .present, 1) }
        if item.kind == .xmlDeclaration { return addVersion(item, bytes, &message) }
        guard item.headEnd > 0 else { return }
        let reader = reader ?? XMLReader()
        self.reader = reader
        let isWhole = !item.kind.isWrapper || item.headEnd == bytes.byteCount && item.isEmpty(bytes)
        reader.read(bytes, isWhole: isWhole)
        let tree = reader.take()
        note(tree, item, &message)
        guard !tree.elements.isEmpty else { return }
        var writer = XMPPFieldWriter(tree, into: &message)
        writer.write(item, isInStream: isInStream(item, message), into: &message)
        writer.writeExtensions(item.kind, &message)
        if item.kind.isOfSASL { writer.writeSASL(item, &session.mechanism, &message) }
        reader.giveBack(writer.tree)
    }

    private func isInStream(_ item: XMPPItem, _ message: borrowing Message) -> Bool {
        sides[item.sender.index].streamPacket == message.packetNumber && message.packetNumber >= 0
    }

    private func note(_ tree: borrowing XMPPTree, _ item: XMPPItem, _ message: inout Message) {
        if tree.isOverLimit {
            message.notes.append(Note("xmpp.too-large", .warning, at: item.place))
        } else if let fault = tree.faultOffset, !item.isBroken {
            let place = StreamRange(offset: item.place.offset + max(0, fault), count: 0)
            message.notes.append(Note("xmpp.not-well-formed", .error, at: place))
        }
    }

    /// The version that an XML declaration tells.
    private func addVersion(_ item: XMPPItem, _ bytes: RawSpan, _ message: inout Message) {
        var attributes = XMPPAttributes(bytes, from: 5, to: bytes.byteCount)
        while let (name, value) = attributes.next() {
            guard bytes.equals("version", in: name) else { continue }
            let range = StreamRange(
                offset: item.place.offset + value.lowerBound, count: value.count)
            return message.add(.xmlHeaderVersion, .text(range), 1)
        }
    }
}

extension XMPPItem {
    /// Whether the element has a start tag alone.
    func isEmpty(_ bytes: RawSpan) -> Bool {
        headEnd >= 2 && headEnd <= bytes.byteCount && bytes.byte(at: headEnd - 2) == 0x2F
    }
}
