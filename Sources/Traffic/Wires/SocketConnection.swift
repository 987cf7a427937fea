internal import Glibc

/// A TCP connection of an actor on real sockets: what waits to be sent, and how far it has come.
final class SocketConnection {
    enum State { case connecting, open, closed }

    /// Bytes that wait for somebody who connected and does not read: of more, it is let go.
    static var waitingByteCountMax: Int { 16 << 20 }

    let socket: SystemSocket
    let actor: Int
    let id: ConnectionID
    let isAccepted: Bool
    var state: State
    var route: Route
    /// The other end has said its last.
    var hasEnded = false
    private(set) var hasFinished = false
    private var waiting: [[UInt8]] = []
    private var waitingStart = 0
    private var waitingByteCount = 0
    private(set) var isFinishing = false
    /// Its peer is yet to be told that there is room for more.
    var owesWord = false
    private var cut: Int?
    private var random: RandomSource

    init(
        _ socket: SystemSocket, actor: Int, _ id: ConnectionID, route: Route, state: State,
        cut: Int?, random: RandomSource
    ) {
        self.socket = socket
        self.actor = actor
        self.id = id
        self.route = route
        self.state = state
        self.cut = cut
        self.random = random
        isAccepted = route.isAccepted
        // What is sent goes out as it is, and at once.
        socket.set(Int32(IPPROTO_TCP), TCP_NODELAY)
    }

    var hasWaiting: Bool { waitingStart < waiting.count }

    /// - Returns: an `errno` if the connection is gone.
    func send(_ bytes: [UInt8]) -> Int32 {
        guard !isFinishing else { return 0 }
        if isAccepted, waitingByteCount > Self.waitingByteCountMax { return ENOBUFS }
        waiting.append(bytes)
        waitingByteCount += bytes.count
        return waiting.count - waitingStart > 1 ? 0 : flush()
    }

    func finish() -> Int32 {
        isFinishing = true
        return flush()
    }

    /// Sends as much as goes.
    func flush() -> Int32 {
        guard state == .open else { return 0 }
        while waitingStart < waiting.count {
            let piece = waiting[waitingStart]
            let sent = sendPiece(of: piece)
            if sent < 0 {
                if sent == -Int(EAGAIN) || sent == -Int(EINTR) { return 0 }
                return Int32(-sent)
            }
            waitingByteCount -= sent
            if sent < piece.count {
                waiting[waitingStart].removeFirst(sent)
            } else {
                waiting[waitingStart] = []
                waitingStart += 1
            }
        }
        waiting.removeAll(keepingCapacity: true)
        waitingStart = 0
        if isFinishing, !hasFinished {
            hasFinished = true
            _ = shutdown(socket.descriptor, Int32(SHUT_WR))
        }
        return 0
    }

    private func sendPiece(of piece: [UInt8]) -> Int {
        guard let cut else { return socket.send(piece[...]) }
        return socket.send(piece.prefix(random.number(in: 1...max(1, cut))))
    }

    /// Has the other end told that the connection is no more.
    func abort() {
        var option = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(
            socket.descriptor, SOL_SOCKET, SO_LINGER, &option,
            socklen_t(MemoryLayout<linger>.size))
        state = .closed
    }
}
