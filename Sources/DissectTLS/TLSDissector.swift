public import Bytes
public import Dissection

/// TLS 1.0 to 1.3, SSL 3.0, and the hello of SSL 2.0 that they can begin with: each record is a
/// message.  What it carries is the inner stream, if there are keys to open it.
public struct TLSDissector: StreamDissector {
    public static let name: StaticString = "TLS"
    public static var claimsRow: Bool { true }
    public static var pieceWords: StaticString? { "[TLS segment of a reassembled PDU]" }

    var session: TLSSession
    /// What tshark calls what is inside, as the port or the protocol outside tells.
    var applicationWords: StaticString?
    private var hasRead = false
    private var isMidstream = false
    /// Whether the record is the first of those that tshark's dissector is called with.
    private(set) var isNewCall = true

    public init(_ keyring: TLSKeyring) { session = TLSSession(keyring) }

    public mutating func enter(_ route: StreamRoute) {
        applicationWords =
            route.carrying.flatMap { TLSApplication.words(ofName: $0) }
            ?? TLSApplication.words(ofPort: route.serverPort)
    }

    public mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let start = input.offset
        guard input.remaining > 0 else { return .needMore(byteCount: 1) }
        var head = input
        if !hasRead || session.version == 0, TLSOldHello.likeness(input) != .no {
            guard let hello = try TLSOldHello(&head) else {
                return .needMore(byteCount: TLSOldHello.byteCountNeeded(input))
            }
            hasRead = true
            read(hello, StreamRange(offset: start, count: head.offset - start), into: &message)
            input = head
            return .message
        }
        if try isInsideRecord(input, delivery.sender) {
            noteCall(delivery.sender, isWhole: true, &message)
            return try readRest(&input, into: &message)
        }
        guard let header = try TLSRecordHeader(&head) else {
            guard try hasKnownType(input) else { throw .malformed(.noRecord, offset: start) }
            // tshark waits for one more segment then, and takes it all at once.
            noteCall(delivery.sender, isWhole: true, &message)
            return .needMore(byteCount: TLSRecordHeader.byteCount)
        }
        guard header.isPlausible || hasRead && header.isAllowed else {
            throw .malformed(.noRecord, offset: start)
        }
        let byteCount = TLSRecordHeader.byteCount + header.bodyByteCount
        guard head.remaining >= header.bodyByteCount else {
            guard delivery.end.contains(.cut) else {
                noteCall(delivery.sender, isWhole: false, &message)
                return .needRest(byteCount: byteCount)
            }
            return try readCut(header, &input, delivery.sender, into: &message)
        }
        let body = try head.readSpan(count: header.bodyByteCount)
        let side = delivery.sender.index
        if let expected = session.sides[side].nextOffset, expected != start {
            session.sides[side].lose(byteCount: start - expected)
        }
        session.sides[side].nextOffset = start + byteCount
        hasRead = true
        session.sides[side].isInStep = true
        noteCall(delivery.sender, isWhole: true, &message)
        read(header, body, at: start, from: delivery.sender, into: &message)
        input = head
        return .message
    }

    /// Whether the bytes begin no record, and the capture did not begin with one either.
    private func isInsideRecord(
        _ input: ByteCursor, _ sender: Endpoint
    ) throws(ParseError) -> Bool {
        guard isMidstream, !session.sides[sender.index].isInStep else { return false }
        var head = input
        guard let header = try TLSRecordHeader(&head) else { return try !hasKnownType(input) }
        return !header.isPlausible
    }

    /// Names the layer once for each time that tshark's dissector is called: with a record that was
    /// waited for, and with all that a segment holds beside.
    private mutating func noteCall(
        _ sender: Endpoint, isWhole: Bool, _ message: inout Message
    ) {
        guard message.depth >= .fields else { return }
        let side = sender.index
        let isOne =
            !session.sides[side].isAwaited && session.sides[side].callPacket == message.packetNumber
        isNewCall = !isOne
        if !isOne { message.addLayer("tls") }
        session.sides[side].callPacket =
            isWhole && session.sides[side].isAwaited ? nil : message.packetNumber
        session.sides[side].isAwaited = !isWhole
    }

    private func hasKnownType(_ input: ByteCursor) throws(ParseError) -> Bool {
        var head = input
        let type = try head.readUInt8()
        guard (20...24).contains(type) else { return false }
        guard head.remaining > 0 else { return true }
        return try head.readUInt8() == 3
    }

    public func successor() -> Successor {
        switch TLSApplication(session.applicationName) {
        case .named(let name): Successor(name, isSecure: true, asksPort: false)
        case .foreign: Successor(isSecure: true, asksPort: false)
        case .unknown: Successor(isSecure: true)
        }
    }

    public mutating func recover(from disruption: Disruption, sender: Endpoint) -> Recovery {
        let side = sender.index
        switch disruption {
        case .midstream:
            isMidstream = true
            return .resume
        case .gap(let byteCount): session.sides[side].lose(byteCount: byteCount)
        case .unreadable: session.sides[side].lose(byteCount: nil)
        }
        session.sides[side].nextOffset = nil
        return .search
    }

    public func framing(_ input: inout ByteCursor, from sender: Endpoint) -> Framing {
        do throws(ParseError) {
            guard try hasKnownType(input) else { return .impossible }
            guard let header = try TLSRecordHeader(&input) else { return .needMore }
            guard header.isPlausible,
                session.version == 0 || header.version == recordVersion
            else { return .impossible }
            return .message(byteCount: TLSRecordHeader.byteCount + header.bodyByteCount)
        } catch {
            return .needMore
        }
    }

    /// What the records of the session say.
    private var recordVersion: UInt16 { min(session.version, TLSVersion.tls12) }
}

extension Defect {
    static let noRecord = Defect("no TLS record")
}
