internal import Bytes
internal import DissectAMQP

/// A client that receives messages, and says of each what becomes of it.
///
/// Its credit is topped up as Proton does it: before it turns to the next message, never after the
/// last one.
final class AMQPReceiver: AMQPClient {
    /// What it has in its hands, and what may make it grant more credit.
    private enum Mail {
        case flow
        case delivery(UInt32, AMQPMessageContent)
    }

    /// Decides what becomes of a message.
    typealias Judgement = (_ message: AMQPMessageContent) -> AMQPValue

    /// A message in several transfers.
    static var messageByteCountMax: Int { 16 << 20 }

    private(set) var receivedCount = 0
    private let window: UInt32
    private let judges: Judgement
    private var credit: UInt32
    private var mail: [Mail] = []
    /// What the other end counts as sent.
    private var deliveryCount: UInt32 = 0
    /// What may become of a message, by the server's attach; empty: it does not say.
    private var outcomes: [String] = []
    /// A message of which more is to come.
    private var partial: (id: UInt32, bytes: [UInt8])?

    /// - Parameter credit: how many messages may be on their way to it.
    init(
        _ name: String, at address: String, credit: UInt32, _ options: ScenarioOptions,
        frameByteCountMax: Int = AMQPUnit.byteCountMax,
        judges: @escaping Judgement = { _ in .record(.accepted) }
    ) {
        window = credit
        self.credit = credit
        self.judges = judges
        super.init(name, at: address, options, frameByteCountMax: frameByteCountMax)
    }

    override func attach() -> [AMQPFrame] {
        [
            AMQPFrame(
                .attach,
                [
                    .linkName: .string(name), .handle: 0, .role: .receiver, .sndSettleMode: 2,
                    .rcvSettleMode: 0,
                    .source: .record(.source, [.address: .string(address)]),
                    .target: .record(.target), .initDeliveryCount: 0,
                ]),
            flow(),
        ]
    }

    override func attached(_ frame: AMQPFrame) {
        let count = UInt32(truncatingIfNeeded: frame[.initDeliveryCount].number ?? 0)
        deliveryCount &+= count
        outcomes = (frame[.source].record?[.outcomes].elements ?? []).compactMap(\.text)
    }

    override func takesAside(_ frame: AMQPFrame, _ stage: Stage) -> Bool {
        if frame.type == .transfer {
            take(transfer: frame, stage)
            return true
        }
        let isTaken = super.takesAside(frame, stage)
        if frame.type == .flow, frame[.handle].number != nil, mail.count < Int(window) {
            mail.append(.flow)
        }
        return isTaken
    }

    private func take(transfer frame: AMQPFrame, _ stage: Stage) {
        nextIncomingID = (nextIncomingID ?? 0) &+ 1
        let id = frame[.deliveryID].number.map { UInt32(truncatingIfNeeded: $0) }
        var (number, bytes) = partial ?? (id ?? 0, [])
        partial = nil
        if frame[.aborted].flag == true { return }
        if let id { number = id }
        bytes += frame.payload
        guard bytes.count <= Self.messageByteCountMax else {
            return stage.fail("a message is too long to be kept")
        }
        if frame[.more].flag == true {
            partial = (number, bytes)
            return
        }
        deliveryCount &+= 1
        guard mail.count < Int(window) * 2 else {
            return stage.fail("the server sends more messages than it has credit for")
        }
        do throws(ParseError) {
            mail.append(.delivery(number, try AMQPMessageContent(reading: bytes.rawSpan)))
        } catch {
            stage.fail("a message cannot be read: \(error)")
        }
    }

    // MARK: - The lines

    /// Receives messages until there are so many.
    ///
    /// - Parameter pause: how long it takes to look at what has come.
    func receives(_ count: Int, pause: Double) -> Line {
        .repeating(
            while: { [self] _ in receivedCount < count },
            [
                .until("\(count) messages") { [self] _ in !mail.isEmpty },
                pause > 0 ? .pause(pause) : .all([]),
                answers,
            ])
    }

    /// Looks at what has come: grants credit, and says what becomes of the messages.
    var answers: Line {
        .act("flow and disposition") { [self] stage in
            var frames: [AMQPFrame] = []
            var grants = false
            for letter in mail {
                if credit < window {
                    credit = window
                    grants = true
                }
                guard case .delivery(let id, let content) = letter else { continue }
                credit -= min(1, credit)
                receivedCount += 1
                Self.add(id, possible(judges(content)), to: &frames)
            }
            mail = []
            if grants { frames.insert(flow(), at: 0) }
            if !frames.isEmpty { say(frames, stage) }
        }
    }

    var tells: Line {
        .act("tells") { [self] stage in stage.report("\(receivedCount) received") }
    }

    /// What the server does not know is sent back to it.
    private func possible(_ outcome: AMQPValue) -> AMQPValue {
        guard let type = outcome.type, !outcomes.isEmpty, !outcomes.contains("\(type.symbol)")
        else { return outcome }
        return .record(.released)
    }

    /// One disposition for all messages in a row that share a fate.
    private static func add(_ id: UInt32, _ state: AMQPValue, to frames: inout [AMQPFrame]) {
        if let last = frames.last, last[.state] == state, last[.last].number == UInt64(id) &- 1 {
            frames[frames.count - 1].record?[.last] = .uint(id)
            return
        }
        frames.append(
            AMQPFrame(
                .disposition,
                [
                    .role: .receiver, .first: .uint(id), .last: .uint(id), .settled: true,
                    .state: state,
                ]))
    }

    private func flow() -> AMQPFrame {
        AMQPFrame(
            .flow,
            [
                .nextIncomingID: nextIncomingID.map { .uint($0) } ?? .null,
                .incomingWindow: 2_147_483_647, .nextOutgoingID: 0,
                .outgoingWindow: 2_147_483_647, .handle: 0, .deliveryCount: .uint(deliveryCount),
                .linkCredit: .uint(credit), .drain: false,
            ])
    }
}
