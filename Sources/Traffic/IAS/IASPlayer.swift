internal import DissectChat

/// Plays one role of an ``IASPlay``.
///
/// All players go through the same lines: whoever hears what ends a line gives the others a cue.
/// Datagrams get lost: whoever is not heard says it again.
final class IASPlayer: Peer {
    /// How long nobody's hearing is borne, and how often a line is said.
    static var patience: Double { 3 }
    static var attemptMax: Int { 10 }

    private let name: String
    private let play: IASPlay
    private let server: Endpoint
    private var socket: SocketID?
    /// The line that is played or comes next.
    private var number = 0
    private var attempt = 0

    init(_ role: IASRole, in play: IASPlay, server: Endpoint) {
        name = role.name
        self.play = play
        self.server = server
    }

    func start(_ actions: PeerActions) {
        socket = actions.bind()
        prepare(actions)
    }

    var awaited: String? {
        line.map { "\"\($0.words)\" to reach \($0.hearer ?? "nobody")" }
    }

    private var line: IASPlay.Line? {
        number < play.lines.count ? play.lines[number] : nil
    }

    func fired(_ timer: TimerID, _ actions: PeerActions) {
        guard let line, let socket else { return }
        guard attempt < Self.attemptMax else {
            return actions.fail("\(name) said \"\(line.typed)\" \(attempt) times in vain")
        }
        attempt += 1
        let request = IASChatRequest(typed: line.typed)
        actions.send(datagram: request.encoded, to: server, from: socket)
        guard line.hearer != nil else { return end(line, actions) }
        actions.fire(Self.timer, after: Self.patience)
    }

    func received(
        datagram: [UInt8], from sender: Endpoint, on socket: SocketID, _ actions: PeerActions
    ) {
        guard sender == server, let line, line.hearer == name,
            datagram.elementsEqual(line.words.utf8)
        else { return }
        end(line, actions)
    }

    func heard(_ cue: Cue, _ actions: PeerActions) {
        if cue == Self.cue(number) { goOn(actions) }
    }
}

// MARK: - From line to line

extension IASPlayer {
    private static var timer: TimerID { TimerID(1) }

    private static func cue(_ number: Int) -> Cue { Cue("the end of line \(number + 1)") }

    private func end(_ line: IASPlay.Line, _ actions: PeerActions) {
        actions.give(Self.cue(number))
        goOn(actions)
    }

    private func goOn(_ actions: PeerActions) {
        actions.cancel(Self.timer)
        (number, attempt) = (number + 1, 0)
        prepare(actions)
    }

    private func prepare(_ actions: PeerActions) {
        guard let line else { return actions.finish() }
        if line.speaker == name { actions.fire(Self.timer, after: play.pace) }
    }
}
