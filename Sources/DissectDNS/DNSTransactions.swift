internal import Dissection

/// The queries of one conversation, and which of them were answered.
struct DNSTransactions {
    struct Transaction: BitwiseCopyable {
        var id: UInt16
        var expectsMany = false
        var query: Int
        var queryTime: Int64
        /// 0: not answered yet.
        var response = 0
    }

    /// What a message is to those before it.
    enum Finding: Equatable {
        case none
        case repeatedQuery(query: Int)
        case repeatedResponse(response: Int)
        case answer(query: Int, delay: Int64)
        case unsolicited
    }

    /// How many queries of a conversation are remembered; the oldest is forgotten first.
    static var countMax: Int { 256 }
    /// A query with the same number within this time is the same query.
    static var repetitionNanosecondsMax: Int64 { 5_000_000_000 }

    private var known: [Transaction] = []
    private var oldest = 0

    mutating func observe(_ header: DNSHeader, packet: Int, time: Int64) -> Finding {
        let index = known.lastIndex { $0.id == header.id }
        return header.isResponse
            ? observeResponse(at: index, packet: packet, time: time)
            : observeQuery(header.id, at: index, packet: packet, time: time)
    }

    private mutating func observeQuery(
        _ id: UInt16, at index: Int?, packet: Int, time: Int64
    ) -> Finding {
        let fresh = Transaction(id: id, query: packet, queryTime: time)
        guard let index else {
            if known.count < Self.countMax {
                known.append(fresh)
            } else {
                known[oldest] = fresh
                oldest = (oldest + 1) % Self.countMax
            }
            return .none
        }
        let elapsed = time.subtractingReportingOverflow(known[index].queryTime)
        if known[index].response == 0, !elapsed.overflow,
            (-999_999_999..<Self.repetitionNanosecondsMax).contains(elapsed.partialValue)
        {
            return .repeatedQuery(query: known[index].query)
        }
        known[index] = fresh
        return .none
    }

    private mutating func observeResponse(at index: Int?, packet: Int, time: Int64) -> Finding {
        guard let index else { return .unsolicited }
        let transaction = known[index]
        if transaction.response == 0 {
            known[index].response = packet
        } else if !transaction.expectsMany {
            return .repeatedResponse(response: transaction.response)
        }
        return .answer(query: transaction.query, delay: time &- transaction.queryTime)
    }

    /// Notes that a zone was asked for, which takes several messages.
    mutating func expectManyResponses(to id: UInt16) {
        guard let index = known.lastIndex(where: { $0.id == id }) else { return }
        known[index].expectsMany = true
    }
}

extension DNSTransactions.Finding {
    func addFields(to message: inout Message) {
        switch self {
        case .none: break
        case .repeatedQuery(let query):
            message.add(.retransmitRequestIn, query)
            message.add(.retransmission, true)
        case .repeatedResponse(let response):
            message.add(.retransmitResponseIn, response)
            message.add(.retransmission, true)
        case .answer(let query, let delay):
            message.add(.responseTo, query)
            message.add(DNSField.time.id, .duration(delay))
        case .unsolicited: message.add(.unsolicited, true)
        }
    }
}
