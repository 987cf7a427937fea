internal import Glibc
internal import Packets

/// The sockets of a run, by whose they are: does what peers want of them, and collects what peers
/// are to be told.
final class SocketTable {
    /// Connections and sockets open at once.
    static var socketCountMax: Int { 1024 }
    static var readByteCountMax: Int { 1 << 16 }
    /// Connections that wait to be accepted.
    static var backlogMax: Int32 { 1024 }

    enum Watched {
        case listener(SystemSocket, actor: Int)
        case connection(SocketConnection)
        case datagrams(SystemSocket, actor: Int, SocketID)
    }

    /// A connection or a socket, by whose it is.
    struct Name: Hashable {
        var actor: Int
        var number: Int
    }

    let options: ScenarioOptions
    let places: LoopbackMap
    /// Where the server is, if not in this run.
    let server: Endpoint?
    /// They number the connections of their peers.
    private let actions: [PeerActions]
    var poll = EventPoll()
    var watched: [Int: Watched] = [:]
    var connections: [Name: (token: Int, connection: SocketConnection)] = [:]
    var datagramSockets: [Name: (token: Int, socket: SystemSocket)] = [:]
    var news: [(actor: Int, call: PeerCall)] = []
    /// What makes the run fail.
    private(set) var failure: TrafficError?
    var buffer = [UInt8](repeating: 0, count: SocketTable.readByteCountMax)
    private var random: RandomSource
    private var tokenCount = 0

    init(
        _ places: LoopbackMap, _ options: ScenarioOptions, server: Endpoint?,
        _ actions: [PeerActions]
    ) {
        self.places = places
        self.options = options
        self.server = server
        self.actions = actions
        random = RandomSource(seed: options.seed ^ 0x736F_636B_6574_7300)
    }

    var hasConnections: Bool { !connections.isEmpty }

    /// What happened since this was asked last, for whom.
    func takeNews() -> [(actor: Int, call: PeerCall)] {
        var taken: [(actor: Int, call: PeerCall)] = []
        swap(&taken, &news)
        for case (let actor, .drained(let id)) in taken {
            connections[Name(actor: actor, number: id.number)]?.connection.owesWord = false
        }
        return taken
    }

    func fail(_ error: TrafficError) { failure = failure ?? error }

    // MARK: - New sockets

    func listen(_ actor: Int, _ endpoint: Endpoint) {
        guard let socket = open(SOCK_STREAM) else { return }
        socket.set(SOL_SOCKET, SO_REUSEADDR)
        let number = socket.bind(endpoint)
        guard number == 0 else { return fail(TrafficError(bindingTo: endpoint, number)) }
        guard Glibc.listen(socket.descriptor, Self.backlogMax) == 0 else {
            return fail(TrafficError(bindingTo: endpoint, errno))
        }
        _ = watch(socket, .listener(socket, actor: actor))
    }

    func connect(_ actor: Int, _ id: ConnectionID, from address: IPAddress, to endpoint: Endpoint) {
        guard let socket = open(SOCK_STREAM) else { return }
        let target = target(endpoint)
        if server == nil {
            // The port is chosen with the other end in mind, so that all are free for each.
            socket.set(Int32(IPPROTO_IP), IP_BIND_ADDRESS_NO_PORT)
            _ = socket.bind(Endpoint(address, 0))
        }
        let number = socket.connect(target)
        guard number == 0 || number == EINPROGRESS else { return refuse(actor, id) }
        let route = Route(
            local: places.told(socket.localEndpoint), remote: places.told(target), isAccepted: false
        )
        add(socket, actor, id, route, .connecting)
    }

    func accept(_ listener: SystemSocket, _ actor: Int) {
        while watched.count < Self.socketCountMax, let socket = listener.accept() {
            let route = Route(
                local: places.told(socket.localEndpoint),
                remote: places.told(socket.remoteEndpoint), isAccepted: true)
            let id = actions[actor].nextConnection()
            add(socket, actor, id, route, .open)
            news.append((actor, .connected(id, route)))
        }
    }

    func bind(_ actor: Int, _ id: SocketID, _ endpoint: Endpoint) {
        guard let socket = open(SOCK_DGRAM) else { return }
        let number = server == nil ? socket.bind(endpoint) : 0
        switch number {
        case 0:
            let token = watch(socket, .datagrams(socket, actor: actor, id))
            datagramSockets[Name(actor: actor, number: id.number)] = (token, socket)
            news.append((actor, .bound(id, port: socket.localEndpoint.port)))
        case EADDRINUSE: news.append((actor, .refused(id, port: endpoint.port)))
        default: fail(TrafficError(bindingTo: endpoint, number))
        }
    }

    private func open(_ kind: __socket_type) -> SystemSocket? {
        do throws(TrafficError) {
            guard watched.count < Self.socketCountMax else {
                throw TrafficError("no more than \(Self.socketCountMax) sockets at once")
            }
            return try SystemSocket(kind)
        } catch {
            fail(error)
            return nil
        }
    }

    private func add(
        _ socket: SystemSocket, _ actor: Int, _ id: ConnectionID, _ route: Route,
        _ state: SocketConnection.State
    ) {
        let connection = SocketConnection(
            socket, actor: actor, id, route: route, state: state, cut: options.faults.cut,
            random: random.fork())
        let token = watch(socket, .connection(connection), writes: state == .connecting)
        connections[Name(actor: actor, number: id.number)] = (token, connection)
    }

    private func watch(_ socket: SystemSocket, _ what: Watched, writes: Bool = false) -> Int {
        tokenCount += 1
        watched[tokenCount] = what
        poll.add(socket.descriptor, token: tokenCount, writes: writes)
        return tokenCount
    }

    /// Where an endpoint of the scenario is.
    private func target(_ endpoint: Endpoint) -> Endpoint {
        server ?? Endpoint(places[endpoint.address], endpoint.port)
    }

    // MARK: - What peers say

    func send(_ bytes: [UInt8], _ actor: Int, _ id: ConnectionID) {
        with(actor, id) { $0.send(bytes) }
    }

    func close(_ actor: Int, _ id: ConnectionID) { with(actor, id) { $0.finish() } }

    func abort(_ actor: Int, _ id: ConnectionID) {
        guard let (token, connection) = connections[Name(actor: actor, number: id.number)] else {
            return
        }
        connection.abort()
        forget(connection, token)
    }

    func send(_ datagram: [UInt8], to endpoint: Endpoint, _ actor: Int, _ id: SocketID) {
        let socket = datagramSockets[Name(actor: actor, number: id.number)]?.socket
        let place = Endpoint(target(endpoint).address, endpoint.port)
        guard !random.happens(options.faults.loss) else { return }
        socket?.send(datagram, to: place)
        if random.happens(options.faults.duplicate) { socket?.send(datagram, to: place) }
    }

    func unbind(_ actor: Int, _ id: SocketID) {
        let name = Name(actor: actor, number: id.number)
        guard let token = datagramSockets.removeValue(forKey: name)?.token else { return }
        poll.remove(token)
        watched[token] = nil
    }

    private func with(_ actor: Int, _ id: ConnectionID, _ act: (SocketConnection) -> Int32) {
        guard let (token, connection) = connections[Name(actor: actor, number: id.number)] else {
            return
        }
        let hadWaiting = connection.hasWaiting
        guard act(connection) == 0 else { return lose(connection, token) }
        settle(connection, token, hadWaiting: hadWaiting)
    }
}
