internal import Dissection

/// How much of what XMPP sends is text for people, and how much is said to one receiver and then
/// once more to another.
///
/// A message repeats one before if it has the same id and the same text and goes over another
/// connection, or the other way; a presence, if it is of the same sender and says the same.
struct XMPPRepetition {
    /// Texts and presences that are remembered.
    static var contentCountMax: Int { 262_144 }

    private struct Tally {
        var count = 0
        var byteCount = 0

        mutating func add(_ byteCount: Int) {
            count += 1
            self.byteCount += byteCount
        }
    }

    /// Where a content was sent first.
    private var contents = NumberTable<UInt64>(countMax: contentCountMax, blank: 0)
    private let hasher = KeyedHash()
    private var stanzas = Tally()
    private var bodies = Tally()
    private var repeatedMessages = Tally()
    private var repeatedPresences = Tally()
    private var lostCount = 0

    mutating func take(_ facts: XMPPFacts) {
        stanzas.add(facts.byteCount)
        if facts.bodyByteCount > 0 { bodies.add(facts.bodyByteCount) }
        guard let content = content(facts) else { return }
        let way = facts.conversation << 1 | UInt64(facts.sender.index)
        guard let first = contents[content] else {
            if !contents.set(content, way) { lostCount += 1 }
            return
        }
        if first == way { return }
        if facts.kind == .message {
            repeatedMessages.add(facts.byteCount)
        } else {
            repeatedPresences.add(facts.byteCount)
        }
    }

    private func content(_ facts: XMPPFacts) -> UInt64? {
        switch facts.kind {
        case .message: facts.bodyHash.map { hasher($0 ^ hasher(facts.id ?? 0)) >> 1 }
        case .presence:
            facts.from.map { from in
                let states = UInt64(facts.type ?? 0) << 32 | UInt64(facts.show ?? 0)
                return hasher(hasher(UInt64(from)) ^ hasher(states) &+ facts.statusHash) >> 1
            }
        default: nil
        }
    }

    func table() -> StatisticsTable {
        var table = StatisticsTable(
            "xmpp.repetition", "XMPP: what the bytes of stanzas are",
            columns: [
                StatisticsColumn("what", "what", .text),
                StatisticsColumn("stanzas", "stanzas", .count),
                StatisticsColumn("bytes", "bytes", .bytes),
                StatisticsColumn("share", "share", .share),
            ])
        guard stanzas.count > 0 else { return table }
        let rows = [
            ("all stanzas", stanzas), ("text of bodies", bodies),
            ("messages said again to others", repeatedMessages),
            ("presences said again to others", repeatedPresences),
        ]
        for (name, tally) in rows {
            table.append(
                .text(name), .count(tally.count), .bytes(tally.byteCount),
                .share(tally.byteCount, of: stanzas.byteCount))
        }
        table.remarks.append(
            "Said again: the same text with the same id, or the same presence of the same sender, "
                + "that went to or came from somebody else before.")
        if lostCount > 0 {
            table.remarks.append(
                "\(lostCount) stanzas beyond \(Self.contentCountMax) are not compared with others.")
        }
        return table
    }
}
