internal import Bytes
internal import Dissection

// MARK: - Summaries

extension ChatTransferDissector {
    func appendRequest(
        _ part: Int, _ finding: ChatTransfer.Finding?, to message: inout Message
    ) {
        message.beginSummary("Part ")
        message.info.append(decimal: UInt64(clamping: part))
        appendFile(" of ", to: &message)
        guard transfer.attempt > 1 else { return }
        message.appendNumber(" (again, ", transfer.attempt)
        message.info.append(Self.ordinalEnding(transfer.attempt))
        if message.isRich {
            switch finding {
            case .unanswered: message.info.append(", no answer")
            case .askedAgain: message.info.append(", answered")
            default: break
            }
        }
        message.info.append(")")
    }

    func appendAnswer(_ pickle: Pickle, to message: inout Message) {
        appendPart(to: &message)
        switch pickle.value {
        case .bytes(let data):
            message.appendNumber("data, ", data.count)
            message.info.append(data.count == 1 ? " byte" : " bytes")
        case .number(let size): message.appendNumber("size ", size)
        }
        guard message.isRich else { return }
        appendFile(" of ", to: &message)
        if let size = pickle.size { message.appendNumber(", said to be ", size) }
        message.appendNumber(" (pickle ", Int(pickle.version))
        message.info.append(")")
    }

    func appendBroken(isCut: Bool, to message: inout Message) {
        appendPart(to: &message)
        message.info.append(
            isCut ? "data[Packet size limited during capture]" : "data[Malformed Packet]")
    }

    func appendFinish(to message: inout Message) {
        message.beginSummary("Finished")
        appendFile(" ", to: &message)
        guard message.isRich else { return }
        message.appendNumber(": ", transfer.byteCount)
        if let offer = transfer.offer { message.appendNumber(" of ", offer.size) }
        message.appendNumber(" bytes, ", transfer.partCount)
        message.appendNumber(
            transfer.partCount == 1 ? " part, " : " parts, ", transfer.requestCount)
        message.appendNumber(
            transfer.requestCount == 1 ? " request, " : " requests, ", transfer.repeatedCount)
        message.info.append(" asked again")
    }

    private func appendPart(to message: inout Message) {
        message.beginSummary("Part ")
        if transfer.part >= 0 {
            message.info.append(decimal: UInt64(transfer.part))
            message.info.append(" ")
        }
    }

    private func appendFile(_ words: StaticString, to message: inout Message) {
        guard let offer = transfer.offer else { return }
        message.info.append(words)
        message.appendText(offer.name.rawSpan)
    }

    /// As in 1st, 2nd, 3rd, 11th.
    static func ordinalEnding(_ number: Int) -> StaticString {
        if (11...13).contains(number % 100) { return "th" }
        return switch number % 10 {
        case 1: "st"
        case 2: "nd"
        case 3: "rd"
        default: "th"
        }
    }
}

// MARK: - Notes

extension ChatTransferDissector {
    func note(
        _ finding: ChatTransfer.Finding?, _ place: StreamRange, into message: inout Message
    ) {
        guard let finding else { return }
        let (rule, severity, number) = finding.words
        let detail: Note.Detail = number.map { .number(UInt64(clamping: $0)) } ?? .none
        message.notes.append(Note(rule, severity, at: place, detail))
    }
}

extension ChatTransfer.Finding {
    /// Rule, severity, and what number belongs to it: a part, a size, or a count of parts.
    fileprivate var words: (StaticString, Note.Severity, Int?) {
        switch self {
        case .unanswered: ("chatudp.unanswered", .warning, nil)
        case .askedAgain: ("chatudp.asked-again", .info, nil)
        case .skipped(let part): ("chatudp.skipped", .warning, part)
        case .outOfRange: ("chatudp.part-out-of-range", .warning, nil)
        case .unexpectedAnswer: ("chatudp.unexpected-answer", .warning, nil)
        case .ambiguousAnswer(let part): ("chatudp.ambiguous-answer", .info, part)
        case .lateAnswer(let part): ("chatudp.late-answer", .warning, part)
        case .wrongSize(let size): ("chatudp.wrong-size", .warning, size)
        case .afterFinish: ("chatudp.after-finish", .warning, nil)
        case .incomplete(let count): ("chatudp.incomplete", .warning, count)
        }
    }
}

extension Note {
    /// A pickle that is none of the transfer's.
    init(_ failure: Pickle.Failure, at base: Int) {
        switch failure {
        case .truncated(let needed, let offset):
            self.init(
                "chatudp.malformed", .error, at: StreamRange(offset: base + offset, count: 0),
                .number(UInt64(clamping: needed)))
        case .malformed(let defect, let offset):
            self.init(
                "chatudp.malformed", .error, at: StreamRange(offset: base + offset, count: 0),
                .words(Note.Words(defect.text)))
        }
    }
}
