/// Logins of XMPP by mechanism.
struct XMPPLogins {
    /// Connections whose login is under way.
    static var openCountMax: Int { 65_536 }

    private struct Login {
        var attemptCount = 0
        var successCount = 0
        var failureCount = 0
    }

    private var open = NumberTable<UInt32>(countMax: openCountMax, blank: 0)
    private var logins = PerName(Login())

    mutating func take(_ facts: XMPPFacts) {
        switch facts.kind {
        case .auth:
            let mechanism = facts.mechanism ?? NameTable.other
            logins[mechanism].attemptCount += 1
            open.set(facts.conversation, UInt32(clamping: mechanism))
        case .success:
            guard let mechanism = open.remove(facts.conversation) else { return }
            logins[Int(mechanism)].successCount += 1
        case .failure:
            guard let mechanism = open.remove(facts.conversation) else { return }
            logins[Int(mechanism)].failureCount += 1
        default: break
        }
    }

    func table(_ names: NameTable) -> StatisticsTable {
        var table = StatisticsTable(
            "xmpp.logins", "XMPP logins (SASL)",
            columns: [
                StatisticsColumn("mechanism", "mechanism", .text),
                StatisticsColumn("attempts", "attempts", .count),
                StatisticsColumn("successes", "successes", .count),
                StatisticsColumn("failures", "failures", .count),
                StatisticsColumn("open", "without an end", .count),
            ])
        for (number, login) in logins.ranked(by: \.attemptCount) {
            table.append(
                names.value(number), .count(login.attemptCount), .count(login.successCount),
                .count(login.failureCount),
                .count(login.attemptCount - login.successCount - login.failureCount))
        }
        return table
    }
}
