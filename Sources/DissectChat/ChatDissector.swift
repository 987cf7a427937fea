public import Bytes
public import Dissection

/// The chat room over TCP.
///
/// The protocol has no framing: what a peer wrote at once is a message, and segments are all there
/// is to tell.  The port is no proof: text must come, and the server's first words must be ones
/// that a server of the chat room says.
public struct ChatDissector: StreamDissector {
    public static let name: StaticString = "CHAT"

    private let transfers: ChatTransfers
    private var session = ChatSession()
    /// Which end is the server; not known at first when the capture began in the middle.
    private var server: Endpoint? = .server
    private var hasJoined = false
    private var isConfirmed = false
    private var isForeign = false

    public init(_ transfers: ChatTransfers = ChatTransfers()) {
        self.transfers = transfers
    }

    public mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let start = input.offset
        guard !isForeign else { throw .malformed(.notChat, offset: start) }
        let count = input.remaining
        guard count > 0 else { return .needMore(byteCount: 1) }
        guard delivery.end.contains(.pushed) || delivery.end.contains(.last) else {
            return .needMore(byteCount: count + 1)
        }
        var rest = input
        let bytes = try rest.readSpan(count: count)
        let line = try read(bytes, delivery.sender, at: start)
        try input.skip(line.end)
        report(line, bytes, at: start, into: &message)
        return .message
    }

    public mutating func recover(from disruption: Disruption, sender: Endpoint) -> Recovery {
        session.hasUnknownPast = true
        switch disruption {
        case .midstream:
            if !isConfirmed, !hasJoined { server = nil }
            return .resume
        case .gap:
            if sender.other == server { hasJoined = true }
            return .resume
        case .unreadable: return isForeign ? .abandon : .resume
        }
    }

    /// Whether a connection is one of the chat room, at whatever port: the server must have said
    /// that somebody has joined.
    public static func begins(_ bytes: RawSpan, _ sender: Endpoint) -> Registry.Likeness {
        guard sender == .server else {
            return bytes.isName && !bytes.hasBlank ? .needMore : .no
        }
        let line = ChatLineReader(bytes, ChatSession()).readFromServer()
        return line.command == .joined ? .yes : .no
    }
}

// MARK: - Whose words they are

extension ChatDissector {
    private mutating func read(
        _ bytes: RawSpan, _ sender: Endpoint, at offset: Int
    ) throws(ParseError) -> ChatLine {
        let reader = ChatLineReader(bytes, session)
        if server == nil { try findServer(reader, sender, at: offset) }
        if sender == server {
            let line = reader.readFromServer()
            if !isConfirmed { try confirm(line, at: offset) }
            return line
        }
        let isFirst = !hasJoined && server == .server
        hasJoined = true
        if isFirst, !bytes.isName { throw refusal(at: offset) }
        return reader.readFromClient(isFirst: isFirst)
    }

    /// Without the handshake the ports do not tell who is the server, but what is said does.
    private mutating func findServer(
        _ reader: borrowing ChatLineReader, _ sender: Endpoint, at offset: Int
    ) throws(ParseError) {
        let bytes = reader.bytes
        let isOtherText = bytes.find("\r\n", from: 0, before: bytes.byteCount) != nil
        guard bytes.isText, !isOtherText else { throw refusal(at: offset) }
        let isServer = reader.readFromServer().command != .other
        server = isServer ? sender : sender.other
        isConfirmed = isServer
        hasJoined = true
    }

    private mutating func confirm(_ line: ChatLine, at offset: Int) throws(ParseError) {
        guard line.command != .other else { throw refusal(at: offset) }
        isConfirmed = true
    }

    private mutating func refusal(at offset: Int) -> ParseError {
        isForeign = true
        return .malformed(.notChat, offset: offset)
    }
}

// MARK: - What they say

