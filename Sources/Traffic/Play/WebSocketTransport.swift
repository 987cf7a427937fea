internal import DissectWeb

/// Stands around a peer, and carries what it says in WebSocket frames (RFC 6455) behind an HTTP
/// upgrade.  The peer notices nothing of it.
///
/// A server also takes connections that begin with anything else than an upgrade: those it hands
/// through as they are.
final class WebSocketTransport: Peer {
    static var port: UInt16 { 8080 }
    /// The longest head of a request or an answer.
    static var headByteCountMax: Int { 16 << 10 }
    static var frameByteCountMax: Int { 16 << 20 }

    /// Code 1000: all is said.
    private var normalClosure: [UInt8] { [0x03, 0xE8] }

    private enum Phase { case opening, plain, framed, closing }

    private final class Side {
        var phase = Phase.opening
        var queue = ByteQueue()
        let route: Route

        init(_ route: Route) { self.route = route }
    }

    private let inner: any Peer
    private let isClient: Bool
    private let upgrade: WebSocketUpgrade
    private var sides: [ConnectionID: Side] = [:]

    init(_ inner: any Peer, isClient: Bool, path: String = "/", subprotocol: String = "mqtt") {
        self.inner = inner
        self.isClient = isClient
        upgrade = WebSocketUpgrade(path: path, subprotocol: subprotocol)
    }

    // MARK: - What is handed through

    func start(_ actions: PeerActions) { relay(actions) { inner.start(actions) } }

    func fired(_ timer: TimerID, _ actions: PeerActions) {
        relay(actions) { inner.fired(timer, actions) }
    }

    func heard(_ cue: Cue, _ actions: PeerActions) {
        relay(actions) { inner.heard(cue, actions) }
    }

    func drained(_ connection: ConnectionID, _ actions: PeerActions) {
        relay(actions) { inner.drained(connection, actions) }
    }

    var awaited: String? { inner.awaited }

    // MARK: - Connections

    func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        sides[connection] = Side(route)
        guard isClient else { return }
        let request = upgrade.request(to: route.remote, key: actions.random.bytes(16))
        actions.send(Array(request.utf8), on: connection)
    }

    func closed(_ connection: ConnectionID, _ end: ConnectionEnd, _ actions: PeerActions) {
        sides[connection] = nil
        relay(actions) { inner.closed(connection, end, actions) }
    }

    func received(_ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions) {
        guard let side = sides[connection] else { return }
        if side.phase == .plain {
            return relay(actions) { inner.received(bytes, on: connection, actions) }
        }
        side.queue.append(bytes)
        if side.phase == .opening { open(side, connection, actions) }
        while side.phase == .framed, let frame = nextFrame(side, connection, actions) {
            take(frame, side, connection, actions)
        }
    }

    // MARK: - The upgrade

    private func open(_ side: Side, _ connection: ConnectionID, _ actions: PeerActions) {
        guard isClient || side.queue[0] == UInt8(ascii: "G") else {
            side.phase = .plain
            relay(actions) { inner.connected(connection, side.route, actions) }
            let bytes = side.queue.take(side.queue.count) ?? []
            return relay(actions) { inner.received(bytes, on: connection, actions) }
        }
        guard let head = takeHead(side, connection, actions) else { return }
        if isClient {
            guard head.first?.contains(" 101 ") == true else {
                return actions.fail("the server does not speak WebSocket: \(head.first ?? "")")
            }
        } else {
            guard let key = WebSocketUpgrade.value(of: "sec-websocket-key", in: head) else {
                actions.send(
                    Array("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".utf8),
                    on: connection)
                return actions.close(connection)
            }
            actions.send(Array(upgrade.answer(to: key).utf8), on: connection)
        }
        side.phase = .framed
        relay(actions) { inner.connected(connection, side.route, actions) }
    }

    /// The lines of a head, once it has come to its end.
    private func takeHead(
        _ side: Side, _ connection: ConnectionID, _ actions: PeerActions
    ) -> [String]? {
        let front = Array(side.queue.peek(Self.headByteCountMax))
        let end = front.indices.first { front[$0...].starts(with: [13, 10, 13, 10]) }
        guard let end, let bytes = side.queue.take(end + 4) else {
            if front.count == Self.headByteCountMax { actions.abort(connection) }
            return nil
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }

    // MARK: - Frames

    private struct Frame {
        var opcode: UInt8
        var payload: [UInt8]
    }

    /// The next frame, if it has come whole.
    private func nextFrame(
        _ side: Side, _ connection: ConnectionID, _ actions: PeerActions
    ) -> Frame? {
        let front = Array(side.queue.peek(14))
        guard front.count >= 2 else { return nil }
        let code = Int(front[1] & 0x7F)
        let lengthByteCount = code == 126 ? 2 : code == 127 ? 8 : 0
        let keyByteCount = front[1] & 0x80 != 0 ? 4 : 0
        let head = 2 + lengthByteCount + keyByteCount
        guard front.count >= head else { return nil }
        let length = front[2..<(2 + lengthByteCount)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(Self.frameByteCountMax) else {
            actions.abort(connection)
            return nil
        }
        let count = code < 126 ? code : Int(length)
        guard let bytes = side.queue.take(head + count) else { return nil }
        let key = bytes[(head - keyByteCount)..<head]
        var payload = Array(bytes[head...])
        if keyByteCount > 0 {
            for index in payload.indices { payload[index] ^= key[key.startIndex + index % 4] }
        }
        return Frame(opcode: front[0] & 0x0F, payload: payload)
    }

    private func take(
        _ frame: Frame, _ side: Side, _ connection: ConnectionID, _ actions: PeerActions
    ) {
        switch frame.opcode {
        case 0, 1, 2: relay(actions) { inner.received(frame.payload, on: connection, actions) }
        case 8:
            side.phase = .closing
            send(8, frame.payload, on: connection, actions)
            actions.close(connection)
        case 9: send(10, frame.payload, on: connection, actions)
        default: break
        }
    }

    private func send(
        _ opcode: UInt8, _ payload: [UInt8], on connection: ConnectionID, _ actions: PeerActions
    ) {
        actions.send(frame(opcode, payload, actions), on: connection)
    }

    private func frame(_ opcode: UInt8, _ payload: [UInt8], _ actions: PeerActions) -> [UInt8] {
        let key = isClient ? UInt32(truncatingIfNeeded: actions.random.next()) : nil
        return WebSocketEncoder.frame(opcode, payload, key: key)
    }

    /// Lets the inner peer act, and puts what it sends into frames.
    private func relay(_ actions: PeerActions, _ act: () -> Void) {
        actions.rewriting(act) { action in
            switch action {
            case .send(let connection, let bytes) where sides[connection]?.phase == .framed:
                return [.send(connection, frame(2, bytes, actions))]
            case .close(let connection) where sides[connection]?.phase == .framed:
                sides[connection]?.phase = .closing
                return [.send(connection, frame(8, normalClosure, actions)), action]
            default: return [action]
            }
        }
    }
}
