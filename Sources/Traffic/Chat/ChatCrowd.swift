internal import DissectChat

/// Many guests of a chat room who all talk at the same time, each as soon as it has heard itself.
public final class ChatCrowd: Peer {
    public struct Plan: Sendable {
        public var guestCount = 4
        /// Of each guest.
        public var messageCount = 10
        /// Of a message's text.
        public var byteCount = 32
        /// All guests together; nil: as fast as it goes.
        public var messagesPerSecond: Double?

        public init() {}
    }

    private struct Guest {
        let name: String
        let connection: ConnectionID
        var ear = ChatEar()
        /// What it waits to hear of itself, nothing while it waits for its turn.
        var awaited: [UInt8]?
        var spokenCount = 0
        var hasLeft = false
    }

    private let plan: Plan
    private let server: Endpoint
    private var guests: [Guest] = []

    public init(_ plan: Plan, server: Endpoint) {
        self.plan = plan
        self.server = server
    }

    public func start(_ actions: PeerActions) {
        for number in 1...max(1, plan.guestCount) {
            let name = "guest\(number)"
            guests.append(Guest(name: name, connection: actions.connect(to: server)))
        }
    }

    public var awaited: String? {
        guests.first { !$0.hasLeft }.map { "\($0.name) to hear itself" }
    }

    public func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        guard let index = index(of: connection) else { return }
        say(.join(guests[index].name), hearing: .joined(guests[index].name), at: index, actions)
    }

    public func received(
        _ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions
    ) {
        guard let index = index(of: connection), let awaited = guests[index].awaited else { return }
        guests[index].ear.hear(bytes)
        guard guests[index].ear.hasHeard(awaited) else { return }
        guests[index].awaited = nil
        guard let rate = plan.messagesPerSecond, rate > 0 else { return speak(at: index, actions) }
        actions.fire(TimerID(index), after: Double(guests.count) / rate)
    }

    public func fired(_ timer: TimerID, _ actions: PeerActions) {
        let index = timer.number
        guard guests[index].hasLeft else { return speak(at: index, actions) }
        actions.abort(guests[index].connection)
        if guests.allSatisfy(\.hasLeft) { actions.finish() }
    }

    public func closed(_ connection: ConnectionID, _ end: ConnectionEnd, _ actions: PeerActions) {
        if end == .finished { actions.close(connection) }
        guard let index = index(of: connection), !guests[index].hasLeft else { return }
        actions.fail(
            end == .refused
                ? "nobody listens at \(server)"
                : "the server has ended the connection of \(guests[index].name)")
    }
}

// MARK: - Talking

extension ChatCrowd {
    private func index(of connection: ConnectionID) -> Int? {
        guests.firstIndex { $0.connection == connection }
    }

    private func speak(at index: Int, _ actions: PeerActions) {
        guard guests[index].spokenCount < plan.messageCount else {
            return leave(at: index, actions)
        }
        guests[index].spokenCount += 1
        let text = Self.text(guests[index].spokenCount, byteCount: plan.byteCount)
        say(.say(text), hearing: .said(by: guests[index].name, text), at: index, actions)
    }

    private func say(
        _ words: ChatMessage, hearing echo: ChatMessage, at index: Int, _ actions: PeerActions
    ) {
        guests[index].ear.listen()
        guests[index].awaited = echo.encoded
        actions.send(words.encoded, on: guests[index].connection)
    }

    private func leave(at index: Int, _ actions: PeerActions) {
        guests[index].hasLeft = true
        actions.send(ChatMessage.quit.encoded, on: guests[index].connection)
        actions.fire(TimerID(index), after: ChatTroupe.parting)
    }

    /// Told apart by its number, and of a length.
    private static func text(_ number: Int, byteCount: Int) -> String {
        let head = "message \(number) "
        return head + String(repeating: "x", count: max(0, byteCount - head.utf8.count))
    }
}
