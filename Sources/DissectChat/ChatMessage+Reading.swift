internal import Bytes

/// What the ends of a connection make of what came.
extension ChatMessage {
    /// What a client wrote at once.
    ///
    /// - Parameter isFirst: whether it is all that it has written so far: its name.
    public init(fromClient bytes: [UInt8], isFirst: Bool) {
        guard !bytes.isEmpty else {
            self = isFirst ? .join("") : .say("")
            return
        }
        let line = ChatLineReader(bytes.rawSpan, ChatSession()).readFromClient(isFirst: isFirst)
        let text = String(decoding: bytes[line.text], as: UTF8.self)
        switch line.command {
        case .join: self = .join(text)
        case .show: self = .show
        case .list: self = .list
        case .quit: self = .quit
        case .download: self = .download(text)
        case .private: self = .whisper(to: Self.name(line.peer, bytes), text)
        default: self = .say(text)
        }
    }

    private static func name(_ party: ChatLine.Party, _ bytes: [UInt8]) -> String {
        guard case .named(let range) = party else { return "" }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    /// Whether somebody may join under a name: one line of text, not long, and without blanks,
    /// which part the names of a list.
    public static func isName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        return bytes.rawSpan.isName && !bytes.rawSpan.hasBlank
    }

    /// The announcement of a file among what the server wrote, of which no more need be whole.
    ///
    /// - Returns: nothing as long as it has not come.
    public static func offer(of file: String, in bytes: [UInt8]) -> ChatMessage? {
        let span = bytes.rawSpan
        let reader = ChatLineReader(span, ChatSession())
        var place = 0
        while let start = span.find("UDP ", from: place, before: span.byteCount) {
            if let offer = reader.readOffer(at: start),
                bytes[offer.text].starts(with: file.utf8)
            {
                return .offer(port: UInt16(clamping: offer.port), size: offer.size, file: file)
            }
            place = start + 1
        }
        return nil
    }
}
