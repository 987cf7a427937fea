/// A connection with a broker of AMQP 0-9-1 that opens a channel, and then either publishes with
/// confirms, or is sent messages and acknowledges them.
struct AMQP091Connection {
    private let number: Int
    private let isConsumer: Bool
    private let ends: Frame.Ends
    private var step = 0
    private var tag: UInt64 = 0
    /// Packets of a backlog that TCP has not acknowledged.
    private var unacknowledgedCount = 0
    private var clientSequence: UInt32
    private var brokerSequence: UInt32

    /// Every client has an address and port of its own; the broker is 192.168.0.1.
    init(number: Int, isConsumer: Bool, random: inout SeededGenerator) {
        self.number = number
        self.isConsumer = isConsumer
        ends = Frame.Ends(
            sourceAddress: 0x0A00_0000 | UInt32(number / 250) << 8 | UInt32(number % 250 + 1),
            destinationAddress: 0xC0A8_0001, sourcePort: UInt16(32768 + number * 7 % 28000),
            destinationPort: 5672)
        clientSequence = UInt32(truncatingIfNeeded: random.next())
        brokerSequence = UInt32(truncatingIfNeeded: random.next())
    }

    /// Builds the connection's next packet.
    mutating func advance(
        clock: UInt32, random: inout SeededGenerator, payload: inout AMQP091Payload,
        frame: inout Frame
    ) {
        payload.clear()
        var isClient = step % 2 == 0
        var flags = Frame.Flags.push | Frame.Flags.acknowledge
        if step < 3 {
            flags =
                [
                    Frame.Flags.syn, Frame.Flags.syn | Frame.Flags.acknowledge,
                    Frame.Flags.acknowledge,
                ][step]
        } else if step < 13 {
            isClient = step % 2 == 1
            greet(&payload)
        } else {
            isClient = work(&random, &payload)
        }
        step += 1
        send(isClient, flags, clock, payload, &frame)
    }

    /// From the header up to the answer that a consumer, or a channel with confirms, gets.
    private func greet(_ payload: inout AMQP091Payload) {
        switch step {
        case 3: payload.protocolHeader()
        case 4:
            payload.method(0, 10, 10) { payload in
                payload.put(UInt16(9))
                payload.put(UInt32(0))
                payload.put(UInt32(5))
                for byte in "PLAIN".utf8 { payload.put(byte) }
                payload.put(UInt32(5))
                for byte in "en_US".utf8 { payload.put(byte) }
            }
        case 5:
            payload.method(0, 10, 11) { payload in
                payload.put(UInt32(0))
                payload.put(text: "PLAIN")
                payload.put(UInt32(0))
                payload.put(text: "en_US")
            }
        case 6, 7:
            payload.method(0, 10, step == 6 ? 30 : 31) { payload in
                payload.put(UInt16(2047))
                payload.put(UInt32(131_072))
                payload.put(UInt16(60))
            }
            if step == 7 {
                payload.method(0, 10, 40) { payload in
                    payload.put(text: "/")
                    payload.put(UInt16(0))
                }
            }
        case 8: payload.method(0, 10, 41) { $0.put(text: "") }
        case 9: payload.method(1, 20, 10) { $0.put(text: "") }
        case 10: payload.method(1, 20, 11) { $0.put(UInt32(0)) }
        case 11 where isConsumer:
            payload.method(1, 60, 20) { payload in
                payload.put(UInt16(0))
                payload.put(text: "jobs")
                payload.put(text: "worker-\(number)")
                payload.put(UInt8(0))
                payload.put(UInt32(0))
            }
        case 11: payload.method(1, 85, 10) { $0.put(UInt8(0)) }
        default:
            if isConsumer {
                payload.method(1, 60, 21) { $0.put(text: "worker-\(number)") }
            } else {
                payload.method(1, 85, 11)
            }
        }
    }

    /// A message of 20 to 100 bytes, or its acknowledgement.
    private mutating func work(
        _ random: inout SeededGenerator, _ payload: inout AMQP091Payload
    ) -> Bool {
        if step % 2 == 0 {
            payload.acknowledge(1, tag: tag)
            return isConsumer
        }
        tag += 1
        putMessage(&random, &payload)
        return !isConsumer
    }

    private func putMessage(_ random: inout SeededGenerator, _ payload: inout AMQP091Payload) {
        let key = "line.\(number).temperature"
        if isConsumer {
            payload.deliver(1, consumer: "worker-\(number)", tag: tag, exchange: "plant", key: key)
        } else {
            payload.publish(1, exchange: "plant", key: key)
        }
        payload.content(1, byteCount: 20 + random.below(81))
    }

    /// Builds the next packet of a connection on which nothing is acknowledged up to its end, when
    /// everything is, one by one or all at once.
    mutating func advanceBacklog(
        _ count: Int, isMultiple: Bool, clock: UInt32, random: inout SeededGenerator,
        payload: inout AMQP091Payload, frame: inout Frame
    ) -> Bool {
        if step < 13 {
            advance(clock: clock, random: &random, payload: &payload, frame: &frame)
            return true
        }
        payload.clear()
        let done = step - 13
        if unacknowledgedCount == 16 {
            unacknowledgedCount = 0
            send(done <= count, Frame.Flags.acknowledge, clock, payload, &frame)
            return true
        }
        unacknowledgedCount += 1
        step += 1
        if done < count {
            tag += 1
            putMessage(&random, &payload)
            send(!isConsumer, Frame.Flags.push | Frame.Flags.acknowledge, clock, payload, &frame)
            return true
        }
        guard done < (isMultiple ? count + 1 : 2 * count) else { return false }
        payload.acknowledge(
            1, tag: isMultiple ? tag : UInt64(done - count + 1), isMultiple: isMultiple)
        send(isConsumer, Frame.Flags.push | Frame.Flags.acknowledge, clock, payload, &frame)
        return true
    }

    private mutating func send(
        _ isClient: Bool, _ flags: UInt8, _ clock: UInt32, _ payload: borrowing AMQP091Payload,
        _ frame: inout Frame
    ) {
        let isOpening = flags & Frame.Flags.syn != 0
        let isFirst = flags == Frame.Flags.syn
        frame.build(
            isClient ? ends : ends.reversed, sequence: isClient ? clientSequence : brokerSequence,
            acknowledgement: isFirst ? 0 : isClient ? brokerSequence : clientSequence,
            flags: flags, clock: clock, echo: 0, payload: payload.bytes)
        let count = UInt32(payload.bytes.count) + (isOpening ? 1 : 0)
        if isClient { clientSequence &+= count } else { brokerSequence &+= count }
    }
}
