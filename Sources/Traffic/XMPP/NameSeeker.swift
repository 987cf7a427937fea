internal import DissectDNS

/// Asks a name server, and tells the others when it has got all answers.
final class NameSeeker: Peer {
    /// How often a question is asked that gets no answer, and how long one waits, in seconds.
    private static let trialCountMax = 5
    private static let patience = 1.0

    private let server: Endpoint
    private let cue: Cue
    private var questions: [DNSMessage]
    private var socket: SocketID?
    private var trialCount = 0

    /// - Parameter questions: whose numbers are made up here.
    init(_ questions: [DNSMessage], at server: Endpoint, cue: Cue) {
        self.questions = questions
        self.server = server
        self.cue = cue
    }

    func start(_ actions: PeerActions) {
        socket = actions.bind()
        var ids: Set<UInt16> = []
        for index in questions.indices {
            repeat {
                questions[index].id = UInt16(truncatingIfNeeded: actions.random.next())
            } while !ids.insert(questions[index].id).inserted
        }
        ask(actions)
    }

    func received(
        datagram: [UInt8], from sender: Endpoint, on socket: SocketID, _ actions: PeerActions
    ) {
        guard datagram.count >= 12, datagram[2] & 0x80 != 0 else { return }
        let id = UInt16(datagram[0]) << 8 | UInt16(datagram[1])
        guard let index = questions.firstIndex(where: { $0.id == id }) else { return }
        guard datagram[3] & 0x0F == 0 else {
            let name = questions[index].questions.first?.name ?? ""
            return actions.fail("\(server) does not know \(name)")
        }
        questions.remove(at: index)
        guard questions.isEmpty else { return }
        actions.cancel(TimerID(0))
        actions.give(cue)
        actions.finish()
    }

    func fired(_ timer: TimerID, _ actions: PeerActions) {
        guard trialCount < Self.trialCountMax else {
            return actions.fail("\(server) does not answer")
        }
        ask(actions)
    }

    var awaited: String? { "an answer of \(server)" }

    /// Asks all that has not been answered yet.
    private func ask(_ actions: PeerActions) {
        guard let socket else { return }
        trialCount += 1
        for question in questions {
            guard let bytes = try? question.encoded() else { continue }
            actions.send(datagram: bytes, to: server, from: socket)
        }
        actions.fire(TimerID(0), after: Self.patience)
    }
}
