internal import Bytes
internal import Dissection

/// Summaries of the chat room's messages.
enum ChatWords {
    /// No summary needs more of a text than a column of the list holds.
    static var textByteCountMax: Int { 4096 }

    static func append(
        _ line: ChatLine, _ bytes: RawSpan, _ session: borrowing ChatSession,
        answers request: ChatSession.Request?, to message: inout Message
    ) {
        message.beginSummary(title(line.command))
        switch line.command {
        case .show, .list, .quit: break
        case .join, .joined, .left, .download: message.appendBracketed(bytes, line.text)
        case .public, .private: appendSpoken(line, bytes, session, to: &message)
        case .users, .files: appendList(line, bytes, to: &message)
        case .offer:
            message.appendBracketed(bytes, line.text)
            message.appendNumber(" ", line.size)
            message.appendNumber(" bytes on UDP ", line.port)
        case .refused, .other: message.append(spoken: bytes.extracting(line.text))
        }
        if message.isRich { appendRich(line, request, to: &message) }
    }

    private static func title(_ command: ChatCommand) -> StaticString {
        switch command {
        case .other: "Text "
        case .join: "Join "
        case .public: "Public "
        case .private: "Private "
        case .show: "Show users"
        case .list: "List files"
        case .download: "Download "
        case .quit: "Quit"
        case .joined: "Joined "
        case .left: "Left "
        case .users: "Users "
        case .files: "Files "
        case .offer: "Offer "
        case .refused: "Refused: "
        }
    }

    /// `[Bob] hello`, `[Bob → Alice] hello`; a name that is not known is left out.
    private static func appendSpoken(
        _ line: ChatLine, _ bytes: RawSpan, _ session: borrowing ChatSession,
        to message: inout Message
    ) {
        if line.command == .private {
            message.info.append("[")
            append(line.user, bytes, session, to: &message)
            message.info.append(" \u{2192} ")
            append(line.peer, bytes, session, to: &message)
            message.info.append("] ")
        } else if line.user != .client || !session.user.isEmpty {
            message.info.append("[")
            append(line.user, bytes, session, to: &message)
            message.info.append("] ")
        }
        message.append(spoken: bytes.extracting(line.text))
    }

    private static func append(
        _ party: ChatLine.Party, _ bytes: RawSpan, _ session: borrowing ChatSession,
        to message: inout Message
    ) {
        switch party {
        case .nobody: break
        case .named(let range): message.appendText(bytes.extracting(range))
        case .client where session.user.isEmpty: message.info.append("?")
        case .client: message.appendText(session.user.rawSpan)
        }
    }

    private static func appendList(
        _ line: ChatLine, _ bytes: RawSpan, to message: inout Message
    ) {
        let start = message.info.count
        var place = line.text.lowerBound
        var isFirst = true
        message.info.append("[")
        while message.info.count - start < textByteCountMax,
            let name = line.nextName(in: bytes, from: &place)
        {
            if !isFirst { message.info.append(", ") }
            isFirst = false
            message.appendText(bytes.extracting(name))
        }
        message.info.append("]")
    }

    private static func appendRich(
        _ line: ChatLine, _ request: ChatSession.Request?, to message: inout Message
    ) {
        if line.command == .public || line.command == .private {
            message.appendNumber(" (", line.text.count)
            message.info.append(line.text.count == 1 ? " byte)" : " bytes)")
        }
        if let request {
            message.appendNumber(" (answers packet ", request.packet)
            message.info.append(")")
        }
    }
}

extension Message {
    /// Appends what a sender says to others.
    mutating func append(spoken text: RawSpan) {
        append(
            secret: text.extracting(first: ChatWords.textByteCountMax), byteCount: text.byteCount)
    }

    /// Appends a sender's text to the summary.
    mutating func appendText(_ text: RawSpan) {
        info.append(untrusted: text.extracting(first: ChatWords.textByteCountMax))
    }

    mutating func appendBracketed(_ bytes: RawSpan, _ range: Range<Int>) {
        info.append("[")
        appendText(bytes.extracting(range))
        info.append("]")
    }

    mutating func appendNumber(_ words: StaticString, _ number: Int) {
        info.append(words)
        info.append(decimal: UInt64(clamping: number))
    }
}
