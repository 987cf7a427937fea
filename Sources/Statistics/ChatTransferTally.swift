internal import Dissection

/// The downloads of CHAT-UDP: how often parts were asked for again, how fast, whether to the end.
struct ChatTransferTally {
    /// Transfers that have a row.
    static var countMax: Int { 4096 }

    private struct Transfer {
        var file: Int?
        var size: Int?
        var requestCount = 0
        var repeatedCount = 0
        var dataCount = 0
        /// Of each part once.
        var byteCount = 0
        var lastPart = -1
        var start: Int64
        var end: Int64
        var isFinished = false
    }

    private var transfers: [Transfer] = []
    /// Which is under way in a conversation.
    private var open = NumberTable<UInt32>(countMax: countMax, blank: 0)
    private var sizes = PerName(-1)
    private var lostCount = 0

    mutating func take(_ facts: ChatFacts) {
        if let name = facts.fileName, let size = facts.fileSize { sizes[name] = size }
        guard facts.isFinished || facts.part != nil, let number = transfer(facts) else { return }
        transfers[number].end = facts.timeSinceFirst
        transfers[number].file = transfers[number].file ?? facts.file
        if facts.isFinished {
            transfers[number].isFinished = true
            _ = open.remove(facts.conversation)
        } else if facts.attempt != nil {
            transfers[number].requestCount += 1
            if (facts.attempt ?? 1) > 1 { transfers[number].repeatedCount += 1 }
        } else if let length = facts.length, let part = facts.part {
            transfers[number].dataCount += 1
            guard part > transfers[number].lastPart else { return }
            transfers[number].lastPart = part
            transfers[number].byteCount += length
        }
    }

    private mutating func transfer(_ facts: ChatFacts) -> Int? {
        if let known = open[facts.conversation] { return Int(known) }
        guard transfers.count < Self.countMax,
            open.set(facts.conversation, UInt32(transfers.count))
        else {
            lostCount += 1
            return nil
        }
        let size = facts.file.map { sizes[$0] } ?? -1
        transfers.append(
            Transfer(
                file: facts.file, size: size < 0 ? nil : size, start: facts.timeSinceFirst,
                end: facts.timeSinceFirst))
        return transfers.count - 1
    }

    func table(_ names: NameTable) -> StatisticsTable {
        var table = StatisticsTable(
            "chat.transfers", "Chat downloads",
            columns: [
                StatisticsColumn("file", "file", .text),
                StatisticsColumn("requests", "requests", .count),
                StatisticsColumn("again", "asked again", .count),
                StatisticsColumn("answers", "answers", .count),
                StatisticsColumn("bytes", "bytes", .bytes),
                StatisticsColumn("size", "announced bytes", .bytes),
                StatisticsColumn("time", "time", .duration),
                StatisticsColumn("goodput", "bytes", .rate),
                StatisticsColumn("finished", "finished", .flag),
                StatisticsColumn("complete", "complete", .flag),
            ])
        for transfer in transfers {
            let time = transfer.end &- transfer.start
            let isComplete =
                transfer.isFinished && transfer.byteCount >= (transfer.size ?? .max)
            table.append(
                transfer.file.map { names.value($0) } ?? .none, .count(transfer.requestCount),
                .count(transfer.repeatedCount), .count(transfer.dataCount),
                .bytes(transfer.byteCount), transfer.size.map { .bytes($0) } ?? .none,
                .duration(time), .rate(transfer.byteCount, in: time), .flag(transfer.isFinished),
                .flag(isComplete))
        }
        if lostCount > 0 {
            table.remarks.append("\(lostCount) messages are of downloads beyond \(Self.countMax).")
        }
        return table
    }
}
