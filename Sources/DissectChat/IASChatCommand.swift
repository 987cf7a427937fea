internal import Bytes

/// What the clients of the chat room over UDP can ask for.
public enum IASChatCommand: UInt16, CaseIterable, Sendable {
    case userList = 3, roomList, poke, roomCreate, roomJoin, roomLeave, kick

    /// As it travels.
    public var code: StaticString {
        switch self {
        case .userList: "ul"
        case .roomList: "rl"
        case .poke: "pk"
        case .roomCreate: "rc"
        case .roomJoin: "rj"
        case .roomLeave: "rv"
        case .kick: "kk"
        }
    }

    /// As it is typed, without the dollar.
    public var typed: StaticString {
        switch self {
        case .userList: "userlist"
        case .roomList: "roomlist"
        case .poke: "poke"
        case .roomCreate: "roomcreate"
        case .roomJoin: "roomjoin"
        case .roomLeave: "roomleave"
        case .kick: "kick"
        }
    }

    var title: StaticString {
        switch self {
        case .userList: "User list"
        case .roomList: "Room list"
        case .poke: "Poke"
        case .roomCreate: "Room create"
        case .roomJoin: "Room join"
        case .roomLeave: "Room leave"
        case .kick: "Kick"
        }
    }

    public var hasArgument: Bool {
        switch self {
        case .poke, .roomCreate, .roomJoin: true
        default: false
        }
    }

    /// - Returns: nothing for what is a message; a code alone is one if an argument belongs to it.
    static func read(_ bytes: RawSpan) -> (command: IASChatCommand, argument: Range<Int>)? {
        guard bytes.byteCount >= 2 else { return nil }
        for command in allCases where bytes.has(command.code, at: 0) {
            if !command.hasArgument { return bytes.byteCount == 2 ? (command, 2..<2) : nil }
            guard bytes.byteCount > 3, bytes.byte(at: 2) == 0x20 else { return nil }
            return (command, 3..<bytes.byteCount)
        }
        return nil
    }

    /// Whether these are the two letters of a command whose argument is missing.
    static func lacksArgument(_ bytes: RawSpan) -> Bool {
        guard bytes.byteCount == 2 || bytes.byteCount == 3 && bytes.byte(at: 2) == 0x20 else {
            return false
        }
        return allCases.contains { $0.hasArgument && bytes.has($0.code, at: 0) }
    }
}
