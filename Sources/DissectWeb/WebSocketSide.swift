internal import Bytes
internal import Dissection
internal import Inflation

/// What is known of one direction.
struct WebSocketSide {
    /// The text of a message that came in several pieces, as far as it is kept for its field.
    static var textKeptByteCountMax: Int { 4096 }

    /// A message that has begun and not ended.
    struct Open: Equatable {
        var opcode: UInt8
        var isCompressed: Bool
    }

    /// A frame that is passed on while it comes.
    struct LongFrame {
        var header: WebSocketFrame
        /// What its header broke.
        var rules: WebSocketRules
        var taken = 0
    }

    var long: LongFrame?
    var open: Open?
    var inflater: Inflater?
    var text: [UInt8] = []
    /// Whether a frame said that it is the last one.
    var isClosed = false
    /// Where the next frame begins, unless bytes are missing.
    var nextOffset: Int?
    /// What is odd about the message so far, told with its frame.
    var outcome = Inflater.Outcome.done
    /// Whether the run had no room to inflate.
    var isOverLimit = false

    /// Bytes are missing: neither the message nor what zlib remembers can be gone on with.
    mutating func lose() {
        long = nil
        open = nil
        text = []
        nextOffset = nil
        inflater?.lose()
    }

    /// - Parameter isWhole: whether it is all of a message, and forgotten at once.
    mutating func keepText(
        _ bytes: RawSpan, xor key: UInt32 = 0, phase: Int = 0, isWhole: Bool
    ) {
        let limit = isWhole ? Int.max : Self.textKeptByteCountMax
        let room = max(0, limit - text.count)
        text.append(bytes.extracting(first: min(room, bytes.byteCount)), xor: key, phase: phase)
    }
}

/// What a frame's beginning says against the rules (RFC 6455, section 5).
struct WebSocketRules {
    private var found: [(rule: StaticString, severity: Note.Severity)] = []

    /// - Parameter side: as it is before the frame.
    init(
        _ frame: WebSocketFrame, from sender: Endpoint, in side: WebSocketSide,
        hasDeflate: Bool
    ) {
        if side.isClosed { found.append(("websocket.frame-after-close", .warning)) }
        if sender == .client, frame.key == nil { found.append(("websocket.unmasked", .error)) }
        if sender == .server, frame.key != nil { found.append(("websocket.masked", .error)) }
        let isFirst = frame.opcode == 1 || frame.opcode == 2
        let allowed: UInt8 = hasDeflate && isFirst ? 4 : 0
        if frame.reserved & ~allowed != 0 { found.append(("websocket.reserved-bits", .warning)) }
        if !frame.isShortest { found.append(("websocket.length-not-shortest", .warning)) }
        if frame.isControl {
            if !frame.isFinal { found.append(("websocket.control-fragmented", .error)) }
            if frame.payloadCount > 125 { found.append(("websocket.control-too-long", .error)) }
        } else if frame.opcode == 0 {
            if side.open == nil { found.append(("websocket.continues-nothing", .error)) }
        } else if side.open != nil {
            found.append(("websocket.message-in-message", .error))
        }
    }

    func note(at place: StreamRange, into message: inout Message) {
        for (rule, severity) in found {
            message.notes.append(Note(rule, severity, at: place))
        }
    }
}
