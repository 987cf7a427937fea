internal import DissectChat
internal import Packets

/// The server of a chat room: passes on what its guests say, and hands out files over UDP.
///
/// A protocol without framing: what a client writes at once is a message, and a moment of silence is
/// all that ends it.  Whoever writes more than a message may hold, takes another's name, or gives
/// none, is shown the door; what guests can make the server keep has limits.
public final class ChatServer: Peer {
    public static let port: UInt16 = 55000

    /// Guests at a time.
    static var guestCountMax: Int { 256 }
    /// Bytes of one message of a client.
    static var messageByteCountMax: Int { 16 << 10 }
    /// How long a client is silent after a message: TCP may bring it in pieces.
    static var silence: Double { 0.0003 }
    /// How long a client may take to say its name, and how long a transfer may be silent.
    static var patience: Double { 30 }
    /// Who came or went is told at once, who is there a moment later: two lines written one right
    /// behind the other would be read as one.
    static var rollCallDelay: Double { 0.005 }

    private struct Guest {
        let connection: ConnectionID
        let host: IPAddress
        let arrival: Double
        var name: String?
        /// What it has said since the last silence.
        var words: [UInt8] = []
    }

    private let listeningPort: UInt16
    private var uploads: ChatUploads
    /// In the order in which they came.
    private var guests: [Guest] = []
    private var isWatching = false

    /// - Parameter sendsSizes: whether each part of a file travels with its size.
    public init(
        port: UInt16 = ChatServer.port, offering files: [ChatFile] = [], sendsSizes: Bool = false
    ) {
        listeningPort = port
        uploads = ChatUploads(files, sendsSizes: sendsSizes)
    }

    public func start(_ actions: PeerActions) {
        actions.listen(listeningPort)
    }
}

// MARK: - Coming and going

extension ChatServer {
    public func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        guard guests.count < Self.guestCountMax else {
            actions.report("\(route.remote) was turned away: \(guests.count) guests are the limit")
            return actions.abort(connection)
        }
        let host = route.remote.address
        guests.append(Guest(connection: connection, host: host, arrival: actions.now))
        watch(actions)
    }

    private func join(_ name: String, at index: Int, _ actions: PeerActions) {
        let isTaken = guests.contains { $0.name == name }
        guard ChatMessage.isName(name), !isTaken else {
            actions.report("a guest was shown the door: \(isTaken ? "\(name) is here" : "no name")")
            actions.abort(guests[index].connection)
            return leave(at: index, actions)
        }
        guests[index].name = name
        actions.report("\(name) has joined")
        tellAll(.joined(name), actions)
        callTheRoll(actions)
    }

    public func closed(_ connection: ConnectionID, _ end: ConnectionEnd, _ actions: PeerActions) {
        hear(connection, actions)
        if end == .finished { actions.close(connection) }
        if let index = index(of: connection) { leave(at: index, actions) }
    }

    private func leave(at index: Int, _ actions: PeerActions) {
        guard let name = guests.remove(at: index).name else { return }
        actions.report("\(name) has left")
        tellAll(.left(name), actions)
        callTheRoll(actions)
    }

    private func index(of connection: ConnectionID) -> Int? {
        guests.firstIndex { $0.connection == connection }
    }
}

// MARK: - What guests say

extension ChatServer {
    public func received(
        _ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions
    ) {
        guard let index = index(of: connection) else { return }
        guests[index].words += bytes
        guard guests[index].words.count <= Self.messageByteCountMax else {
            actions.report("a guest was shown the door: it said too much at once")
            actions.abort(connection)
            return leave(at: index, actions)
        }
        actions.fire(Self.silenceTimer(connection), after: Self.silence)
    }

