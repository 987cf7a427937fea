internal import Dissection

/// The links of AMQP 1.0, their credit over time, and how long their senders had none.
struct AMQPLinkTally {
    /// Links that have a row.
    static var countMax: Int { 65_536 }
    /// Links whose credit over time is kept for a picture.
    static var seriesCountMax: Int { 6 }
    /// Connections of which is remembered when the last frame came.
    static var connectionCountMax: Int { 65_536 }

    struct Link {
        let name: Int
        let conversation: UInt64
        var isSentByClient = true
        var source = -1
        var target = -1
        var sendMode = -1
        var receiveMode = -1
        var transferCount = 0
        var deliveryCount = 0
        var byteCount = 0
        var flowCount = 0
        var greatestCredit = 0
        var stallCount = 0
        var stalledTime: Int64 = 0
        /// Since when there has been no credit; nil: there is some, or nobody knows.
        var stalledSince: Int64?
    }

    /// By a connection and a name.
    private var numbers = NumberTable<UInt32>(countMax: countMax, blank: 0)
    private(set) var links: [Link] = []
    private(set) var credits: [GaugeSeries] = []
    private var lastTimes = NumberTable<Int64>(countMax: connectionCountMax, blank: 0)
    private var lostFrameCount = 0

    mutating func take(_ frame: AMQPFrameFacts) {
        lastTimes.set(frame.conversation, frame.timeSinceFirst)
        guard let name = frame.linkName, let number = number(of: name, frame.conversation) else {
            return
        }
        if let source = frame.source { links[number].source = source }
        if let target = frame.target { links[number].target = target }
        switch frame.performative {
        case 18:
            links[number].isSentByClient = (frame.sender == .client) != frame.isReceiver
            if let mode = frame.sendMode { links[number].sendMode = mode }
            if let mode = frame.receiveMode { links[number].receiveMode = mode }
        case 19: links[number].flowCount += 1
        case 20:
            links[number].isSentByClient = frame.sender == .client
            links[number].transferCount += 1
            links[number].byteCount += frame.byteCount
            if (frame.transfers ?? 1) == 1 { links[number].deliveryCount += 1 }
        default: break
        }
        if let credit = frame.credit { note(credit, of: number, at: frame.timeSinceFirst) }
    }

    private mutating func number(of name: Int, _ conversation: UInt64) -> Int? {
        let key = conversation << 20 | UInt64(name)
        if let known = numbers[key] { return Int(known) }
        guard numbers.set(key, UInt32(links.count)) else {
            lostFrameCount += 1
            return nil
        }
        links.append(Link(name: name, conversation: conversation))
        if credits.count < Self.seriesCountMax { credits.append(GaugeSeries()) }
        return links.count - 1
    }

    private mutating func note(_ credit: Int, of number: Int, at time: Int64) {
        links[number].greatestCredit = max(links[number].greatestCredit, credit)
        if number < credits.count { credits[number].set(credit, at: time) }
        if credit <= 0, links[number].stalledSince == nil {
            links[number].stalledSince = time
            links[number].stallCount += 1
        } else if credit > 0, let since = links[number].stalledSince {
            links[number].stalledTime &+= time &- since
            links[number].stalledSince = nil
        }
    }

    /// When the last frame of a link's connection came: nobody waits longer than that.
    func end(of link: Link) -> Int64 { lastTimes[link.conversation] ?? 0 }

    /// How long its sender had no credit, in all.
    func stalledTime(of link: Link) -> Int64 {
        let open = link.stalledSince.map { max(0, end(of: link) &- $0) } ?? 0
        return link.stalledTime &+ open
    }

    func table(_ names: NameTable, _ fields: FieldTable) -> StatisticsTable {
        var table = StatisticsTable(
            "amqp.links", "AMQP 1.0 links",
            columns: [
                StatisticsColumn("link", "link", .text),
                StatisticsColumn("sender", "sender", .text),
                StatisticsColumn("source", "source", .text),
                StatisticsColumn("target", "target", .text),
                StatisticsColumn("sender-settles", "sender settles", .text),
                StatisticsColumn("receiver-settles", "receiver settles", .text),
                StatisticsColumn("deliveries", "deliveries", .count),
                StatisticsColumn("transfers", "transfers", .count),
                StatisticsColumn("bytes", "bytes", .bytes),
                StatisticsColumn("flows", "flows", .count),
                StatisticsColumn("greatest-credit", "greatest credit", .count),
                StatisticsColumn("stalls", "times at zero", .count),
                StatisticsColumn("stalled", "at zero for", .duration),
            ])
        let sendModes = FieldWords(AMQPStatistics.Field.sendMode.name, fields)
        let receiveModes = FieldWords(AMQPStatistics.Field.receiveMode.name, fields)
        func name(_ number: Int) -> StatisticsValue { number < 0 ? .none : names.value(number) }
        func word(_ mode: Int, _ words: FieldWords) -> StatisticsValue {
            mode < 0 ? .none : .text(words.text(UInt64(mode)))
        }
        for link in links {
            table.append(
                name(link.name), .text(link.isSentByClient ? "client" : "server"),
                name(link.source), name(link.target), word(link.sendMode, sendModes),
                word(link.receiveMode, receiveModes), .count(link.deliveryCount),
                .count(link.transferCount), .bytes(link.byteCount), .count(link.flowCount),
                .count(link.greatestCredit), .count(link.stallCount),
                .duration(stalledTime(of: link)))
        }
        table.remarks.append(
            "A sender is at zero from the transfer that takes the last credit to the next flow; "
                + "one that still is, to the last frame of the "
                + "connection.")
        if lostFrameCount > 0 {
            table.remarks.append("\(lostFrameCount) frames are of links beyond \(Self.countMax).")
        }
        if links.isEmpty { table.remarks = [] }
        return table
    }
}
