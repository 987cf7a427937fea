internal import DissectDNS

/// Answers questions for names over UDP, from the records that it has.
final class NameServer: Peer {
    /// How long it has to think about a question, in seconds.
    private static let delay = 0.004
    /// Questions that wait for their answers; of more, the last ones are not heard.
    static var waitingCountMax: Int { 256 }

    private struct Waiting {
        var answer: [UInt8]
        var asker: Endpoint
    }

    private let port: UInt16
    private let records: [DNSRecordContent]
    private var socket: SocketID?
    private var waiting: [Int: Waiting] = [:]
    private var timerCount = 0

    init(port: UInt16, _ records: [DNSRecordContent]) {
        self.port = port
        self.records = records
    }

    func start(_ actions: PeerActions) { socket = actions.bind(port) }

    func received(
        datagram: [UInt8], from sender: Endpoint, on socket: SocketID, _ actions: PeerActions
    ) {
        guard waiting.count < Self.waitingCountMax, let answer = answer(to: datagram) else {
            return
        }
        timerCount += 1
        waiting[timerCount] = Waiting(answer: answer, asker: sender)
        actions.fire(TimerID(timerCount), after: Self.delay * Double(waiting.count))
    }

    func fired(_ timer: TimerID, _ actions: PeerActions) {
        guard let socket, let next = waiting.removeValue(forKey: timer.number) else { return }
        actions.send(datagram: next.answer, to: next.asker, from: socket)
    }

    /// Knows a question by writing it down itself: there are no more of them than records.
    private func answer(to datagram: [UInt8]) -> [UInt8]? {
        guard datagram.count >= 12 else { return nil }
        let id = UInt16(datagram[0]) << 8 | UInt16(datagram[1])
        for name in records.map(\.name) {
            for type in [DNSType.a, .aaaa] {
                let question = DNSMessage.query(id, name, type)
                guard (try? question.encoded()) == datagram else { continue }
                return try? question.response(chain(from: name, to: type)).encoded()
            }
        }
        // No such name.
        var refusal = datagram
        refusal[2] |= 0x80
        refusal[3] = 0x83
        return refusal
    }

    /// The records that lead from a name to those of a type, over names that stand for others.
    private func chain(from name: String, to type: DNSType) -> [DNSRecordContent] {
        var name = name
        var chain: [DNSRecordContent] = []
        while chain.count < records.count,
            let alias = records.first(where: { $0.name == name && $0.type == .cname }),
            case .name(let next) = alias.content
        {
            chain.append(alias)
            name = next
        }
        return chain + records.filter { $0.name == name && $0.type == type }
    }
}
