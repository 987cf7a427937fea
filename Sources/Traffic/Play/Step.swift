/// A line of a peer's script.
///
/// Scripts read from top to bottom; each step takes up when the one before it is done.
public indirect enum Step<Message> {
    /// Does something, and goes on.
    case act(String, (Stage) -> Void)
    /// Waits for a message that `isIt`; what it hears before stays for later steps.
    case hear(String, (_ isIt: Message, Stage) -> Bool)
    /// Waits until something is so that what comes can change.
    case until(String, (Stage) -> Bool)
    /// Opens a connection, which becomes the one that is talked on.
    case connect(Endpoint)
    /// Waits until somebody connects.
    case accept
    /// Waits for seconds.
    case pause(Double)
    /// Waits for a cue of another peer.
    case wait(Cue)
    /// Says that no more will be sent, and waits until the other end has said the same.
    case close
    /// Waits until the other end has closed the connection, and closes it too.
    case hearEnd
    case all([Step])
    /// Steps that are known only when their turn comes.
    case then((Stage) -> [Step])

    /// Gives a cue to the other peers.
    public static func cue(_ cue: Cue) -> Step { .act("gives a cue") { $0.actions.give(cue) } }

    /// The same again and again.
    public static func times(_ count: Int, _ steps: @escaping (_ round: Int) -> [Step]) -> Step {
        .all((0..<max(0, count)).map { round in .then { _ in steps(round) } })
    }

    /// The same again for as long as something is so.
    public static func repeating(
        while isSo: @escaping (Stage) -> Bool, _ steps: [Step]
    ) -> Step {
        .then { stage in isSo(stage) ? steps + [.repeating(while: isSo, steps)] : [] }
    }

    /// Sends bytes that are made when the turn comes.
    public static func say(_ what: String, _ bytes: @escaping (Stage) -> [UInt8]) -> Step {
        .act(what) { stage in stage.send(bytes(stage)) }
    }
}
