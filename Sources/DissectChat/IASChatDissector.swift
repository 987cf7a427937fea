public import Bytes
public import Dissection

/// The two-party chat over TCP: lines of UTF-8, each ended by LF; `:q` ends the chat.
///
/// The port is no proof.  A connection whose first line is no text, or ends as those of other text
/// protocols do, with CR and LF, is none of this chat.
public struct IASChatDissector: StreamDissector {
    public static let name: StaticString = "IASCHAT"
    public static let isTsharks = false

    private var isConfirmed = false
    private var isForeign = false
    /// Bytes of each direction's unfinished line that hold no LF.
    private var searched: InlineArray<2, Int> = [0, 0]
    /// Directions whose next line has lost its beginning.
    private var isBroken: InlineArray<2, Bool> = [false, false]
    private var hasQuit: InlineArray<2, Bool> = [false, false]

    /// A first line without an end in so many bytes is no line.
    static var firstLineByteCountMax: Int { 1 << 16 }

    public init() {}

    public mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let start = input.offset
        guard !isForeign else { throw .malformed(.notIASChat, offset: start) }
        let count = input.remaining
        guard count > 0 else { return .needMore(byteCount: 1) }
        let half = delivery.sender == .client ? 0 : 1
        var rest = input
        let bytes = try rest.readSpan(count: count)
        let from = min(searched[half], count)
        let lineFeed = bytes.find(0x0A, from: from, before: count)
        if !isConfirmed { try judge(bytes, from: from, lineFeed, at: start) }
        if lineFeed == nil, !delivery.end.contains(.last) {
            searched[half] = count
            return .needMore(byteCount: count + 1)
        }
        searched[half] = 0
        isConfirmed = true
        let end = lineFeed ?? count
        try input.skip(lineFeed == nil ? count : end + 1)
        let line = IASChatLine(bytes.extracting(0..<end), hasEnd: lineFeed != nil)
        report(line, bytes, at: start, half, into: &message)
        return .message
    }

    public mutating func recover(from disruption: Disruption, sender: Endpoint) -> Recovery {
        let half = sender == .client ? 0 : 1
        searched[half] = 0
        if isForeign { return .abandon }
        if disruption != .midstream { isBroken[half] = true }
        return .resume
    }

    private mutating func judge(
        _ bytes: RawSpan, from: Int, _ lineFeed: Int?, at start: Int
    ) throws(ParseError) {
        let end = lineFeed ?? bytes.byteCount
        // What was looked at before may have ended within a character.
        let line = bytes.extracting(min(from, end)..<end)
        let isText = line.isText(allowingCut: lineFeed == nil) || from > 0
        let isOther = lineFeed.map { $0 > 0 && bytes.byte(at: $0 - 1) == 0x0D } ?? false
        let isWhole = lineFeed == nil || bytes.extracting(0..<end).isText
        guard isText, isWhole, !isOther, end <= Self.firstLineByteCountMax,
            !bytes.has("<?xml", at: 0), !bytes.has("<stream", at: 0)
        else {
            isForeign = true
            throw .malformed(.notIASChat, offset: start)
        }
    }
}

// MARK: - Lines

/// A line without its end.
struct IASChatLine: BitwiseCopyable {
    var byteCount: Int
    var hasEnd: Bool
    var hasReturn: Bool
    var isQuit: Bool
    var isText: Bool

    init(_ bytes: RawSpan, hasEnd: Bool) {
        self.hasEnd = hasEnd
        let count = bytes.byteCount
        hasReturn = hasEnd && count > 0 && bytes.byte(at: count - 1) == 0x0D
        byteCount = hasReturn ? count - 1 : count
        isQuit = byteCount == 2 && bytes.has(":q", at: 0)
        isText = bytes.isText
    }
}

extension IASChatDissector {
    private mutating func report(
        _ line: IASChatLine, _ bytes: RawSpan, at start: Int, _ half: Int,
        into message: inout Message
    ) {
        message.type = MessageType(line.isQuit ? 2 : 1)
        note(line, StreamRange(offset: start, count: line.byteCount), half, into: &message)
        isBroken[half] = false
        hasQuit[half] = hasQuit[half] || line.isQuit
        let text = bytes.extracting(0..<line.byteCount)
        if message.wantsSummary { message.appendIASChat(text, isQuit: line.isQuit) }
        guard message.depth >= .fields else { return }
        message.add(.ias)
        if line.isQuit { message.add(.iasQuit, .flag(true)) }
        message.add(.iasText, .text(StreamRange(offset: start, count: line.byteCount)))
    }

    private func note(
        _ line: IASChatLine, _ place: StreamRange, _ half: Int, into message: inout Message
    ) {
        if !line.isText { message.notes.append(Note("iaschat.not-text", .warning, at: place)) }
        if !line.hasEnd { message.notes.append(Note("iaschat.no-line-end", .info, at: place)) }
        if line.hasReturn {
            message.notes.append(Note("iaschat.carriage-return", .info, at: place))
        }
        if isBroken[half] {
            message.notes.append(Note("iaschat.beginning-missing", .warning, at: place))
        }
        if hasQuit[half] { message.notes.append(Note("iaschat.after-quit", .warning, at: place)) }
    }
}

extension Message {
    mutating func appendIASChat(_ text: RawSpan, isQuit: Bool) {
        if isQuit { return beginSummary("Quit") }
        beginSummary("Message")
        if text.byteCount > 0 { info.append(" ") }
        append(spoken: text)
        guard isRich else { return }
        appendNumber(" (", text.byteCount)
        info.append(text.byteCount == 1 ? " byte)" : " bytes)")
    }
}

extension Defect {
    static let notIASChat = Defect("no line of the two-party chat")
}
