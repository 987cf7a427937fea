internal import Bytes
internal import Dissection
internal import PacketFields

/// Writes notes for people.
enum NoteText {
    /// As in `mqtt.packet-id-unknown (warning) at 120-130: 7`; places count in the message's bytes,
    /// or in its stream.
    ///
    /// - Parameter decoded: what a detail's place counts in.
    static func append(_ note: Note, decoded: RawSpan, to text: inout TextBuffer) {
        text.append(note.rule)
        text.append(" (")
        text.append(name(of: note.severity))
        text.append(") at ")
        text.append(decimal: UInt64(clamping: note.place.offset))
        if note.place.count > 1 {
            text.append("-")
            text.append(decimal: UInt64(clamping: note.place.offset &+ (note.place.count &- 1)))
        }
        append(note.detail, decoded: decoded, to: &text)
    }

    private static func append(
        _ detail: Note.Detail, decoded: RawSpan, to text: inout TextBuffer
    ) {
        switch detail {
        case .none: return
        case .number(let number):
            text.append(": ")
            text.append(decimal: number)
        case .words(let words):
            text.append(": ")
            text.append(words.text)
        case .decoded(let range):
            guard let bytes = decoded.part(range) else { return }
            text.append(": ")
            text.append(bytes)
        }
    }

    static func name(of severity: Note.Severity) -> StaticString {
        switch severity {
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }

    /// Wireshark's words where a note has some, else the rule.
    static func expertMessage(of note: Note) -> StaticString {
        if case .words(let words) = note.detail { words.text } else { note.rule }
    }

    static func expertSeverity(of severity: Note.Severity) -> ExpertSeverity {
        switch severity {
        case .info: .note
        case .warning: .warning
        case .error: .error
        }
    }
}

extension RawSpan {
    /// A part, or `nil` if it is not all here.
    @_lifetime(copy self)
    fileprivate func part(_ range: StreamRange) -> RawSpan? {
        guard range.offset >= 0, range.count >= 0, range.offset <= byteCount,
            range.count <= byteCount - range.offset
        else { return nil }
        return extracting(range.offset..<(range.offset + range.count))
    }
}

extension Note {
    /// What becomes of bytes that belong to no message; `nil` for those that nobody expected to.
    init?(_ why: Skip, _ range: StreamRange) {
        let words: (StaticString, Severity, StaticString)
        switch why {
        case .unreadable(let error):
            self.init("stream.unreadable", error, .ours)
            return
        case .missing: words = ("stream.missing", .warning, "not captured, or part of what was not")
        case .unsynchronized:
            words = ("stream.unsynchronized", .warning, "passed over in search of a message")
        case .tooLong: words = ("stream.too-long", .info, "part of a message too long to be kept")
        case .overLimit:
            words = ("stream.over-limit", .warning, "given up to stay within a limit")
        case .cutOff: words = ("stream.cut-off", .warning, "the stream ends inside a message")
        case .unknownProtocol, .abandoned: return nil
        }
        self.init(words.0, words.1, .ours, at: range, .words(Note.Words(words.2)))
    }
}
