internal import DissectAMQP091

/// A client of AMQP 0-9-1 with one channel open at a time: what it knows, and the lines it has in a
/// script.
///
/// It keeps to what the server says: the size of frames, heartbeats, acknowledgements, and why it
/// is refused something.
class AMQP091Client {
    typealias Line = Step<AMQP091Unit>

    static var channelMax: UInt64 { 2047 }
    static var heartbeatSeconds: UInt64 { 60 }

    private let user: String
    private let password: String
    private(set) var channel: UInt16 = 0
    /// What both ends accept.
    private(set) var frameByteCountMax = 4096
    private var channelMax = AMQP091Client.channelMax
    private var hasTuned = false
    private var heartbeats = Heartbeats()
    /// Whether the server is to close the channel next, or the connection.
    private var awaitsRefusal = false
    private var assembly = AMQP091Assembly()

    init(_ options: ScenarioOptions) {
        user = options.user ?? "guest"
        password = options.password ?? (options.user == nil ? "guest" : "")
    }

    /// Its part in a play.
    func peer(_ script: [Line]) -> ScriptedPeer<AMQP091Framer> {
        ScriptedPeer(
            script, framer: { AMQP091Framer() },
            aside: { [self] unit, stage in takesAside(unit, stage) },
            onPulse: { [self] stage in beat(stage) })
    }

    func say(_ call: AMQP091Call, _ stage: Stage, channel: UInt16? = nil) {
        say(call.frame(channel: channel ?? self.channel), stage)
    }

    func say(_ bytes: [UInt8], _ stage: Stage) {
        heartbeats.said(at: stage.actions.now)
        stage.send(bytes)
    }

    // MARK: - What may come at any time

    /// For those who publish or consume: a message has come, or what became of one.
    func received(_ content: AMQP091Content, _ stage: Stage) {}
    func acknowledged(_ call: AMQP091Call, _ stage: Stage) {}

    /// - Returns: false if it is for the script.
    private func takesAside(_ unit: AMQP091Unit, _ stage: Stage) -> Bool {
        switch unit {
        case .heartbeat: return true
        case .protocolHeader:
            stage.fail("the server does not speak AMQP 0-9-1")
            return true
        case .header, .body:
            if let content = assembly.take(unit) { received(content, stage) }
            if assembly.isTooLong { stage.fail("a message is too long to be kept") }
            return true
        case .method(let call, _): return takesAside(call, stage)
        }
    }

    private func takesAside(_ call: AMQP091Call, _ stage: Stage) -> Bool {
        switch call.number {
        case _ where AMQP091Assembly.begins(call): assembly.begin(call)
        case .basicAck, .basicNack: acknowledged(call, stage)
        case .connectionBlocked, .connectionUnblocked: break
        case .channelFlow: say(AMQP091Call(.channelFlowOk, [.active: call[.active]]), stage)
        case .basicCancel: stage.fail("the server has cancelled the consumer")
        case .channelClose, .connectionClose:
            guard !awaitsRefusal else { return false }
            stage.fail(complaint(call))
        default: return false
        }
        return true
    }

    private func complaint(_ call: AMQP091Call) -> String {
        let reason = "\(call[.replyCode].number) \(call[.replyText].text)"
        guard call.number == .connectionClose else {
            return "the server closed channel \(channel): \(reason)"
        }
        let isRefusal = !hasTuned && call[.replyCode].number == 403
        return isRefusal
            ? "the server refuses user \(user): check --user and --password"
            : "the server closed the connection: \(reason)"
    }

    private func beat(_ stage: Stage) {
        if heartbeats.isDue(stage) { say(AMQP091Encoder.heartbeat, stage) }
    }
}

// MARK: - The lines

extension AMQP091Client {
    /// Waits for a method, and takes notice of it.
    static func hear(
        _ number: AMQP091MethodNumber,
        _ notice: @escaping (AMQP091Call, Stage) -> Void = { _, _ in }
    ) -> Line {
        .hear("\(number)") { unit, stage in
            guard case .method(let call, _) = unit, call.number == number else { return false }
            notice(call, stage)
            return true
        }
    }

    /// Calls a method, without waiting for an answer.
    func asks(
        _ number: AMQP091MethodNumber,
        _ arguments: KeyValuePairs<AMQP091Argument, AMQP091Value> = [:]
    ) -> Line {
        .act("\(number)") { [self] stage in say(AMQP091Call(number, arguments), stage) }
    }

    /// Calls a method, and waits for its answer.
    func calls(
        _ number: AMQP091MethodNumber,
        _ arguments: KeyValuePairs<AMQP091Argument, AMQP091Value> = [:]
    ) -> Line {
        .all([asks(number, arguments), Self.hear(number.answer)])
    }

