internal import Glibc
internal import Packets

/// Plays a scenario on real sockets: all peers in one loop, on one thread.
public final class SocketWire {
    /// How long nothing may happen before a run counts as one that came to a halt, in seconds.
    static var patience: Double { 10 }
    /// How long connections have to close once all is said.
    static var farewell: Double { 1 }
    /// Connections and sockets open at once.
    static var socketCountMax: Int { 1024 }
    static var readByteCountMax: Int { 1 << 16 }

    enum Watched {
        case listener(SystemSocket, Int)
        case connection(SocketConnection)
        case datagrams(SystemSocket, Int, SocketID)
    }

    private struct Name: Hashable {
        var actor: Int
        var number: Int
    }

    private var ensemble: Ensemble
    private let options: ScenarioOptions
    private let setting: Setting
    private let places: LoopbackMap
    private var poll = EventPoll()
    private var watched: [Int: Watched] = [:]
    private var tokenCount = 0
    private var connections: [Name: (token: Int, connection: SocketConnection)] = [:]
    private var datagramSockets: [Name: (token: Int, socket: SystemSocket)] = [:]
    private var clock: EventQueue<(TimerTable.Key, Int)> = EventQueue()
    private var timers = TimerTable()
    private var clientTimerCount = 0
    private var calls: [(Int, Call)] = []
    private var failure: TrafficError?
    private var isStopped = false
    private var random: RandomSource
    private var buffer: [UInt8]
    private let beginning: Int64
    private var lastEvent: Int64

    /// - Parameter actors: without the servers, where ``Setting/server`` is one.
    public init(
        _ actors: [Actor], _ options: ScenarioOptions, _ setting: Setting
    ) {
        self.options = options
        self.setting = setting
        ensemble = Ensemble(
            actors.filter { setting.server == nil || $0.role != .server }, seed: options.seed)
        places = LoopbackMap(actors)
        random = RandomSource(seed: options.seed ^ 0x736F_636B_6574_7300)
        buffer = Array(repeating: 0, count: Self.readByteCountMax)
        beginning = Self.monotonicTime
        lastEvent = beginning
    }

    /// Runs until all clients are done; servers alone run until they are stopped.
    public func run() throws(TrafficError) {
        for role in [Actor.Role.server, .client] {
            for (index, actor) in ensemble.actors.enumerated() where actor.role == role {
                calls.append((index, .start))
                makeCalls()
            }
        }
        let servesForEver = !ensemble.actors.contains { $0.role == .client }
        while !isStopped, servesForEver || !ensemble.isOver { try turn() }
        let end = Self.monotonicTime + Int64(Self.farewell * 1e9)
        while !isStopped, !connections.isEmpty, Self.monotonicTime < end { try turn() }
    }

    /// One round of waiting for something to happen, and letting it happen.
    private func turn() throws(TrafficError) {
        if let failure { throw failure }
        var ready: [EventPoll.Readiness] = []
        poll.wait(waitingTime, into: &ready)
        if !ready.isEmpty { lastEvent = Self.monotonicTime }
        for event in ready { handle(event) }
        fireTimers()
        makeCalls()
        isStopped = setting.isStopped()
        if let failure { throw failure }
        let idle = Double(Self.monotonicTime - lastEvent) / 1e9
        if idle > Self.patience, clientTimerCount == 0, !ensemble.isOver { throw ensemble.halted }
    }

    // MARK: - Time

