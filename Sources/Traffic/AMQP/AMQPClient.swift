internal import DissectAMQP

/// A client of AMQP 1.0 with a session and a link over which it sends or receives: what it knows,
/// and the lines it has in a script.
///
/// It keeps to what the other end says: the size of frames, windows and credit.
class AMQPClient {
    typealias Line = Step<AMQPUnit>

    /// What the specification lets every end accept, before it says how much more it does.
    static var frameByteCountMin: Int { 512 }

    let name: String
    let address: String
    /// The largest frame that it says it accepts.
    private let frameByteCountAccepted: Int
    private let user: String?
    private let password: String
    /// The container's name, made up when it is needed.
    private var container = ""
    private var heartbeats = Heartbeats()
    private var isLeaving = false

    /// The largest frame that the other end accepts.
    private(set) var frameByteCountMax = frameByteCountMin
    /// The number of the next transfer that comes, once the session stands.
    var nextIncomingID: UInt32?
    /// The number of the next transfer that goes.
    var nextOutgoingID: UInt32 = 0
    /// How many transfers the other end has room for.
    var remoteWindow: UInt32 = 0

    /// - Parameters:
    ///   - name: of the link.
    ///   - address: where messages come from, or go.
    ///   - frameByteCountMax: the largest frame that it says it accepts.
    init(
        _ name: String, at address: String, _ options: ScenarioOptions,
        frameByteCountMax: Int = AMQPUnit.byteCountMax
    ) {
        self.name = name
        self.address = address
        frameByteCountAccepted = frameByteCountMax
        user = options.user
        password = options.password ?? ""
    }

    /// Its part in a play.
    func peer(_ script: [Line]) -> ScriptedPeer<AMQPFramer> {
        ScriptedPeer(
            script, framer: { AMQPFramer() },
            aside: { [self] unit, stage in
                guard case .frame(let frame) = unit else { return false }
                return takesAside(frame, stage)
            },
            onPulse: { [self] stage in beat(stage) })
    }

    func say(_ frames: [AMQPFrame], _ stage: Stage) {
        heartbeats.said(at: stage.actions.now)
        stage.send(frames.flatMap(\.bytes))
    }

    // MARK: - For those who send, and those who receive

    /// What the link is, and what follows it at once.
    func attach() -> [AMQPFrame] { [] }

    /// The other end has attached the link too.
    func attached(_ frame: AMQPFrame) {}

    /// What may come at any time.  False: it is for the script.
    func takesAside(_ frame: AMQPFrame, _ stage: Stage) -> Bool {
        switch frame.type {
        case nil: return true
        case .detach, .end, .close:
            guard !isLeaving else { return false }
            let what = frame.type == .detach ? "detached the link" : "ended the session"
            let did = frame.type == .close ? "closed the connection" : what
            stage.fail("the server \(did): \(frame.complaint ?? "it does not say why")")
            return true
        case .flow:
            take(window: frame)
            return true
        default: return false
        }
    }

    private func take(window frame: AMQPFrame) {
        guard let window = frame[.incomingWindow].number else { return }
        let next = frame[.nextIncomingID].number ?? 0
        remoteWindow = UInt32(truncatingIfNeeded: next &+ window) &- nextOutgoingID
    }

    private func beat(_ stage: Stage) {
        if heartbeats.isDue(stage) { say([.heartbeat], stage) }
    }
}

// MARK: - The lines

extension AMQPClient {
    /// SASL: PLAIN for a user with a name, ANONYMOUS for nobody in particular.
    var signsIn: Line {
        .all([
            .say(.sasl),
            .hear(.sasl),
            .hear(.saslMechanisms) { [self] frame, stage in signIn(frame, stage) },
            .hear(.saslOutcome) { [self] frame, stage in
                guard let code = frame[.saslCode].number, code != 0 else { return }
                stage.fail(
                    code == 1
                        ? "the server refuses \(user.map { "user \($0)" } ?? "unnamed users"): "
                            + "check --user and --password"
                        : "the server cannot let anybody in now (SASL code \(code))")
            },
        ])
    }

    private func signIn(_ mechanisms: AMQPFrame, _ stage: Stage) {
        let offered = mechanisms[.saslMechanisms].elements.compactMap(\.text)
        let wanted = user == nil ? "ANONYMOUS" : "PLAIN"
        guard offered.contains(wanted) else {
            let reason = user == nil ? "; give --user and --password" : ""
            return stage.fail(
                "the server does not offer \(wanted), but \(offered.joined(separator: ", "))"
                    + reason)
        }
        let response =
            user.map { [0] + Array($0.utf8) + [0] + Array(password.utf8) }
            ?? Array("anonymous".utf8)
        say(
            [
                AMQPFrame(
                    .saslInit,
                    [.saslMechanism: .symbol(wanted), .saslInitResponse: .binary(response)])
            ], stage)
    }

    /// Connection, session and link, all in one breath, as Proton does.
    var opens: Line {
        .all([
            .say("open, begin and attach") { [self] stage in
                container = container.isEmpty ? Self.containerName(stage) : container
                heartbeats.said(at: stage.actions.now)
                let frames = [open(), begin()] + attach()
                return AMQPFrame.ProtocolHeader.amqp.bytes + frames.flatMap(\.bytes)
            },
            .hear(.amqp),
            .hear(.open) { [self] frame, stage in
                let size = frame[.maxFrameSize].number ?? UInt64(UInt32.max)
                frameByteCountMax = max(Self.frameByteCountMin, Int(clamping: size))
                // Said three times as often as the server asks for, none can come too late.
                heartbeats.interval = frame[.idleTimeout].number.map {
                    max(1, Double($0) / 1000) / 3
                }
                beat(stage)
            },
            .hear(.begin) { [self] frame, _ in
                nextIncomingID =
                    UInt32(truncatingIfNeeded: frame[.nextOutgoingID].number ?? 0)
                    &+ (nextIncomingID ?? 0)
                remoteWindow = UInt32(truncatingIfNeeded: frame[.incomingWindow].number ?? 0)
            },
            .hear(.attach) { [self] frame, _ in attached(frame) },
        ])
    }

    var closes: Line {
        .all([
            .act("close") { [self] stage in
                isLeaving = true
                say([AMQPFrame(.close)], stage)
            },
            .hear(.close),
            .close,
        ])
    }

    private func open() -> AMQPFrame {
        AMQPFrame(
            .open,
            [
                .containerID: .string(container), .hostname: "localhost",
                .maxFrameSize: .uint(UInt32(frameByteCountAccepted)), .channelMax: 32_767,
            ])
    }

    private func begin() -> AMQPFrame {
        AMQPFrame(
            .begin,
            [
                .nextOutgoingID: 0, .incomingWindow: 2_147_483_647,
                .outgoingWindow: 2_147_483_647,
            ])
    }

    /// As programs make them up: a UUID.
    private static func containerName(_ stage: Stage) -> String {
        [8, 4, 4, 4, 12].map { stage.actions.random.hexadecimal($0) }.joined(separator: "-")
    }
}
