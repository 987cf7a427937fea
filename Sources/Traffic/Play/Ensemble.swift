/// Everyone who takes part in a run, with what each is to do: what both wires share.
struct Ensemble {
    let actors: [Actor]
    let actions: [PeerActions]
    private var hasFinished: [Bool]

    init(_ actors: [Actor], seed: UInt64) {
        var random = RandomSource(seed: seed)
        self.actors = actors
        actions = actors.map { _ in PeerActions(random: random.fork()) }
        hasFinished = actors.map { $0.role == .server }
    }

    /// Tells a peer something, at a time.
    ///
    /// - Returns: what it does about it.
    func tell(_ index: Int, _ call: PeerCall, at seconds: Double) -> [PeerActions.Action] {
        actions[index].now = seconds
        call.tell(actors[index].peer, actions[index])
        return actions[index].takePending()
    }

    /// Servers first, so that they listen when the clients come.
    var order: [Int] {
        actors.indices.filter { actors[$0].role == .server }
            + actors.indices.filter { actors[$0].role == .client }
    }

    mutating func finish(_ index: Int) { hasFinished[index] = true }

    /// Whether all clients have done their part.
    var isOver: Bool { !hasFinished.contains(false) }

    /// Who has not finished, and what each waits for.
    var halted: TrafficError {
        let waiting = actors.indices.filter { !hasFinished[$0] }.map { index in
            "\(actors[index].name) still waits for \(actors[index].peer.awaited ?? "something")"
        }
        return TrafficError("it came to a halt: " + waiting.joined(separator: ", "))
    }

    func failure(_ index: Int, _ reason: String) -> TrafficError {
        TrafficError("\(actors[index].name): \(reason)")
    }
}
