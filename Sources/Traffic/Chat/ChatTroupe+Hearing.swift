internal import DissectChat

/// What the players of a troupe hear, and what they have to.
extension ChatTroupe {
    /// What has to be heard of a line, and by whom.
    func expect(_ line: ChatPlay.Line) {
        let others = players.map(\.name).filter { $0 != line.role }
        switch line.deed {
        case .joins: expectPresence(.joined(line.role), others + [line.role])
        case .leaves, .hangsUp: expectPresence(.left(line.role), others)
        case .says(let text): expect(.said(by: line.role, text), others + [line.role])
        case .whispers(_, let other) where line.isInVain:
            expect(.notConnected(other), [line.role])
        case .whispers(let text, let other):
            expect(.echoed(to: other, text), [line.role])
            expect(.whispered(by: line.role, text), others.filter { $0 == other })
        case .asksWhoIsThere: expect(.users([]), [line.role])
        case .asksForFiles: expect(.files([]), [line.role])
        case .downloads: if line.isInVain { expect(.noSuchFile, [line.role]) }
        }
    }

    private func expect(_ message: ChatMessage, _ names: [String]) {
        expected += names.map { Expectation(name: $0, words: message.encoded) }
    }

    /// Behind who came or went everybody is told who is there.
    private func expectPresence(_ message: ChatMessage, _ names: [String]) {
        expect(message, names)
        expect(.users([]), names)
    }

    public func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        guard let index = players.firstIndex(where: { $0.connection == connection }) else { return }
        players[index].host = route.remote.address
        actions.send(ChatMessage.join(players[index].name).encoded, on: connection)
    }

    public func received(
        _ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions
    ) {
        guard let index = players.firstIndex(where: { $0.connection == connection }) else { return }
        players[index].ear.hear(bytes)
        let (name, ear) = (players[index].name, players[index].ear)
        expected.removeAll { $0.name == name && ear.hasHeard($0.words) }
        if wanted?.by == name, fetch == nil { beginFetch(players[index], actions) }
        goOn(actions)
    }

    public func closed(_ connection: ConnectionID, _ end: ConnectionEnd, _ actions: PeerActions) {
        if end == .finished { actions.close(connection) }
        guard let player = players.first(where: { $0.connection == connection }) else { return }
        switch end {
        case .refused: actions.fail("nobody listens at \(server)")
        default: actions.fail("the server has ended the connection of \(player.name)")
        }
    }
}

// MARK: - Files

extension ChatTroupe {
    private func beginFetch(_ player: Player, _ actions: PeerActions) {
        guard let file = wanted?.file else { return }
        if player.ear.hasHeard(ChatMessage.noSuchFile.encoded) {
            return actions.fail("the server has no \(file)")
        }
        guard case .offer(let port, let size, _) = ChatMessage.offer(of: file, in: player.ear.heard)
        else { return }
        fetch = ChatFetch(
            file, byteCount: size, from: Endpoint(player.host, port), timer: Self.fetchTimer,
            actions)
    }

    public func received(
        datagram: [UInt8], from sender: Endpoint, on socket: SocketID, _ actions: PeerActions
    ) {
        fetch?.receive(datagram, from: sender, on: socket, actions)
        endFetch()
        goOn(actions)
    }

    /// If all of it has come.
    func endFetch() {
        guard let done = fetch, done.isOver else { return }
        files[done.file] = done.content
        (fetch, wanted) = (nil, nil)
    }
}
