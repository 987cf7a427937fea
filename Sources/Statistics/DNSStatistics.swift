internal import Dissection
internal import Packets
internal import Printing

/// Statistics of DNS: questions, names, answers, failures.
struct DNSStatistics: StatisticsTally {
    enum Field: UInt8, StatisticsFieldName {
        case isResponse, code, name, type, time, isRepeated

        var name: String {
            switch self {
            case .isResponse: "dns.flags.response"
            case .code: "dns.flags.rcode"
            case .name: "dns.qry.name"
            case .type: "dns.qry.type"
            case .time: "dns.time"
            case .isRepeated: "dns.retransmission"
            }
        }
    }

    private struct Message {
        var isResponse = false
        var code = 0
        var name: Int?
        var type: Int?
        var time: Int64?
        var isRepeated = false
    }

    private struct Name {
        var questionCount = 0
        var answerCount = 0
        var failureCount = 0
        var longest: Int64 = -1
    }

    /// Types and codes above are counted together.
    private static var typeMax: Int { 1023 }

    private let table: FieldTable
    private let nameTable = NameTable()
    private var names = PerName(Name())
    private var types = [Int](repeating: 0, count: typeMax + 1)
    private var codes = [Int](repeating: 0, count: typeMax + 1)
    private var trips = RoundTrips(kindCount: 3)

    init(_ table: FieldTable) { self.table = table }

    func use(of field: Field) -> StatisticsField.Use {
        field == .name ? .name(nameTable) : .number
    }

    mutating func take(_ message: StatisticsMessage, of packet: inout StatisticsPacket) {
        var facts = Message()
        packet.forEachFact(of: message) { (field: Field, value) in
            switch field {
            case .isResponse: facts.isResponse = value != 0
            case .code: facts.code = Int(clamping: value)
            // A message may ask several questions: the first is the one it is known by.
            case .name: facts.name = facts.name ?? Int(clamping: value)
            case .type: facts.type = facts.type ?? Int(clamping: value)
            case .time: facts.time = Int64(bitPattern: value)
            case .isRepeated: facts.isRepeated = value != 0
            }
        }
        let ports = [packet.layers.sourcePort, packet.layers.destinationPort]
        let isMulticast = ports.contains(5353)
        count(facts, kind: isMulticast ? 2 : packet.layers.transport == .udp ? 0 : 1)
    }

    private mutating func count(_ facts: Message, kind: Int) {
        if facts.isResponse {
            codes[min(facts.code, Self.typeMax)] += 1
            if let time = facts.time {
                trips.answer(kind, after: time, isRefusal: facts.code != 0)
            }
        } else {
            trips.ask(kind, isRepeated: facts.isRepeated)
            types[min(facts.type ?? 0, Self.typeMax)] += 1
        }
        guard let name = facts.name else { return }
        if facts.isResponse {
            names[name].answerCount += 1
            if facts.code != 0 { names[name].failureCount += 1 }
            names[name].longest = max(names[name].longest, facts.time ?? -1)
        } else {
            names[name].questionCount += 1
        }
    }

    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        var exchanges = trips.table(
            "dns.exchanges", "DNS questions and answers",
            ["DNS over UDP", "DNS over TCP or TLS", "multicast DNS"])
        if trips.kinds[2].askedCount > 0 {
            exchanges.remarks.append(
                "Multicast DNS has no answers that belong to one question.")
        }
        return [
            exchanges, nameTableOf(totals),
            countTable("dns.types", "DNS questions by type", "type", types, Field.type),
            countTable("dns.codes", "DNS answers by reply code", "code", codes, Field.code),
        ]
    }

    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot] {
        let kinds = [
            ("over UDP", trips.kinds[0].latencies), ("over TCP", trips.kinds[1].latencies),
        ]
        let plot = StatisticsPlot.latencies("dns.latency", "DNS: how long answers took", kinds)
        return plot.series.isEmpty ? [] : [plot]
    }

    private func nameTableOf(_ totals: StatisticsTotals) -> StatisticsTable {
        var table = StatisticsTable(
            "dns.names", "DNS names that were asked for",
            columns: [
                StatisticsColumn("name", "name", .text),
                StatisticsColumn("questions", "questions", .count),
                StatisticsColumn("answers", "answers", .count),
                StatisticsColumn("failures", "failures", .count),
                StatisticsColumn("longest", "longest", .duration),
            ])
        for (number, name) in names.ranked(by: { $0.questionCount + $0.answerCount }) {
            table.append(
                nameTable.value(number), .count(name.questionCount), .count(name.answerCount),
                .count(name.failureCount), name.longest < 0 ? .none : .duration(name.longest))
        }
        return table
    }

    private func countTable(
        _ name: String, _ title: String, _ column: String, _ counts: [Int], _ field: Field
    ) -> StatisticsTable {
        var table = StatisticsTable(
            name, title,
            columns: [
                StatisticsColumn(column, column, .text),
                StatisticsColumn("count", "count", .count),
                StatisticsColumn("share", "share", .share),
            ])
        let words = FieldWords(field.name, self.table)
        let all = counts.reduce(0, +)
        for (number, count) in counts.enumerated() where count > 0 {
            table.append(
                .text(number == Self.typeMax ? "(other)" : words.text(UInt64(number))),
                .count(count), .share(count, of: all))
        }
        return table
    }
}
