internal import Bytes
internal import Dissection

/// What a connection has agreed on so far: what its channels are for, and who waits for what.
///
///              header, Start … Tune-Ok           Open        Close, Close-Ok
///     ┌─────────┐            ┌───────┐   ┌──────┐      ┌────────┐
///     │ opening ├───────────►│ tuned ├──►│ open ├─────►│ closed │
///     └────┬────┘            └───────┘   └──────┘      └────────┘
///          │ the capture began in the middle
///          ▼
///     all is allowed, on any channel
///
/// What it finds is about the traffic, and never stops the dissector.
struct AMQP091Session {
    /// Channels that are followed at a time.
    static var channelCountMax: Int { 8192 }
    /// What is remembered of messages that wait, and kept of bodies, of all connections of a run.
    static var keptByteCountMax: Int { 64 << 20 }
    /// A frame's size, while nobody has agreed on another.
    static var frameByteCountDefault: Int { 16 << 20 }

    /// Whether a frame was read.
    var hasRead = false
    /// Whether all frames of the connection were seen, so that what is not known is wrong.
    private(set) var isWhole = true
    private var hasHeader = false
    private var isTuned = false
    private var isClosed = false
    /// The longest frame that both ends agreed on; 0: any.
    private var frameMax = 0
    private(set) var channelMax: UInt16 = 0
    private var isClientDistrusted = false
    private var isServerDistrusted = false
    private var channels: [UInt16: AMQP091Channel] = [:]

    mutating func begin(_ header: AMQP091ProtocolHeader, from sender: Endpoint) {
        hasRead = true
        hasHeader = true
    }

    /// Frames of an end were missed.
    mutating func loseTrack(of sender: Endpoint) {
        isWhole = false
        for channel in channels.values { channel.loseTrack(of: sender) }
    }

    /// The longest frame that is believed.
    var frameByteCountMax: Int { frameMax > 0 ? frameMax : Self.frameByteCountDefault }

    /// Whether a frame may have that many bytes.
    func permits(_ byteCount: Int) -> Bool {
        isTuned && frameMax == 0 || byteCount <= frameByteCountMax
    }

    func distrusts(_ sender: Endpoint) -> Bool {
        sender == .client ? isClientDistrusted : isServerDistrusted
    }

    /// Whether a frame ended as none does: then the next one has to be without fault.
    mutating func distrusts(_ sender: Endpoint, _ flag: Bool) {
        if sender == .client { isClientDistrusted = flag } else { isServerDistrusted = flag }
    }

    /// A channel, made if it was not known; `nil`: there are too many.
    mutating func channel(_ number: UInt16, kept: OpenCount) -> AMQP091Channel? {
        if let known = channels[number] { return known }
        guard channels.count < Self.channelCountMax else { return nil }
        let made = AMQP091Channel(isWhole: false, isOpen: !isWhole, kept: kept)
        channels[number] = made
        return made
    }

    /// The same for a frame that only open channels have.
    mutating func channel(
        _ frame: AMQP091FrameContext, _ message: inout Message
    ) -> AMQP091Channel? {
        let number = frame.header.channel
        guard let found = channel(number, kept: message.keptBytes) else {
            message.notes.append(
                Note("amqp.too-many-channels", .info, at: frame.place, .number(UInt64(number))))
            return nil
        }
        if !found.isOpen {
            message.notes.append(
                Note("amqp.channel-not-open", .error, at: frame.place, .number(UInt64(number))))
        }
        return found
    }
}

// MARK: - Connections and channels

extension AMQP091Session {
    mutating func tune(_ facts: AMQP091MethodFacts) {
        isTuned = true
        frameMax = Int(facts.frameMax)
        channelMax = facts.channelMax
    }

    mutating func open(_ frame: AMQP091FrameContext, _ message: inout Message) {
        let number = frame.header.channel
        if let known = channels[number], known.isOpen, known.isWhole {
            message.notes.append(
                Note("amqp.channel-already-open", .error, at: frame.place, .number(UInt64(number))))
        }
        guard channels[number] != nil || channels.count < Self.channelCountMax else { return }
        channels[number] = AMQP091Channel(
            isWhole: true, isOpen: true, kept: message.keptBytes)
    }

    mutating func close(_ number: UInt16) { channels[number] = nil }

    mutating func closeAll() {
        isClosed = true
        channels.removeAll()
    }

    /// What is wrong with a method's being sent, whatever it says.
    func checkMethod(
        _ facts: AMQP091MethodFacts, _ frame: AMQP091FrameContext, _ message: inout Message
    ) {
        let number = frame.header.channel
        if (facts.classID == AMQP091Class.connection) != (number == 0) {
            message.notes.append(
                Note("amqp.wrong-channel", .error, at: frame.place, .number(UInt64(number))))
        }
        if let expected = facts.onlySender, expected != frame.sender {
            message.notes.append(Note("amqp.wrong-sender", .error, at: frame.place))
        }
        if isWhole, !hasHeader {
            message.notes.append(Note("amqp.before-header", .warning, at: frame.place))
        }
        if isClosed, facts.classID != AMQP091Class.connection {
            message.notes.append(Note("amqp.after-close", .warning, at: frame.place))
        }
    }
}

extension AMQP091MethodFacts {
    /// The end that may send such a method; `nil`: both.
    fileprivate var onlySender: Endpoint? {
        switch classID {
        case AMQP091Class.connection:
            switch methodID {
            case 10, 20, 30, 41, 42, 60, 61, 71: return .server
            case 11, 21, 31, 40, 70: return .client
            default: return nil
            }
        case AMQP091Class.channel:
            return methodID == 10 ? .client : methodID == 11 ? .server : nil
        case AMQP091Class.exchange, AMQP091Class.queue, AMQP091Class.tx, AMQP091Class.confirm:
            return methodID % 10 == 0 ? .client : .server
        case AMQP091Class.basic:
            switch methodID {
            case 10, 20, 40, 70, 90, 100, 110: return .client
            case 11, 21, 50, 60, 71, 72, 111: return .server
            default: return nil
            }
        default: return nil
        }
    }
}
