import Bytes
import DissectXMPP
import Packets

@testable import Traffic

/// A server without a network: clients whose bytes go in, and elements that come out.
final class XMPPHarness {
    let server: XMPPServer
    private let actions = PeerActions(random: RandomSource(seed: 1))
    private var readers: [ConnectionID: XMPPStreamReader] = [:]
    private var heard: [ConnectionID: [XMLElement]] = [:]
    private(set) var raw: [ConnectionID: [UInt8]] = [:]
    private(set) var closed: Set<ConnectionID> = []
    private(set) var timers: [TimerID: Double] = [:]

    static let host = "host"

    init(_ adjust: (inout XMPPHousehold) -> Void = { _ in }) {
        var household = XMPPHousehold(
            Self.host,
            [
                "alice": .init(password: "a"), "bob": .init(password: "b"),
                "carol": .init(password: "c"),
            ])
        household.roomHost = "rooms.host"
        adjust(&household)
        server = XMPPServer(household)
        server.start(actions)
        carryOut()
    }

    func open() -> ConnectionID {
        let connection = actions.nextConnection()
        readers[connection] = XMPPStreamReader()
        let host = IPAddress(127, 0, 0, 1)
        server.connected(
            connection,
            Route(local: Endpoint(host, 5222), remote: Endpoint(host, 40_000), isAccepted: true),
            actions)
        carryOut()
        return connection
    }

    func send(_ text: String, _ connection: ConnectionID) { send(Array(text.utf8), connection) }

    func send(_ bytes: [UInt8], _ connection: ConnectionID) {
        server.received(bytes, on: connection, actions)
        carryOut()
    }

    func end(_ connection: ConnectionID, _ end: ConnectionEnd = .finished) {
        server.closed(connection, end, actions)
        carryOut()
    }

    func fire(_ timer: TimerID) {
        server.fired(timer, actions)
        carryOut()
    }

    /// A client that has a name; what it heard until then is left out.
    func client(_ user: String, as resource: String = "desk") -> ConnectionID {
        let connection = open()
        for text in Self.greeting(user, as: resource) { send(text, connection) }
        _ = hear(connection)
        return connection
    }

    /// A client that is there.
    func presentClient(_ user: String, as resource: String = "desk") -> ConnectionID {
        let connection = client(user, as: resource)
        send("<presence/>", connection)
        _ = hear(connection)
        return connection
    }

    /// What a client says until it has a name.
    static func greeting(_ user: String, as resource: String) -> [String] {
        let secret = Array("\0\(user)\0\(user.prefix(1))".utf8)
        let letters = String(decoding: Base64.encode(secret), as: UTF8.self)
        let sasl = "urn:ietf:params:xml:ns:xmpp-sasl"
        let bind = "urn:ietf:params:xml:ns:xmpp-bind"
        return [
            streamTag, "<auth xmlns='\(sasl)' mechanism='PLAIN'>\(letters)</auth>", streamTag,
            "<iq type='set' id='b'><bind xmlns='\(bind)'><resource>\(resource)</resource></bind>"
                + "</iq>",
        ]
    }

    static let streamTag =
        "<stream:stream to='host' xmlns='jabber:client' "
        + "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"

    /// What a client has heard since it was asked last.
    func hear(_ connection: ConnectionID) -> [XMLElement] {
        defer { heard[connection] = [] }
        return heard[connection] ?? []
    }

    private func carryOut() {
        for action in actions.takePending() {
            switch action {
            case .send(let connection, let bytes):
                raw[connection, default: []] += bytes
                readers[connection]?.receive(bytes)
                while let event = try? readers[connection]?.next() {
                    if case .element(let element) = event {
                        heard[connection, default: []].append(element)
                    }
                }
            case .close(let connection), .abort(let connection): closed.insert(connection)
            case .setTimer(let timer, let seconds): timers[timer] = seconds
            default: break
            }
        }
    }
}
