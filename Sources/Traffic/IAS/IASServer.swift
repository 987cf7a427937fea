internal import DissectChat

/// The server of the chat room over UDP.
///
/// It knows a user by the address that datagrams come from, and under the first text that came.
/// What is not a command goes to the user's room, or to the one whom the user poked; from somebody
/// who is in no room and poked nobody, it goes back.
public final class IASServer: Peer {
    public static let port: UInt16 = 8090

    /// Users; of more, the one that came first is forgotten.
    static var userCountMax: Int { 256 }
    static var roomCountMax: Int { 64 }
    /// Bytes of a datagram; a longer one is not read.
    static var datagramByteCountMax: Int { 1400 }
    /// Bytes of a name.
    static var nameByteCountMax: Int { 64 }

    private struct User {
        let endpoint: Endpoint
        let name: String
        var room: String?
        var partner: Endpoint?
    }

    private let listeningPort: UInt16
    private var socket: SocketID?
    /// In the order in which they came.
    private var users: [User] = []
    private var rooms: [String] = []

    public init(port: UInt16 = IASServer.port) { listeningPort = port }

    public func start(_ actions: PeerActions) { socket = actions.bind(listeningPort) }

    public func received(
        datagram: [UInt8], from sender: Endpoint, on socket: SocketID, _ actions: PeerActions
    ) {
        guard datagram.count <= Self.datagramByteCountMax else { return }
        guard let index = users.firstIndex(where: { $0.endpoint == sender }) else {
            return register(datagram, sender, actions)
        }
        switch IASChatRequest(reading: datagram) {
        case .text(let text): pass(text, from: users[index], actions)
        case .command(.userList, _):
            tell(sender, Self.list(users.filter { $0.endpoint != sender }.map(\.name)), actions)
        case .command(.roomList, _): tell(sender, Self.list(rooms), actions)
        case .command(.poke, let name): poke(name, by: index, actions)
        case .command(.roomCreate, let room): openRoom(room, by: index, actions)
        case .command(.roomJoin, let room): enter(room, index, actions)
        case .command(.roomLeave, _): users[index].room = nil
        case .command(.kick, _): emptyRoom(of: index, actions)
        }
    }

    private func tell(_ endpoint: Endpoint, _ text: String, _ actions: PeerActions) {
        guard let socket else { return }
        actions.send(datagram: Array(text.utf8), to: endpoint, from: socket)
    }
}

// MARK: - Users

extension IASServer {
    private func register(_ datagram: [UInt8], _ sender: Endpoint, _ actions: PeerActions) {
        let name = String(decoding: datagram, as: UTF8.self)
        guard Self.isName(name) else { return }
        if users.count >= Self.userCountMax { users.removeFirst() }
        users.append(User(endpoint: sender, name: name))
        tell(sender, name, actions)
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= nameByteCountMax
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "--" : names.joined(separator: " ")
    }

    private func poke(_ name: String, by index: Int, _ actions: PeerActions) {
        let user = users[index]
        guard let other = users.firstIndex(where: { $0.name == name }) else {
            return tell(user.endpoint, "no user \(name)", actions)
        }
        users[index].partner = users[other].endpoint
        users[other].partner = user.endpoint
        tell(users[other].endpoint, "\(user.name) pokes you", actions)
    }

    private func pass(_ text: String, from user: User, _ actions: PeerActions) {
        if let room = user.room {
            for other in users where other.room == room && other.endpoint != user.endpoint {
                tell(other.endpoint, "\(user.name): \(text)", actions)
            }
        } else if let partner = user.partner {
            tell(partner, "\(user.name): \(text)", actions)
        } else {
            tell(user.endpoint, text, actions)
        }
    }
}

// MARK: - Rooms

extension IASServer {
    private func openRoom(_ room: String, by index: Int, _ actions: PeerActions) {
        let user = users[index]
        guard user.room != room else { return tell(user.endpoint, "room \(room) open", actions) }
        guard Self.isName(room), !rooms.contains(room), rooms.count < Self.roomCountMax else {
            return tell(user.endpoint, "no room for \(room)", actions)
        }
        rooms.append(room)
        users[index].room = room
        tell(user.endpoint, "room \(room) open", actions)
    }

    private func enter(_ room: String, _ index: Int, _ actions: PeerActions) {
        guard rooms.contains(room) else {
            return tell(users[index].endpoint, "no room \(room)", actions)
        }
        users[index].room = room
        tell(users[index].endpoint, "you are in \(room)", actions)
    }

    private func emptyRoom(of index: Int, _ actions: PeerActions) {
        guard let room = users[index].room else { return }
        for member in users.indices where users[member].room == room {
            users[member].room = nil
            tell(users[member].endpoint, "everybody leaves \(room)", actions)
        }
    }
}
