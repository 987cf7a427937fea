internal import DissectChat
internal import Packets

/// Plays all roles of a ``ChatPlay``, with a connection for each.
///
/// A line is over when everybody has heard what they had to hear of it, and the play's pace allows
/// the next one.
public final class ChatTroupe: Peer {
    /// How long a line may take to have its effect, downloads apart.
    static var patience: Double { 10 }
    /// From the last word of one who leaves until the connection is gone.
    static var parting: Double { 0.0001 }

    struct Player {
        let name: String
        let connection: ConnectionID
        /// The server's address, as the connection has it.
        var host: IPAddress
        var ear = ChatEar()
    }

    /// What somebody has to hear before the next line.
    struct Expectation {
        let name: String
        let words: [UInt8]
    }

    let server: Endpoint
    private let pace: Double
    private var lines: ArraySlice<ChatPlay.Line>
    private var isInPace = true
    /// In the order in which they came.
    var players: [Player] = []
    var expected: [Expectation] = []
    /// Who is about to be gone.
    private var leaving: Player?
    /// The file that is waited for, before and after it was announced.
    var wanted: (file: String, by: String)?
    var fetch: ChatFetch?
    /// What the last download of each file brought.
    var files: [String: [UInt8]] = [:]

    public init(_ play: ChatPlay, server: Endpoint) {
        self.server = server
        pace = play.pace
        lines = play.lines[...]
    }

    public func start(_ actions: PeerActions) { goOn(actions) }

    public var awaited: String? {
        if let expectation = expected.first {
            let words = String(decoding: expectation.words, as: UTF8.self)
            return "\(expectation.name) to hear \"\(words)\""
        }
        return wanted.map { "\($0.file) for \($0.by)" }
    }
}

// MARK: - From line to line

extension ChatTroupe {
    private static var paceTimer: TimerID { TimerID(1) }
    private static var patienceTimer: TimerID { TimerID(2) }
    private static var partingTimer: TimerID { TimerID(3) }
    static var fetchTimer: TimerID { TimerID(4) }

    /// Plays the next line, if the one before is over.
    func goOn(_ actions: PeerActions) {
        guard isInPace, expected.isEmpty, wanted == nil, leaving == nil else { return }
        actions.cancel(Self.patienceTimer)
        guard let line = lines.popFirst() else { return actions.finish() }
        isInPace = false
        actions.fire(Self.paceTimer, after: pace)
        actions.fire(Self.patienceTimer, after: Self.patience)
        for index in players.indices { players[index].ear.listen() }
        expect(line)
        perform(line, actions)
    }

    public func fired(_ timer: TimerID, _ actions: PeerActions) {
        switch timer {
        case Self.paceTimer: isInPace = true
        case Self.patienceTimer where fetch == nil:
            actions.fail("waited in vain for \(awaited ?? "the end of a line")")
        case Self.partingTimer:
            if let gone = leaving { actions.abort(gone.connection) }
            leaving = nil
        case Self.fetchTimer:
            fetch?.lapse(actions)
            endFetch()
        default: break
        }
        goOn(actions)
    }

    private func perform(_ line: ChatPlay.Line, _ actions: PeerActions) {
        if line.deed == .joins {
            let connection = actions.connect(to: server)
            return players.append(
                Player(name: line.role, connection: connection, host: server.address))
        }
        guard let index = players.firstIndex(where: { $0.name == line.role }) else {
            return actions.fail("\(line.role) is not there to play")
        }
        let connection = players[index].connection
        if let words = line.words { actions.send(words.encoded, on: connection) }
        switch line.deed {
        case .leaves:
            leaving = players.remove(at: index)
            actions.fire(Self.partingTimer, after: Self.parting)
        case .hangsUp:
            players.remove(at: index)
            actions.close(connection)
        case .downloads(let file) where !line.isInVain: wanted = (file, line.role)
        default: break
        }
    }
}

extension ChatPlay.Line {
    /// What is written, if anything is.
    fileprivate var words: ChatMessage? {
        switch deed {
        case .joins, .hangsUp: nil
        case .says(let text): .say(text)
        case .whispers(let text, let other): .whisper(to: other, text)
        case .asksWhoIsThere: .show
        case .asksForFiles: .list
        case .downloads(let file): .download(file)
        case .leaves: .quit
        }
    }
}
