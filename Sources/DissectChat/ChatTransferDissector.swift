public import Bytes
public import Dissection

/// The chat room's file transfer over UDP: `part N` and a pickle for an answer, until `finished`.
public struct ChatTransferDissector: DatagramDissector {
    public static let name: StaticString = "CHAT-UDP"

    private let transfers: ChatTransfers
    var transfer = ChatTransfer()
    private var isConfirmed = false

    public init(_ transfers: ChatTransfers = ChatTransfers()) {
        self.transfers = transfers
    }

    public mutating func read(
        _ input: inout ByteCursor, _ datagram: Datagram, into message: inout Message
    ) -> Bool {
        let whole = StreamRange(offset: input.offset, count: datagram.originalCount)
        guard let bytes = input.readRest(), bytes.byteCount > 0 else { return false }
        if let part = Self.requestedPart(bytes) {
            readRequest(part, datagram, whole, into: &message)
        } else if bytes.byteCount == 8, bytes.has("finished", at: 0) {
            guard isConfirmed || claim(datagram.destinationPort) else { return false }
            readFinish(whole, into: &message)
        } else if bytes.byte(at: 0) == 0x80 {
            guard readAnswer(bytes, whole, into: &message) else { return false }
        } else {
            guard isConfirmed else { return false }
            readOther(bytes, whole, into: &message)
        }
        isConfirmed = true
        return true
    }

    /// Whether a conversation begins with a request at a port that was announced for one.
    static func begins(_ bytes: RawSpan, _ datagram: Datagram, _ transfers: ChatTransfers) -> Bool {
        requestedPart(bytes) != nil && transfers.expects(port: datagram.destinationPort)
    }

    static func requestedPart(_ bytes: RawSpan) -> Int? {
        guard bytes.has("part ", at: 0), let number = bytes.readNumber(at: 5),
            number.end == bytes.byteCount
        else { return nil }
        return number.value
    }

    /// Finds the announcement of what comes now.
    private mutating func claim(_ port: UInt16) -> Bool {
        guard let offer = transfers.claim(port: port) else { return false }
        transfer = ChatTransfer(offer)
        return true
    }
}

// MARK: - Datagrams

extension ChatTransferDissector {
    private enum Kind: UInt16 { case request = 1, answer, finished, other }

    private mutating func readRequest(
        _ part: Int, _ datagram: Datagram, _ place: StreamRange, into message: inout Message
    ) {
        let mayBegin = part == 0 && transfer.part != 0
        if transfer.offer == nil || transfer.isFinished || mayBegin {
            _ = claim(datagram.destinationPort)
        }
        if transfer.isFinished, transfer.offer == nil { transfer = ChatTransfer() }
        let finding = transfer.observe(request: part)
        message.type = MessageType(Kind.request.rawValue)
        note(finding, place, into: &message)
        if message.wantsSummary { appendRequest(part, finding, to: &message) }
        guard message.depth >= .fields else { return }
        message.add(.transfer)
        message.add(.part, .number(UInt64(part)))
        message.add(.attempt, .number(UInt64(transfer.attempt)))
        addFile(to: &message)
    }

    private mutating func readFinish(_ place: StreamRange, into message: inout Message) {
        let finding = transfer.observeFinish()
        message.type = MessageType(Kind.finished.rawValue)
        note(finding, place, into: &message)
        if message.wantsSummary { appendFinish(to: &message) }
        guard message.depth >= .fields else { return }
        message.add(.transfer)
        message.add(.finished, .flag(true))
        addFile(to: &message)
    }

    /// Returns false when it is none, and nothing before says that it should be.
    private mutating func readAnswer(
        _ bytes: RawSpan, _ place: StreamRange, into message: inout Message
    ) -> Bool {
        let pickle: Pickle
        do throws(Pickle.Failure) {
            pickle = try Pickle(bytes, sentCount: place.count)
        } catch {
            guard isConfirmed else { return false }
            readBroken(bytes, error, place, into: &message)
            return true
        }
        var data = 0..<0
        if case .bytes(let range) = pickle.value { data = range }
        let captured = data.lowerBound..<min(data.upperBound, bytes.byteCount)
        let finding = transfer.observe(
            answer: bytes.extracting(captured), count: data.count, size: pickle.size)
        if pickle.isCut { noteCut(data.count - captured.count, bytes, place, into: &message) }
        message.type = MessageType(Kind.answer.rawValue)
        note(finding, place, into: &message)
        if message.wantsSummary { appendAnswer(pickle, to: &message) }
        if message.depth >= .fields {
            addAnswerFields(pickle, captured, place, to: &message)
        }
        return true
    }

    private func addAnswerFields(
        _ pickle: Pickle, _ captured: Range<Int>, _ place: StreamRange,
        to message: inout Message
    ) {
        message.add(.transfer)
        if transfer.part >= 0 { message.add(.part, .number(UInt64(transfer.part))) }
        switch pickle.value {
        case .number(let size): message.add(.size, .number(UInt64(clamping: size)))
        case .bytes(let data):
            message.add(.length, .number(UInt64(data.count)))
            let start = place.offset + captured.lowerBound
            message.add(.data, .bytes(StreamRange(offset: start, count: captured.count)))
            if let size = pickle.size { message.add(.size, .number(UInt64(clamping: size))) }
        }
        addFile(to: &message)
    }

    private func noteCut(
        _ missing: Int, _ bytes: RawSpan, _ place: StreamRange, into message: inout Message
    ) {
        let rest = StreamRange(offset: place.offset + bytes.byteCount, count: 0)
        message.notes.append(
            Note("chatudp.cut-short", .warning, at: rest, .number(UInt64(missing))))
    }

    /// An answer that cannot be read, or of which less was captured than sent.
    private mutating func readBroken(
        _ bytes: RawSpan, _ failure: Pickle.Failure, _ place: StreamRange,
        into message: inout Message
    ) {
        message.type = MessageType(Kind.answer.rawValue)
        transfer.observeBrokenAnswer()
        let isCut = bytes.byteCount < place.count
        if case .truncated = failure, isCut {
            noteCut(place.count - bytes.byteCount, bytes, place, into: &message)
        } else {
            message.notes.append(Note(failure, at: place.offset))
        }
        if message.wantsSummary { appendBroken(isCut: isCut, to: &message) }
        guard message.depth >= .fields else { return }
        message.add(.transfer)
        addFile(to: &message)
    }

    private func readOther(_ bytes: RawSpan, _ place: StreamRange, into message: inout Message) {
        message.type = MessageType(Kind.other.rawValue)
        message.notes.append(Note("chatudp.unknown-command", .warning, at: place))
        if message.wantsSummary {
            message.beginSummary("Unknown command ")
            message.append(spoken: bytes)
        }
        if message.depth >= .fields { message.add(.transfer) }
    }

    private func addFile(to message: inout Message) {
        if let offer = transfer.offer { message.add(.file, decoding: offer.name.rawSpan) }
    }
}

extension ByteCursor {
    /// Takes all that is left.
    @_lifetime(copy self)
    mutating func readRest() -> RawSpan? {
        do throws(ParseError) {
            return try readSpan(count: remaining)
        } catch {
            return nil
        }
    }
}
