public import Bytes

/// One thing that is wrong, odd or missing in a packet or a message.
///
/// The list shows it, statistics count it by ``rule``, findings explain it.  It has no heap parts:
/// a capture full of broken messages costs no more than one full of good ones.
public struct Note: Sendable {
    /// The rule's name for programs and people: protocol, dot, words with hyphens.
    public var rule: StaticString
    public var severity: Severity
    public var standing: Standing
    /// The bytes that show it, in the packet or the stream that the message's fields count in.
    public var place: StreamRange
    public var detail: Detail

    public init(
        _ rule: StaticString, _ severity: Severity, _ standing: Standing = .ours,
        at place: StreamRange, _ detail: Detail = .none
    ) {
        self.rule = rule
        self.severity = severity
        self.standing = standing
        self.place = place
        self.detail = detail
    }

    public enum Severity: UInt8, Comparable, Sendable {
        case info, warning, error

        public static func < (lhs: Severity, rhs: Severity) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    /// What tshark makes of the same bytes.
    public enum Standing: UInt8, Sendable {
        /// Nothing: the note is of `earshot.note` only.
        case ours
        /// An expert item (`_ws.expert`).
        case expert
        /// `[Malformed Packet]` (`_ws.malformed`): it stops reading the message here.
        case malformed
        /// `[Packet size limited during capture]`: what follows was sent and not captured.
        case cutShort
    }

    /// What there is to say besides the rule, without a String.
    public enum Detail: Equatable, Sendable {
        case none
        case number(UInt64)
        case words(Words)
        /// Text in ``Message/decoded``.
        case decoded(StreamRange)
    }

    /// A few fixed words.
    public struct Words: Equatable, Sendable, CustomStringConvertible {
        public let text: StaticString

        public init(_ text: StaticString) { self.text = text }

        public var description: String { "\(text)" }

        public static func == (lhs: Words, rhs: Words) -> Bool {
            lhs.description == rhs.description
        }
    }
}

extension Note: Equatable {
    public static func == (lhs: Note, rhs: Note) -> Bool {
        Words(lhs.rule) == Words(rhs.rule)
            && (lhs.severity, lhs.standing, lhs.place) == (rhs.severity, rhs.standing, rhs.place)
            && lhs.detail == rhs.detail
    }
}

extension Note {
    /// A part of a message that could not be read.
    public init(_ rule: StaticString, _ error: ParseError, _ standing: Standing = .malformed) {
        switch error {
        case .truncated(let needed, let available, let offset):
            self.init(
                rule, .error, standing, at: StreamRange(offset: offset, count: max(0, available)),
                .number(UInt64(clamping: needed)))
        case .malformed(let defect, let offset):
            self.init(
                rule, .error, standing, at: StreamRange(offset: offset, count: 0),
                .words(Words(defect.text)))
        }
    }
}
