internal import Dissection

/// What a message of the chat room does.
public enum ChatCommand: UInt16, Sendable, CaseIterable {
    case other, join, `public`, `private`, show, list, download, quit
    case joined, left, users, files, offer, refused

    var word: StaticString {
        switch self {
        case .other: ""
        case .join: "join"
        case .public: "public"
        case .private: "private"
        case .show: "show"
        case .list: "list"
        case .download: "download"
        case .quit: "quit"
        case .joined: "joined"
        case .left: "left"
        case .users: "users"
        case .files: "files"
        case .offer: "offer"
        case .refused: "refused"
        }
    }
}

/// One message of the chat room, as places counted from where it begins.
struct ChatLine {
    /// Somebody a message names.
    enum Party: Equatable {
        case nobody
        /// Whose connection this is.
        case client
        case named(Range<Int>)
    }

    var command: ChatCommand
    var end: Int
    var user = Party.nobody
    var peer = Party.nobody
    /// What was said, the list, or the file's name.
    var text = 0..<0
    var port = 0
    var size = 0

    init(_ command: ChatCommand, end: Int, text: Range<Int> = 0..<0) {
        self.command = command
        self.end = end
        self.text = text
    }
}
