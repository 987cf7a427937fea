internal import Dissection

/// Who joined a chat room, and what they said.
struct ChatUsers {
    /// Connections of which is remembered whose they are.
    static var connectionCountMax: Int { 65_536 }

    private struct User {
        var joinCount = 0
        var quitCount = 0
        var leftCount = 0
        var publicCount = 0
        var privateCount = 0
        var privateReceivedCount = 0
        var byteCount = 0

        var size: Int { joinCount + leftCount + publicCount + privateCount + privateReceivedCount }
    }

    private let join: Int
    private let quit: Int
    private let left: Int
    private let publicly: Int
    private let privately: Int
    private var connections = NumberTable<UInt32>(countMax: connectionCountMax, blank: 0)
    private var users = PerName(User())

    init(_ commands: NameTable) {
        join = commands.number(of: "join")
        quit = commands.number(of: "quit")
        left = commands.number(of: "left")
        publicly = commands.number(of: "public")
        privately = commands.number(of: "private")
    }

    /// What users say is counted where they say it, not where it is passed on.
    mutating func take(_ facts: ChatFacts, _ command: Int) {
        if facts.sender == .server {
            if command == left, let user = facts.user { users[user].leftCount += 1 }
            return
        }
        if command == join, let user = facts.user {
            connections.set(facts.conversation, UInt32(clamping: user))
            users[user].joinCount += 1
            return
        }
        let owner = connections[facts.conversation].map { Int($0) }
        guard let user = facts.user ?? owner else { return }
        switch command {
        case quit: users[user].quitCount += 1
        case publicly:
            users[user].publicCount += 1
            users[user].byteCount += facts.textByteCount
        case privately:
            users[user].privateCount += 1
            users[user].byteCount += facts.textByteCount
            if let peer = facts.peer { users[peer].privateReceivedCount += 1 }
        default: break
        }
    }

    func table(_ names: NameTable) -> StatisticsTable {
        var table = StatisticsTable(
            "chat.users", "Chat users",
            columns: [
                StatisticsColumn("user", "user", .text), StatisticsColumn("joins", "joins", .count),
                StatisticsColumn("quits", "quits", .count),
                StatisticsColumn("left", "others told: left", .count),
                StatisticsColumn("public", "public", .count),
                StatisticsColumn("private", "private", .count),
                StatisticsColumn("private-received", "private to the user", .count),
                StatisticsColumn("text", "bytes of text", .bytes),
            ])
        for (number, user) in users.ranked(by: \.size) {
            table.append(
                names.value(number), .count(user.joinCount), .count(user.quitCount),
                .count(user.leftCount), .count(user.publicCount), .count(user.privateCount),
                .count(user.privateReceivedCount), .bytes(user.byteCount))
        }
        return table
    }
}