extension ChatDissector {
    private mutating func report(
        _ line: ChatLine, _ bytes: RawSpan, at start: Int, into message: inout Message
    ) {
        let finding = session.observe(line, bytes, packet: message.packetNumber)
        if line.command == .offer {
            transfers.announce(
                port: UInt16(clamping: line.port), size: line.size,
                name: bytes.extracting(line.text), packet: message.packetNumber)
        }
        message.type = MessageType(line.command.rawValue)
        let place = StreamRange(offset: start, count: line.end)
        note(line, finding, bytes.extracting(0..<line.end), place, into: &message)
        if message.wantsSummary {
            ChatWords.append(line, bytes, session, answers: finding.answers, to: &message)
        }
        if message.depth >= .fields { addFields(line, bytes, at: start, to: &message) }
    }

    private func note(
        _ line: ChatLine, _ finding: ChatSession.Finding, _ bytes: RawSpan, _ place: StreamRange,
        into message: inout Message
    ) {
        if !bytes.isText { message.notes.append(Note("chat.not-text", .warning, at: place)) }
        if let rule = finding.rule {
            let detail: Note.Detail =
                finding.number > 0 ? .number(UInt64(finding.number)) : .none
            message.notes.append(Note(rule, .warning, at: place, detail))
        }
        switch line.command {
        case .other: message.notes.append(Note("chat.unknown-line", .warning, at: place))
        case .private where isEmpty(line.peer):
            message.notes.append(Note("chat.private-to-nobody", .info, at: place))
        case .offer where !ChatTransfers.ports.contains(UInt16(clamping: line.port)):
            message.notes.append(
                Note("chat.port-out-of-range", .info, at: place, .number(UInt64(line.port))))
        default: break
        }
    }

    private func isEmpty(_ party: ChatLine.Party) -> Bool {
        if case .named(let range) = party { return range.isEmpty }
        return false
    }

    private func addFields(
        _ line: ChatLine, _ bytes: RawSpan, at start: Int, to message: inout Message
    ) {
        message.add(.chat)
        if line.command != .other { message.add(.command, word: line.command.word) }
        add(.user, line.user, at: start, to: &message)
        add(.peer, line.peer, at: start, to: &message)
        let text = FieldValue.text(
            StreamRange(offset: start + line.text.lowerBound, count: line.text.count))
        switch line.command {
        case .join, .joined, .left: message.add(.user, text)
        case .users: addList(.users, line, bytes, at: start, to: &message)
        case .files: addList(.files, line, bytes, at: start, to: &message)
        case .download: message.add(.fileName, text)
        case .offer:
            message.add(.fileName, text)
            message.add(.fileSize, .number(UInt64(line.size)))
            message.add(.filePort, .number(UInt64(line.port)))
        case .show, .list, .quit: break
        default: message.add(.text, text)
        }
    }

    private func add(
        _ field: ChatField, _ party: ChatLine.Party, at start: Int, to message: inout Message
    ) {
        switch party {
        case .nobody: break
        case .client:
            if !session.user.isEmpty { message.add(field, decoding: session.user.rawSpan) }
        case .named(let range):
            let place = StreamRange(offset: start + range.lowerBound, count: range.count)
            message.add(field, .text(place))
        }
    }

    /// How many names of a list become fields.
    static var fieldCountMax: Int { 1 << 14 }

    private func addList(
        _ field: ChatField, _ line: ChatLine, _ bytes: RawSpan, at start: Int,
        to message: inout Message
    ) {
        var count = 0
        var place = line.text.lowerBound
        while let name = line.nextName(in: bytes, from: &place) {
            count += 1
            guard count <= Self.fieldCountMax else {
                let whole = StreamRange(offset: start, count: line.end)
                return message.notes.append(Note("chat.too-many-names", .warning, at: whole))
            }
            let range = StreamRange(offset: start + name.lowerBound, count: name.count)
            message.add(field, .text(range))
        }
    }
}

extension Defect {
    static let notChat = Defect("not a message of the chat room")
}
