internal import Packets

/// Plays a scenario on real sockets: all peers in one loop, on one thread.
public final class SocketWire {
    /// How long nothing may happen before a run counts as one that came to a halt, in seconds.
    static var patience: Double { 10 }
    /// How long connections have to close once all is said.
    static var farewell: Double { 1 }

    private var ensemble: Ensemble
    private let setting: Setting
    private let places: LoopbackMap
    private let sockets: SocketTable
    private var clock: SocketClock
    private var cues: [(actor: Int, call: PeerCall)] = []
    private var failure: TrafficError?
    private var isStopped = false
    private var lastEvent = SocketClock.now

    /// - Parameter actors: with the servers, also where ``Setting/server`` is one.
    public init(_ actors: [Actor], _ options: ScenarioOptions, _ setting: Setting) {
        self.setting = setting
        let hasServer = setting.server != nil
        ensemble = Ensemble(
            actors.filter { !hasServer || $0.role != .server }, seed: options.seed)
        places = LoopbackMap(actors, network: setting.network)
        sockets = SocketTable(places, options, server: setting.server, ensemble.actions)
        clock = SocketClock(speed: setting.speed)
    }

    /// Runs until all clients are done; servers alone run until they are stopped.
    public func run() throws(TrafficError) {
        for index in ensemble.order { tell(index, .start) }
        let servesForEver = !ensemble.actors.contains { $0.role == .client }
        while !isStopped, servesForEver || !ensemble.isOver { try turn() }
        let end = SocketClock.now + Int64(Self.farewell * 1e9)
        while !isStopped, sockets.hasConnections, SocketClock.now < end { try turn() }
    }

    /// One round of waiting for something to happen, and letting it happen.
    private func turn() throws(TrafficError) {
        let isWaited = sockets.news.isEmpty && cues.isEmpty
        if sockets.wait(isWaited ? clock.waitingTime : 0) { lastEvent = SocketClock.now }
        while let key = clock.popDue() { tell(key.actor, .fired(key.timer)) }
        // What comes of them is for the next round, so that nobody talks without listening.
        var calls: [(actor: Int, call: PeerCall)] = []
        swap(&calls, &cues)
        for (actor, call) in sockets.takeNews() + calls { tell(actor, call) }
        isStopped = setting.isStopped()
        if let failure = sockets.failure ?? failure { throw failure }
        let idle = Double(SocketClock.now - lastEvent) / 1e9
        if idle > Self.patience, !clock.keepsGoing, !ensemble.isOver {
            throw ensemble.halted
        }
    }

    private func tell(_ index: Int, _ call: PeerCall) {
        let actions = ensemble.tell(index, call, at: clock.seconds)
        for action in actions { carryOut(action, of: index) }
    }

    private func carryOut(_ action: PeerActions.Action, of index: Int) {
        let address = places[ensemble.actors[index].address]
        switch action {
        case .listen(let port): sockets.listen(index, Endpoint(address, port))
        case .connect(let id, let endpoint):
            sockets.connect(index, id, from: address, to: endpoint)
        case .send(let id, let bytes): sockets.send(bytes, index, id)
        case .close(let id): sockets.close(index, id)
        case .abort(let id): sockets.abort(index, id)
        case .bind(let id, let port): sockets.bind(index, id, Endpoint(address, port))
        case .unbind(let id): sockets.unbind(index, id)
        case .sendDatagram(let id, let bytes, let endpoint):
            sockets.send(bytes, to: endpoint, index, id)
        case .setTimer(let timer, let seconds):
            let keepsGoing = ensemble.actors[index].role == .client && timer != .pulse
            clock.set(
                TimerTable.Key(actor: index, timer: timer), after: seconds,
                keepsGoing: keepsGoing)
        case .cancelTimer(let timer): clock.cancel(TimerTable.Key(actor: index, timer: timer))
        case .give(let cue):
            cues += ensemble.actors.indices.filter { $0 != index }.map { ($0, .heard(cue)) }
        case .report(let text): setting.report("\(ensemble.actors[index].name): \(text)")
        case .finish: ensemble.finish(index)
        case .fail(let reason): failure = failure ?? ensemble.failure(index, reason)
        }
    }
}
