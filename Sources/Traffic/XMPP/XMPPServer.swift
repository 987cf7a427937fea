internal import DissectXMPP
internal import SASL

/// A server for a play: it lets users in, carries what they say to one another, and answers what
/// clients use to ask.
///
/// It keeps nothing: who is not there gets nothing.  Other servers it does not know.
final class XMPPServer: Peer {
    /// Who connects when so many are there already is sent away.
    static var sessionCountMax: Int { 8192 }

    let household: XMPPHousehold
    /// Those that are connected, and how to find those that have a name.
    var sessions: [ConnectionID: XMPPServerSession] = [:]
    private var connections: [XMPPAddress: ConnectionID] = [:]
    /// The connections of a user, in the order in which they got their names.
    private var programs: [String: [ConnectionID]] = [:]
    var rooms: [String: XMPPRoom] = [:]
    /// What the server itself has asked has such ids.
    private var questionCount = 0

    init(_ household: XMPPHousehold) { self.household = household }

    // MARK: - Peer

    func start(_ actions: PeerActions) { actions.listen(household.port) }

    func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        guard sessions.count < Self.sessionCountMax else { return actions.abort(connection) }
        sessions[connection] = XMPPServerSession(connection)
    }

    func received(_ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions) {
        guard var session = sessions[connection], !session.isOver else { return }
        if case .encrypted = session.stage { return refuseTLS(session, actions) }
        session.reader.receive(bytes)
        sessions[connection] = session
        do throws(XMPPStreamReader.Violation) {
            while let event = try nextEvent(on: connection) {
                handle(event, on: connection, actions)
            }
        } catch {
            end(connection, XMPPStreamError(rawValue: error.rawValue), actions)
        }
    }

    func closed(_ connection: ConnectionID, _ end: ConnectionEnd, _ actions: PeerActions) {
        leave(connection, actions)
        sessions[connection] = nil
        if end == .finished { actions.close(connection) }
    }

    /// Time to ask what program somebody has.
    func fired(_ timer: TimerID, _ actions: PeerActions) {
        let connection = sessions.keys.first { $0.number == timer.number }
        guard let connection, let address = sessions[connection]?.address else { return }
        questionCount += 1
        var question = XMLElement.iq(
            "get", id: "version-\(questionCount)", to: address, .query(XMPPNamespace.version))
        question["from"] = household.host
        send(question, to: connection, actions)
    }

    private func nextEvent(
        on connection: ConnectionID
    ) throws(XMPPStreamReader.Violation) -> XMPPStreamReader.Event? {
        guard var reader = sessions[connection]?.reader, sessions[connection]?.isOver == false
        else { return nil }
        defer { sessions[connection]?.reader = reader }
        return try reader.next()
    }

    private func handle(
        _ event: XMPPStreamReader.Event, on connection: ConnectionID, _ actions: PeerActions
    ) {
        guard let session = sessions[connection] else { return }
        switch (event, session.stage) {
        case (.opened(let tag), _): greet(connection, tag, actions)
        case (.closed, _): end(connection, nil, actions)
        case (.element(let element), .bound(let address)):
            route(element, from: address, on: connection, actions)
        case (.element(let element), .signedIn(let user)):
            bind(user, element, on: connection, actions)
        case (.element(let element), _): signIn(element, on: connection, actions)
        }
    }

    // MARK: - Saying

    func send(_ element: XMLElement, to connection: ConnectionID, _ actions: PeerActions) {
        actions.send(element.written(household.style), on: connection)
    }

    /// Ends a stream, for a reason or because the other end does, and closes the connection.
    func end(
        _ connection: ConnectionID, _ reason: XMPPStreamError?, _ actions: PeerActions
    ) {
        if sessions[connection]?.hasOpenedStream == false {
            openStream(on: connection, to: nil, actions)
        }
        if let reason { send(reason.element, to: connection, actions) }
        actions.send(Array("</stream:stream>".utf8), on: connection)
        actions.close(connection)
        leave(connection, actions)
        sessions[connection]?.stage = .over
    }

    // MARK: - Who is there

    func enter(_ address: XMPPAddress, on connection: ConnectionID) {
        sessions[connection]?.stage = .bound(address)
        sessions[connection]?.reader.byteCountMax = XMPPStreamReader.elementByteCountMax
        connections[address] = connection
        programs[address.user, default: []].append(connection)
    }

    func forget(_ address: XMPPAddress, on connection: ConnectionID) {
        connections[address] = nil
        programs[address.user]?.removeAll { $0 == connection }
    }

    func connection(of address: XMPPAddress) -> ConnectionID? { connections[address] }

    /// The connections of a user's programs that are there.
    func present(_ user: String) -> [ConnectionID] {
        (programs[user] ?? []).filter { sessions[$0]?.isAvailable == true }
    }
}
