/// A client that connects, subscribes, and then publishes at QoS 1 without end.
struct Connection {
    private let client: Int
    private let ends: Frame.Ends
    private var step = Step.open
    private var clientSequence: UInt32
    private var brokerSequence: UInt32
    private var identifier: UInt16 = 0
    private var lastClientClock: UInt32 = 0
    private var lastBrokerClock: UInt32 = 0

    /// What comes next.  The names say who sends what.
    private enum Step {
        case open, brokerOpens, clientOpens
        case connect, brokerAcknowledgesConnect, connectAccepted, clientAcknowledges
        case subscribe, subscribeAccepted, clientAcknowledgesSubscribe
        case publish, brokerAcknowledgesPublish, publishAccepted, clientAcknowledgesPublish
    }

    /// Every client has an address and port of its own; the broker is 192.168.0.1.
    init(number: Int, random: inout SeededGenerator) {
        client = number
        ends = Frame.Ends(
            sourceAddress: 0x0A00_0000 | UInt32(number / 250) << 8 | UInt32(number % 250 + 1),
            destinationAddress: 0xC0A8_0001, sourcePort: UInt16(32768 + number * 7 % 28000),
            destinationPort: 1883)
        clientSequence = UInt32(truncatingIfNeeded: random.next())
        brokerSequence = UInt32(truncatingIfNeeded: random.next())
    }

    /// Builds the connection's next packet.
    mutating func advance(
        clock: UInt32, random: inout SeededGenerator, payload: inout Payload, frame: inout Frame
    ) {
        payload.clear()
        switch step {
        case .open: send(Frame.Flags.syn, .brokerOpens, clock, payload, &frame)
        case .brokerOpens:
            answer(
                Frame.Flags.syn | Frame.Flags.acknowledge, .clientOpens, clock, payload, &frame)
        case .clientOpens: send(Frame.Flags.acknowledge, .connect, clock, payload, &frame)
        case .connect:
            payload.connect(client: client)
            sendData(.brokerAcknowledgesConnect, clock, payload, &frame)
        case .brokerAcknowledgesConnect:
            answer(Frame.Flags.acknowledge, .connectAccepted, clock, payload, &frame)
        case .connectAccepted:
            payload.acknowledgeConnect()
            answerData(.clientAcknowledges, clock, payload, &frame)
        case .clientAcknowledges: send(Frame.Flags.acknowledge, .subscribe, clock, payload, &frame)
        case .subscribe:
            payload.subscribe(client: client)
            sendData(.subscribeAccepted, clock, payload, &frame)
        case .subscribeAccepted:
            payload.acknowledgeSubscribe()
            answerData(.clientAcknowledgesSubscribe, clock, payload, &frame)
        case .clientAcknowledgesSubscribe, .clientAcknowledgesPublish:
            send(Frame.Flags.acknowledge, .publish, clock, payload, &frame)
        case .publish: publish(clock, &random, &payload, &frame)
        case .brokerAcknowledgesPublish:
            answer(Frame.Flags.acknowledge, .publishAccepted, clock, payload, &frame)
        case .publishAccepted:
            payload.acknowledgePublish(identifier: identifier)
            answerData(.clientAcknowledgesPublish, clock, payload, &frame)
        }
    }

    /// Sizes from 40 to 200, most of them small; and three brokers in four acknowledge the segment
    /// before the message.
    private mutating func publish(
        _ clock: UInt32, _ random: inout SeededGenerator, _ payload: inout Payload,
        _ frame: inout Frame
    ) {
        identifier = identifier == .max ? 1 : identifier + 1
        let size = min(random.below(161), random.below(161), random.below(161))
        payload.publish(client: client, identifier: identifier, byteCount: 40 + size)
        let isSlow = random.below(4) != 0
        sendData(isSlow ? .brokerAcknowledgesPublish : .publishAccepted, clock, payload, &frame)
    }

    private mutating func sendData(
        _ next: Step, _ clock: UInt32, _ payload: borrowing Payload, _ frame: inout Frame
    ) {
        send(Frame.Flags.push | Frame.Flags.acknowledge, next, clock, payload, &frame)
    }

    private mutating func answerData(
        _ next: Step, _ clock: UInt32, _ payload: borrowing Payload, _ frame: inout Frame
    ) {
        answer(Frame.Flags.push | Frame.Flags.acknowledge, next, clock, payload, &frame)
    }

    private mutating func send(
        _ flags: UInt8, _ next: Step, _ clock: UInt32, _ payload: borrowing Payload,
        _ frame: inout Frame
    ) {
        let isFirst = flags == Frame.Flags.syn
        frame.build(
            ends, sequence: clientSequence, acknowledgement: isFirst ? 0 : brokerSequence,
            flags: flags, clock: clock, echo: lastBrokerClock, payload: payload)
        clientSequence &+= UInt32(payload.count) + (isFirst ? 1 : 0)
        lastClientClock = clock
        step = next
    }

    private mutating func answer(
        _ flags: UInt8, _ next: Step, _ clock: UInt32, _ payload: borrowing Payload,
        _ frame: inout Frame
    ) {
        let isFirst = flags & Frame.Flags.syn != 0
        frame.build(
            ends.reversed, sequence: brokerSequence, acknowledgement: clientSequence, flags: flags,
            clock: clock &+ 0x1000_0000, echo: lastClientClock, payload: payload)
        brokerSequence &+= UInt32(payload.count) + (isFirst ? 1 : 0)
        lastBrokerClock = clock &+ 0x1000_0000
        step = next
    }
}
