internal import Bytes

/// A line of the two-party chat over TCP, as its two ends write and read it.
public enum IASChatMessage: Equatable, Sendable {
    case text(String)
    case quit

    public var encoded: [UInt8] {
        switch self {
        case .text(let text): Array("\(text)\n".utf8)
        case .quit: Array(":q\n".utf8)
        }
    }

    /// - Parameter line: without its end.
    public init(reading line: [UInt8]) {
        self =
            IASChatLine(line.rawSpan, hasEnd: true).isQuit
            ? .quit : .text(String(decoding: line, as: UTF8.self))
    }
}

/// A datagram of the chat room over UDP, as a client means it.
public enum IASChatRequest: Equatable, Sendable {
    case command(IASChatCommand, String)
    case text(String)

    public var encoded: [UInt8] {
        switch self {
        case .command(let command, let argument): command.encoded(argument)
        case .text(let text): Array(text.utf8)
        }
    }

    /// - Parameter text: as somebody types it: `$userlist`, `$poke alice`, or anything else to say.
    public init(typed text: String) {
        self = .text(text)
        guard text.first == "$" else { return }
        let words = text.dropFirst().split(separator: " ", maxSplits: 1)
        let command = IASChatCommand.allCases.first { "\($0.typed)" == words.first ?? "" }
        guard let command, command.hasArgument == (words.count > 1) else { return }
        self = .command(command, words.count > 1 ? String(words[1]) : "")
    }

    public init(reading datagram: [UInt8]) {
        if let (command, argument) = IASChatCommand.read(datagram.rawSpan) {
            self = .command(command, String(decoding: datagram[argument], as: UTF8.self))
        } else {
            self = .text(String(decoding: datagram, as: UTF8.self))
        }
    }
}

extension IASChatCommand {
    /// What a client sends for the command.
    public func encoded(_ argument: String = "") -> [UInt8] {
        Array((hasArgument ? "\(code) \(argument)" : "\(code)").utf8)
    }
}
