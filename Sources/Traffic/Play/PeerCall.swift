/// Something that a peer is told: what both wires have in their queues.
enum PeerCall {
    case start
    case connected(ConnectionID, Route)
    case received([UInt8], on: ConnectionID)
    case closed(ConnectionID, ConnectionEnd)
    case drained(ConnectionID)
    case bound(SocketID, port: UInt16)
    case refused(SocketID, port: UInt16)
    case datagram([UInt8], from: Endpoint, on: SocketID)
    case fired(TimerID)
    case heard(Cue)

    func tell(_ peer: any Peer, _ actions: PeerActions) {
        switch self {
        case .start: peer.start(actions)
        case .connected(let connection, let route): peer.connected(connection, route, actions)
        case .received(let bytes, let connection): peer.received(bytes, on: connection, actions)
        case .closed(let connection, let end): peer.closed(connection, end, actions)
        case .drained(let connection): peer.drained(connection, actions)
        case .bound(let socket, let port): peer.bound(socket, at: port, actions)
        case .refused(let socket, let port): peer.refused(socket, at: port, actions)
        case .datagram(let bytes, let sender, let socket):
            peer.received(datagram: bytes, from: sender, on: socket, actions)
        case .fired(let timer): peer.fired(timer, actions)
        case .heard(let cue): peer.heard(cue, actions)
        }
    }
}
