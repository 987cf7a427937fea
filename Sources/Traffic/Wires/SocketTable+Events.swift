internal import Glibc

/// What becomes of sockets: how it is noticed, and who is told.
extension SocketTable {
    /// Waits for milliseconds at most, and looks after all that can be read or written.
    ///
    /// - Returns: whether there was anything.
    func wait(_ milliseconds: Int32) -> Bool {
        var ready: [EventPoll.Readiness] = []
        poll.wait(milliseconds, into: &ready)
        for event in ready { handle(event) }
        return !ready.isEmpty
    }

    private func handle(_ event: EventPoll.Readiness) {
        switch watched[event.token] {
        case .listener(let socket, let actor): accept(socket, actor)
        case .datagrams(let socket, let actor, let id): receive(socket, actor, id)
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

    /// A connection stands, or does not.
    private func conclude(_ connection: SocketConnection, _ token: Int) {
        guard connection.socket.pendingError == 0 else { return lose(connection, token) }
        connection.state = .open
        connection.route.local = places.told(connection.socket.localEndpoint)
        poll.change(token, reads: true, writes: connection.hasWaiting)
        news.append((connection.actor, .connected(connection.id, connection.route)))
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
            news.append((connection.actor, .received(Array(buffer[..<count]), on: connection.id)))
        } else if count == 0 {
            connection.hasEnded = true
            poll.change(token, reads: false, writes: connection.hasWaiting)
            news.append((connection.actor, .closed(connection.id, .finished)))
            settle(connection, token, hadWaiting: connection.hasWaiting)
        } else if count != -Int(EAGAIN), count != -Int(EINTR) {
            lose(connection, token)
        }
    }

    private func receive(_ socket: SystemSocket, _ actor: Int, _ id: SocketID) {
        while let (count, sender) = socket.receiveDatagram(into: &buffer) {
            let source = Endpoint(places.original(of: sender.address), sender.port)
            news.append((actor, .datagram(Array(buffer[..<count]), from: source, on: id)))
        }
    }

    // MARK: - Afterwards

    /// After something was sent: asks to be told of room, or forgets what is over.
    func settle(_ connection: SocketConnection, _ token: Int, hadWaiting: Bool) {
        guard connection.state == .open else { return }
        if connection.hasWaiting != hadWaiting {
            poll.change(token, reads: !connection.hasEnded, writes: connection.hasWaiting)
        }
        if connection.hasFinished, connection.hasEnded { return forget(connection, token) }
        guard !connection.hasWaiting, !connection.owesWord, !connection.isFinishing else { return }
        connection.owesWord = true
        news.append((connection.actor, .drained(connection.id)))
    }

    func forget(_ connection: SocketConnection, _ token: Int) {
        connection.state = .closed
        watched[token] = nil
        poll.remove(token)
        connections[Name(actor: connection.actor, number: connection.id.number)] = nil
    }

    func lose(_ connection: SocketConnection, _ token: Int) {
        let wasConnecting = connection.state == .connecting
        forget(connection, token)
        if wasConnecting { return refuse(connection.actor, connection.id) }
        news.append((connection.actor, .closed(connection.id, .reset)))
    }

    /// The peer knows nothing of a real server's address.
    func refuse(_ actor: Int, _ id: ConnectionID) {
        if let server { fail(TrafficError("nobody listens at \(server)")) }
        news.append((actor, .closed(id, .refused)))
    }
}