    private static var monotonicTime: Int64 {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Seconds of the scenario's clock.
    private var now: Double { Double(Self.monotonicTime - beginning) / 1e9 * setting.speed }

    /// Milliseconds until the next timer; never so long that a halt goes unnoticed.
    private var waitingTime: Int32 {
        if !calls.isEmpty { return 0 }
        guard let next = clock.nextTime else { return 100 }
        return Int32(clamping: min(100, max(0, (next - Self.monotonicTime + 999_999) / 1_000_000)))
    }

    private func fireTimers() {
        while let next = clock.nextTime, next <= Self.monotonicTime,
            let (_, (key, generation)) = clock.popFirst()
        {
            if keepsGoing(key) { clientTimerCount -= 1 }
            guard timers.take(key, generation) else { continue }
            call(key.actor) { $0.fired(key.timer, $1) }
        }
    }

    /// Whether the run waits for a timer.
    private func keepsGoing(_ key: TimerTable.Key) -> Bool {
        ensemble.actors[key.actor].role == .client && key.timer != .pulse
    }

    private func setTimer(_ key: TimerTable.Key, _ seconds: Double) {
        if keepsGoing(key) { clientTimerCount += 1 }
        let delay = Int64(min(seconds / setting.speed, 1e9) * 1e9)
        clock.insert((key, timers.set(key)), at: Self.monotonicTime + delay)
    }

    // MARK: - Peers

    private func makeCalls() {
        // What comes of them is for the next round, so that nobody talks without listening.
        var present: [(Int, Call)] = []
        swap(&present, &calls)
        for (actor, what) in present {
            call(actor) { peer, actions in
                switch what {
                case .start: peer.start(actions)
                case .heard(let cue): peer.heard(cue, actions)
                case .bound(let socket, let port, false): peer.bound(socket, at: port, actions)
                case .bound(let socket, let port, true): peer.refused(socket, at: port, actions)
                case .ended(let connection, let end): peer.closed(connection, end, actions)
                case .drained(let connection):
                    connections[Name(actor: actor, number: connection.number)]?
                        .connection.owesWord = false
                    peer.drained(connection, actions)
                }
            }
        }
    }

    private func call(_ index: Int, _ tell: (any Peer, PeerActions) -> Void) {
        ensemble.call(index, at: now, tell)
        for action in ensemble.actions[index].takePending() { carryOut(action, of: index) }
    }

    private func carryOut(_ action: PeerActions.Action, of index: Int) {
        let address = places[ensemble.actors[index].address]
        switch action {
        case .listen(let port): listen(index, Endpoint(address, port))
        case .connect(let id, let endpoint): connect(index, id, from: address, to: endpoint)
        case .send(let id, let bytes): with(index, id) { $0.send(bytes) }
        case .close(let id): with(index, id) { $0.finish() }
        case .abort(let id): abort(index, id)
        case .bind(let id, let port): bind(index, id, Endpoint(address, port))
        case .unbind(let id): unbind(Name(actor: index, number: id.number))
        case .sendDatagram(let id, let bytes, let endpoint): send(bytes, to: endpoint, index, id)
        case .setTimer(let timer, let seconds):
            setTimer(TimerTable.Key(actor: index, timer: timer), seconds)
        case .cancelTimer(let timer): timers.cancel(TimerTable.Key(actor: index, timer: timer))
        case .give(let cue):
            calls += ensemble.actors.indices.filter { $0 != index }.map { ($0, .heard(cue)) }
        case .report(let text): setting.report("\(ensemble.actors[index].name): \(text)")
        case .finish: ensemble.finish(index)
        case .fail(let reason): failure = failure ?? ensemble.failure(index, reason)
        }
    }

    // MARK: - Sockets

    private func watch(_ descriptor: Int32, _ what: Watched, writes: Bool = false) {
        tokenCount += 1
        watched[tokenCount] = what
        poll.add(descriptor, token: tokenCount, writes: writes)
    }

    private func open(_ kind: __socket_type) -> SystemSocket? {
        do throws(TrafficError) {
            guard watched.count < Self.socketCountMax else {
                throw TrafficError("no more than \(Self.socketCountMax) sockets at once")
            }
            return try SystemSocket(kind)
        } catch {
            failure = failure ?? error
            return nil
        }
    }

    private func fail(_ endpoint: Endpoint, _ number: Int32) {
        failure = failure ?? TrafficError(bindingTo: endpoint, number)
    }

    private func listen(_ index: Int, _ endpoint: Endpoint) {
        guard let socket = open(SOCK_STREAM) else { return }
        socket.set(SOL_SOCKET, SO_REUSEADDR)
        let number = socket.bind(endpoint)
        guard number == 0 else { return fail(endpoint, number) }
        guard Glibc.listen(socket.descriptor, 1024) == 0 else { return fail(endpoint, errno) }
        watch(socket.descriptor, .listener(socket, index))
    }

    private func bind(_ index: Int, _ id: SocketID, _ endpoint: Endpoint) {
        guard let socket = open(SOCK_DGRAM) else { return }
        let number = setting.server == nil ? socket.bind(endpoint) : 0
        let isRefused = number == EADDRINUSE
        guard number == 0 || isRefused else { return fail(endpoint, number) }
        let port = isRefused ? endpoint.port : socket.localEndpoint.port
        calls.append((index, .bound(id, port, isRefused: isRefused)))
        guard !isRefused else { return }
        watch(socket.descriptor, .datagrams(socket, index, id))
        datagramSockets[Name(actor: index, number: id.number)] = (tokenCount, socket)
    }

    private func unbind(_ name: Name) {
        guard let token = datagramSockets.removeValue(forKey: name)?.token else { return }
        poll.remove(token)
        watched[token] = nil
    }

    private func send(_ bytes: [UInt8], to endpoint: Endpoint, _ index: Int, _ id: SocketID) {
        let socket = datagramSockets[Name(actor: index, number: id.number)]?.socket
        let place = Endpoint(target(endpoint).address, endpoint.port)
        guard !random.happens(options.faults.loss) else { return }
        socket?.send(bytes, to: place)
        if random.happens(options.faults.duplicate) { socket?.send(bytes, to: place) }
    }

    /// Where an endpoint of the scenario is.
    private func target(_ endpoint: Endpoint) -> Endpoint {
        setting.server ?? Endpoint(places[endpoint.address], endpoint.port)
    }

    private func connect(
        _ index: Int, _ id: ConnectionID, from address: IPAddress, to endpoint: Endpoint
    ) {
        guard let socket = open(SOCK_STREAM) else { return }
        let target = target(endpoint)
        if setting.server == nil {
            // The port is chosen with the other end in mind, so that all are free for each.
            socket.set(Int32(IPPROTO_IP), IP_BIND_ADDRESS_NO_PORT)
            _ = socket.bind(Endpoint(address, 0))
        }
        let number = socket.connect(target)
        guard number == 0 || number == EINPROGRESS else {
            return refuse(index, id)
        }
        let route = Route(local: socket.localEndpoint, remote: target, isAccepted: false)
        add(socket, index, id, route, .connecting)
    }

    private func add(
        _ socket: SystemSocket, _ index: Int, _ id: ConnectionID, _ route: Route,
        _ state: SocketConnection.State
    ) {
        let connection = SocketConnection(
            socket, actor: index, id, route: route, state: state, cut: options.faults.cut,
            random: random.fork())
        watch(socket.descriptor, .connection(connection), writes: state == .connecting)
        connections[Name(actor: index, number: id.number)] = (tokenCount, connection)
    }

    private func with(_ index: Int, _ id: ConnectionID, _ act: (SocketConnection) -> Int32) {
        guard let (token, connection) = connections[Name(actor: index, number: id.number)] else {
            return
        }
        let hadWaiting = connection.hasWaiting
        let number = act(connection)
        if number != 0 { return lose(connection, token) }
        settle(connection, token, hadWaiting: hadWaiting)
    }

    /// After something was sent: asks to be told of room, or forgets what is over.
    private func settle(_ connection: SocketConnection, _ token: Int, hadWaiting: Bool) {
        guard connection.state == .open else { return }
        if connection.hasWaiting != hadWaiting {
            poll.change(
                token, reads: !connection.hasEnded,
                writes: connection.hasWaiting)
        }
        if connection.hasFinished, connection.hasEnded { return forget(connection, token) }
        guard !connection.hasWaiting, !connection.owesWord, !connection.isFinishing else { return }
        connection.owesWord = true
        calls.append((connection.actor, .drained(connection.id)))
    }

    private func forget(_ connection: SocketConnection, _ token: Int) {
        connection.state = .closed
        watched[token] = nil
        poll.remove(token)
        connections[Name(actor: connection.actor, number: connection.id.number)] = nil
    }

    private func lose(_ connection: SocketConnection, _ token: Int) {
        let wasConnecting = connection.state == .connecting
        forget(connection, token)
        if wasConnecting { return refuse(connection.actor, connection.id) }
        calls.append((connection.actor, .ended(connection.id, .reset)))
    }

    /// The peer knows nothing of a real server's address.
    private func refuse(_ index: Int, _ id: ConnectionID) {
        if let server = setting.server {
            failure = failure ?? TrafficError("nobody listens at \(server)")
        }
        calls.append((index, .ended(id, .refused)))
    }

    private func abort(_ index: Int, _ id: ConnectionID) {
        guard let (token, connection) = connections[Name(actor: index, number: id.number)] else {
            return
        }
        connection.abort()
        forget(connection, token)
    }

    // MARK: - What happens

    private func handle(_ event: EventPoll.Readiness) {
        switch watched[event.token] {
        case .listener(let socket, let index): accept(socket, index)
        case .datagrams(let socket, let index, let id): receive(socket, index, id)
        case .connection(let connection):
            if connection.state == .connecting {
                conclude(connection, event.token)
            } else {
                if event.canWrite, connection.hasWaiting { resume(connection, event.token) }
                if event.canRead { read(connection, event.token) }
            }
        case nil: break
        }
    }

    private func accept(_ listener: SystemSocket, _ index: Int) {
        while watched.count < Self.socketCountMax, let socket = listener.accept() {
            let route = Route(
                local: socket.localEndpoint, remote: socket.remoteEndpoint, isAccepted: true)
            let id = ensemble.actions[index].nextConnection()
            add(socket, index, id, route, .open)
            call(index) { $0.connected(id, route, $1) }
        }
    }

    /// A connection stands, or does not.
    private func conclude(_ connection: SocketConnection, _ token: Int) {
        guard connection.socket.pendingError == 0 else { return lose(connection, token) }
        connection.state = .open
        connection.route.local = connection.socket.localEndpoint
        poll.change(
            token, reads: true, writes: connection.hasWaiting)
        call(connection.actor) { $0.connected(connection.id, connection.route, $1) }
    }

    private func resume(_ connection: SocketConnection, _ token: Int) {
        guard connection.flush() == 0 else { return lose(connection, token) }
        settle(connection, token, hadWaiting: true)
    }

    private func read(_ connection: SocketConnection, _ token: Int) {
        guard connection.state == .open else { return }
        // Nobody asks to read any more: the connection is gone.
        guard !connection.hasEnded else { return lose(connection, token) }
        let count = connection.socket.receive(into: &buffer)
        if count > 0 {
            let bytes = Array(buffer[..<count])
            call(connection.actor) { $0.received(bytes, on: connection.id, $1) }
        } else if count == 0 {
            connection.hasEnded = true
            poll.change(
                token, reads: false,
                writes: connection.hasWaiting)
            settle(connection, token, hadWaiting: connection.hasWaiting)
            call(connection.actor) { $0.closed(connection.id, .finished, $1) }
        } else if count != -Int(EAGAIN), count != -Int(EINTR) {
            lose(connection, token)
        }
    }

    private func receive(_ socket: SystemSocket, _ index: Int, _ id: SocketID) {
        while let (count, sender) = socket.receiveDatagram(into: &buffer) {
            let bytes = Array(buffer[..<count])
            let source = Endpoint(places.original(of: sender.address), sender.port)
            call(index) { $0.received(datagram: bytes, from: source, on: id, $1) }
        }
    }
}