    /// Takes what a guest has said for a message.
    private func hear(_ connection: ConnectionID, _ actions: PeerActions) {
        guard let index = index(of: connection), !guests[index].words.isEmpty else { return }
        let guest = guests[index]
        guests[index].words = []
        let message = ChatMessage(fromClient: guest.words, isFirst: guest.name == nil)
        guard let name = guest.name else {
            if case .join(let name) = message { join(name, at: index, actions) }
            return
        }
        switch message {
        case .show: tell(guest, .users(names(without: name)), actions)
        case .list: tell(guest, .files(uploads.names), actions)
        case .download(let file): offer(file, to: guest, actions)
        case .whisper(let other, let text): pass(text, from: guest, name, to: other, actions)
        case .quit:
            actions.close(connection)
            leave(at: index, actions)
        case .say(let text): tellAll(.said(by: name, text), actions)
        default: break
        }
    }

    private func pass(
        _ text: String, from guest: Guest, _ name: String, to other: String,
        _ actions: PeerActions
    ) {
        guard let receiver = guests.first(where: { $0.name == other }) else {
            return tell(guest, .notConnected(other), actions)
        }
        tell(guest, .echoed(to: other, text), actions)
        tell(receiver, .whispered(by: name, text), actions)
    }

    private func names(without name: String) -> [String] {
        guests.compactMap(\.name).filter { $0 != name }
    }

    private func tell(_ guest: Guest, _ message: ChatMessage, _ actions: PeerActions) {
        actions.send(message.encoded, on: guest.connection)
    }

    private func tellAll(_ message: ChatMessage, _ actions: PeerActions) {
        let bytes = message.encoded
        for guest in guests where guest.name != nil { actions.send(bytes, on: guest.connection) }
    }
}

// MARK: - Files

extension ChatServer {
    private func offer(_ file: String, to guest: Guest, _ actions: PeerActions) {
        uploads.offer(file, to: guest.connection, at: guest.host, actions)
        watch(actions)
    }

    public func bound(_ socket: SocketID, at port: UInt16, _ actions: PeerActions) {
        uploads.announce(socket, port, actions)
    }

    public func refused(_ socket: SocketID, at port: UInt16, _ actions: PeerActions) {
        uploads.avoid(port, actions)
    }

    public func received(
        datagram: [UInt8], from sender: Endpoint, on socket: SocketID, _ actions: PeerActions
    ) {
        uploads.receive(datagram, from: sender, on: socket, actions)
    }
}

// MARK: - Time

extension ChatServer {
    private static var rollCall: TimerID { TimerID(1) }
    private static var sweep: TimerID { TimerID(2) }
    /// One for each guest.
    private static func silenceTimer(_ connection: ConnectionID) -> TimerID {
        TimerID(3 + connection.number)
    }

    public func fired(_ timer: TimerID, _ actions: PeerActions) {
        switch timer {
        case Self.rollCall: tellWhoIsThere(actions)
        case Self.sweep:
            isWatching = false
            endWhatIsSilent(actions)
        default:
            let guest = guests.first { Self.silenceTimer($0.connection) == timer }
            if let guest { hear(guest.connection, actions) }
        }
    }

    private func endWhatIsSilent(_ actions: PeerActions) {
        let latest = actions.now - Self.patience
        for guest in guests where guest.name == nil && guest.arrival <= latest {
            actions.abort(guest.connection)
        }
        guests.removeAll { $0.name == nil && $0.arrival <= latest }
        uploads.endThose(silentSince: latest, actions)
        watch(actions)
    }

    private func callTheRoll(_ actions: PeerActions) {
        actions.fire(Self.rollCall, after: Self.rollCallDelay)
    }

    private func tellWhoIsThere(_ actions: PeerActions) {
        for guest in guests {
            if let name = guest.name { tell(guest, .users(names(without: name)), actions) }
        }
    }

    /// As long as somebody is awaited.
    private func watch(_ actions: PeerActions) {
        let isAwaited = !uploads.isEmpty || guests.contains { $0.name == nil }
        guard isAwaited, !isWatching else { return }
        isWatching = true
        actions.fire(Self.sweep, after: Self.patience / 3)
    }
}
