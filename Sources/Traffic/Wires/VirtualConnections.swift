/// The ends of all connections of the virtual network, by what is known of them where.
struct VirtualConnections {
    struct Owner {
        var actor: Int
        var id: ConnectionID
        var route: Route

        /// What the peer is told of it.
        func call(_ notice: VirtualTCP.Notice) -> PeerCall {
            switch notice {
            case .connected: .connected(id, route)
            case .received(let bytes): .received(bytes, on: id)
            case .ended(let end): .closed(id, end)
            case .drained: .drained(id)
            }
        }
    }

    private struct Ends: Hashable {
        var local: Endpoint
        var remote: Endpoint
    }

    private struct Name: Hashable {
        var actor: Int
        var id: ConnectionID
    }

    private var byEnds: [Ends: VirtualTCP] = [:]
    private var byName: [Name: VirtualTCP] = [:]
    private var owners: [ObjectIdentifier: Owner] = [:]

    mutating func add(_ end: VirtualTCP, of actor: Int, _ id: ConnectionID, isAccepted: Bool) {
        let route = Route(local: end.local, remote: end.remote, isAccepted: isAccepted)
        byEnds[Ends(local: end.local, remote: end.remote)] = end
        byName[Name(actor: actor, id: id)] = end
        owners[ObjectIdentifier(end)] = Owner(actor: actor, id: id, route: route)
    }

    func end(_ local: Endpoint, _ remote: Endpoint) -> VirtualTCP? {
        byEnds[Ends(local: local, remote: remote)]
    }

    func end(of actor: Int, _ id: ConnectionID) -> VirtualTCP? {
        byName[Name(actor: actor, id: id)]
    }

    func owner(of end: VirtualTCP) -> Owner? { owners[ObjectIdentifier(end)] }
}

/// A UDP socket, by whose it is.
struct VirtualSocketKey: Hashable {
    var actor: Int
    var id: SocketID
}
