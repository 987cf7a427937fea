internal import DissectDNS

/// Asks a name server, and tells the others when it has got all answers.
final class NameSeeker: Peer {
    private static let patience = TimerID(0)

    private let questions: [DNSMessage]
    private let server: Endpoint
    private let cue: Cue
    private var open: Set<UInt16> = []

    /// - Parameter questions: whose numbers are made up here.
    init(_ questions: [DNSMessage], at server: Endpoint, cue: Cue) {
        self.questions = questions
        self.server = server
        self.cue = cue
    }

    func start(_ actions: PeerActions) {
        let socket = actions.bind()
        for var question in questions {
            repeat {
                question.id = UInt16(truncatingIfNeeded: actions.random.next())
            } while !open.insert(question.id).inserted
            guard let bytes = try? question.encoded() else { continue }
            actions.send(datagram: bytes, to: server, from: socket)
        }
        actions.fire(Self.patience, after: 5)
    }

    func received(
        datagram: [UInt8], from sender: Endpoint, on socket: SocketID, _ actions: PeerActions
    ) {
        guard datagram.count >= 12, datagram[2] & 0x80 != 0,
            open.remove(UInt16(datagram[0]) << 8 | UInt16(datagram[1])) != nil
        else { return }
        guard datagram[3] & 0x0F == 0 else {
            return actions.fail("\(server) does not know the name")
        }
        guard open.isEmpty else { return }
        actions.cancel(Self.patience)
        actions.give(cue)
        actions.finish()
    }

    func fired(_ timer: TimerID, _ actions: PeerActions) {
        actions.fail("\(server) does not answer")
    }

    var awaited: String? { "an answer of \(server)" }
}
