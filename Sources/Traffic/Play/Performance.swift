/// A script on its way: which step it is at, and what came that no step has asked for yet.
///
/// Knows nothing of being a peer: ``ScriptedPeer`` has one, ``ScriptedServer`` one for each
/// connection.
final class Performance<Framer: MessageFramer> {
    typealias Message = Framer.Message

    let stage: Stage
    private(set) var isOver = false
    private let timer: TimerID
    private let makeFramer: () -> Framer
    /// Takes messages that any step may be interrupted by, as pings.
    private let aside: (Message, Stage) -> Bool
    private var framer: Framer
    /// What is still to come, the next one last.
    private var script: [Step<Message>]
    private var current: Step<Message>?
    private var inbox: [Message] = []
    private var cues: Set<Cue> = []
    private var end: ConnectionEnd?

    init(
        _ script: [Step<Message>], timer: TimerID, framer: @escaping () -> Framer,
        aside: @escaping (Message, Stage) -> Bool, _ actions: PeerActions
    ) {
        stage = Stage(actions)
        self.timer = timer
        makeFramer = framer
        self.framer = framer()
        self.aside = aside
        self.script = script.reversed()
    }

    // MARK: - What happens

    func connected(_ connection: ConnectionID, _ route: Route) {
        stage.connection = connection
        stage.route = route
        framer = makeFramer()
        inbox = []
        end = nil
        switch current {
        case .connect, .accept: goOn()
        default: break
        }
    }

    func received(_ bytes: [UInt8]) {
        framer.append(bytes)
        do throws(FramingError) {
            while let message = try framer.next() {
                if aside(message, stage) {
                    if case .until(_, let isSo) = current, isSo(stage) { goOn() }
                    continue
                }
                if inbox.count == Framer.unheardCountMax { inbox.removeFirst() }
                inbox.append(message)
                if case .hear(_, let isIt) = current, hears(isIt) { goOn() }
            }
        } catch {
            stage.fail("what came from \(remoteName) cannot be read: \(error.reason)")
        }
    }

    func closed(_ end: ConnectionEnd) {
        self.end = end
        switch (current, end) {
        case (.hearEnd, _), (nil, .finished):
            stage.close()
            goOn()
        case (.close, _): goOn()
        case (.connect(let endpoint), _):
            stage.fail("nobody listens at \(endpoint)")
        case (.hear, _), (.until, _): failForEnd()
        default: break
        }
    }

    func fired() { if case .pause = current { goOn() } }

    func heard(_ cue: Cue) {
        cues.insert(cue)
        if case .wait(cue) = current { goOn() }
    }

    var awaited: String? {
        switch current {
        case .hear(let what, _), .until(let what, _): what
        case .connect(let endpoint): "a connection to \(endpoint)"
        case .accept: "somebody to connect"
        case .wait(let cue): "the cue \"\(cue)\""
        case .close, .hearEnd: "the other end to close the connection"
        default: nil
        }
    }

    // MARK: - Going on

    /// Takes steps until one has to wait.
    func goOn() {
        current = nil
        while let step = script.popLast() {
            switch step {
            case .all(let steps): script += steps.reversed()
            case .then(let steps): script += steps(stage).reversed()
            case .act(_, let act): act(stage)
            default:
                guard waits(at: step) else { continue }
                current = step
                return
            }
        }
        isOver = true
    }

    /// Begins a step that may take time.  False if it is done already.
    private func waits(at step: Step<Message>) -> Bool {
        switch step {
        case .hear(_, let isIt):
            if hears(isIt) { return false }
            if end != nil { failForEnd() }
        case .until(_, let isSo):
            if isSo(stage) { return false }
            if end != nil { failForEnd() }
        case .connect(let endpoint): stage.connection = stage.actions.connect(to: endpoint)
        case .pause(let seconds): stage.actions.fire(timer, after: seconds)
        case .wait(let cue): return !cues.contains(cue)
        case .close:
            stage.close()
            return end == nil
        case .hearEnd:
            guard end != nil else { return true }
            stage.close()
            return false
        case .accept: return stage.connection == nil
        default: break
        }
        return true
    }

    /// Looks for the message of a step among those that have come.
    private func hears(_ isIt: (Message, Stage) -> Bool) -> Bool {
        guard let index = inbox.firstIndex(where: { isIt($0, stage) }) else { return false }
        inbox.remove(at: index)
        return true
    }

    private var remoteName: String { stage.route.map { "\($0.remote)" } ?? "the other end" }

    private func failForEnd() {
        stage.fail("\(remoteName) closed the connection, instead of \(awaited ?? "an answer")")
    }
}
