internal import Dissection

/// Users of XMPP and their resources: the names that servers bound to connections.
struct XMPPUsers {
    /// Connections of which is remembered whose they are.
    static var connectionCountMax: Int { 65_536 }

    private struct User {
        var bindCount = 0
        var sentMessageCount = 0
        var receivedMessageCount = 0
        var presenceCount = 0
        var requestCount = 0
        var byteCount = 0
    }

    private var connections = NumberTable<UInt32>(countMax: connectionCountMax, blank: 0)
    private var users = PerName(User())

    mutating func take(_ facts: XMPPFacts) {
        if let jid = facts.jid, facts.sender == .server {
            connections.set(facts.conversation, UInt32(clamping: jid))
            users[jid].bindCount += 1
        }
        guard let number = connections[facts.conversation].map({ Int($0) }) else { return }
        users[number].byteCount += facts.byteCount
        switch facts.kind {
        case .message where facts.sender == .client: users[number].sentMessageCount += 1
        case .message: users[number].receivedMessageCount += 1
        case .presence where facts.sender == .client: users[number].presenceCount += 1
        case .iq where facts.sender == .client: users[number].requestCount += 1
        default: break
        }
    }

    func table(_ names: NameTable) -> StatisticsTable {
        var table = StatisticsTable(
            "xmpp.users", "XMPP users and resources",
            columns: [
                StatisticsColumn("user", "user", .text),
                StatisticsColumn("resource", "resource", .text),
                StatisticsColumn("binds", "binds", .count),
                StatisticsColumn("messages-sent", "messages sent", .count),
                StatisticsColumn("messages-received", "received", .count),
                StatisticsColumn("presences", "presences sent", .count),
                StatisticsColumn("iqs", "iqs sent", .count),
                StatisticsColumn("bytes", "bytes, both ways", .bytes),
            ])
        for (number, user) in users.ranked(by: { $0.bindCount == 0 ? 0 : 1 + $0.byteCount }) {
            let parts = names[number].split(
                separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
            let isKnown = number != NameTable.other
            table.append(
                isKnown ? .name(Array(parts[0])) : names.value(number),
                parts.count > 1 ? .name(Array(parts[1])) : .none, .count(user.bindCount),
                .count(user.sentMessageCount), .count(user.receivedMessageCount),
                .count(user.presenceCount), .count(user.requestCount), .bytes(user.byteCount))
        }
        return table
    }
}