    /// The server closes the channel, and says why.
    func isRefused(_ code: UInt64) -> Line {
        .all([
            .act("waits for a refusal") { [self] _ in awaitsRefusal = true },
            Self.hear(.channelClose) { [self] call, stage in
                refused(call, code, stage)
                say(AMQP091Call(.channelCloseOk), stage)
            },
        ])
    }

    /// The server closes the connection, and says why.
    func isThrownOut(_ code: UInt64) -> Line {
        .all([
            .act("waits for the end") { [self] _ in awaitsRefusal = true },
            Self.hear(.connectionClose) { [self] call, stage in
                refused(call, code, stage)
                say(AMQP091Call(.connectionCloseOk), stage, channel: 0)
            },
            .hearEnd,
        ])
    }

    private func refused(_ call: AMQP091Call, _ code: UInt64, _ stage: Stage) {
        awaitsRefusal = false
        stage.report("refused: \(call[.replyCode].number) \(call[.replyText].text)")
        if call[.replyCode].number != code { stage.fail("\(complaint(call)), and not \(code)") }
    }

    /// Protocol header, SASL PLAIN, the tuning of the connection, and the virtual host.
    var signsIn: Line {
        .all([
            .say("the protocol header") { _ in AMQP091Encoder.protocolHeader },
            Self.hear(.connectionStart) { [self] call, stage in start(call, stage) },
            Self.hear(.connectionTune) { [self] call, stage in tune(call, stage) },
            .act("Connection.Open") { [self] stage in
                say(AMQP091Call(.connectionOpen, [.virtualHost: "/"]), stage, channel: 0)
            },
            Self.hear(.connectionOpenOk),
        ])
    }

    private func start(_ call: AMQP091Call, _ stage: Stage) {
        let offered = call[.mechanisms].text.split(separator: " ")
        guard offered.contains("PLAIN") else {
            return stage.fail(
                "the server does not offer PLAIN, but \(offered.joined(separator: ", "))")
        }
        say(
            AMQP091Call(
                .connectionStartOk,
                [
                    .clientProperties: [
                        "product": "Earshot", "platform": "Swift",
                        "capabilities": [
                            "publisher_confirms": true, "basic.nack": true,
                            "consumer_cancel_notify": true,
                            "authentication_failure_close": true,
                        ],
                    ],
                    .mechanism: "PLAIN", .locale: "en_US",
                    .response: .bytes([0] + Array(user.utf8) + [0] + Array(password.utf8)),
                ]), stage, channel: 0)
    }

    /// Each end names its limits, and 0 for none; the smaller one holds.
    private func tune(_ call: AMQP091Call, _ stage: Stage) {
        hasTuned = true
        let ours = UInt64(AMQP091Unit.byteCountMax)
        let frameMax = Self.smaller(call[.frameMax].number, ours)
        channelMax = Self.smaller(call[.channelMax].number, Self.channelMax)
        let seconds = Self.smaller(call[.heartbeat].number, Self.heartbeatSeconds)
        frameByteCountMax = max(4096, Int(frameMax))
        // A server that hears nothing for two of these gives up (section 4.2.7); 0 is for never.
        heartbeats.interval = seconds == 0 ? nil : Double(seconds) / 2
        say(
            AMQP091Call(
                .connectionTuneOk,
                [
                    .channelMax: .number(channelMax), .frameMax: .number(frameMax),
                    .heartbeat: .number(seconds),
                ]), stage, channel: 0)
        beat(stage)
    }

    private static func smaller(_ theirs: UInt64, _ ours: UInt64) -> UInt64 {
        theirs == 0 ? ours : min(theirs, ours)
    }

    /// The next channel, which all that follows is said on.
    var opensChannel: Line {
        .all([
            .act("Channel.Open") { [self] stage in
                guard UInt64(channel) < channelMax else {
                    return stage.fail("the server allows no more than \(channelMax) channels")
                }
                channel += 1
                say(AMQP091Call(.channelOpen), stage)
            },
            Self.hear(.channelOpenOk),
        ])
    }

    /// Goes on on a channel that nobody has opened.
    var forgetsToOpenChannel: Line {
        .act("a channel that is not open") { [self] _ in channel += 1 }
    }

    var closes: Line {
        .all([
            calls(.channelClose, [.replyCode: 200, .replyText: "Normal shutdown"]),
            .act("Connection.Close") { [self] stage in
                say(
                    AMQP091Call(
                        .connectionClose, [.replyCode: 200, .replyText: "Normal shutdown"]),
                    stage, channel: 0)
            },
            Self.hear(.connectionCloseOk),
            .close,
        ])
    }
}

extension AMQP091MethodNumber {
    /// The method that answers: the one behind it.
    var answer: AMQP091MethodNumber { AMQP091MethodNumber(classID, methodID + 1) }
}
