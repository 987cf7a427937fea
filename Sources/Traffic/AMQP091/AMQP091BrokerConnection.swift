internal import DissectAMQP091

/// One connection of ``AMQP091Broker``.
final class AMQP091BrokerConnection {
    private enum Act { case greeting, signingIn, tuning, opening, open, leaving }

    static var channelCountMax: Int { 2047 }

    let id: ConnectionID
    let broker: AMQP091Broker
    private(set) var isOver = false
    private(set) var frameByteCountMax = 4096
    private var act = Act.greeting
    private var framer = AMQP091Framer()
    private var output: [UInt8] = []
    /// What goes out before that, in writes of their own.
    private var writes: [[UInt8]] = []
    private var channels: [UInt16: AMQP091BrokerChannel] = [:]

    init(_ id: ConnectionID, _ broker: AMQP091Broker) {
        self.id = id
        self.broker = broker
    }

    /// Sends what was said since the last time.
    func flush(_ actions: PeerActions) {
        endWrite()
        for write in writes { actions.send(write, on: id) }
        writes = []
    }

    func say(_ bytes: [UInt8]) {
        if output.isEmpty, writes.isEmpty { broker.noteSpoken(self) }
        output += bytes
    }

    private func say(_ call: AMQP091Call) { say(call.frame(channel: 0)) }

    private func endWrite() {
        if !output.isEmpty { writes.append(output) }
        output = []
    }

    /// Its client is gone: what it had not acknowledged is for others.
    func leave() {
        for (_, channel) in channels.sorted(by: { $0.key < $1.key }) { channel.leave() }
        channels = [:]
        broker.deleteQueues(of: id)
    }

    // MARK: - Reading

    func read(_ bytes: [UInt8]) {
        framer.append(bytes)
        do throws(FramingError) {
            while !isOver, let unit = try framer.next() { take(unit) }
            for (_, channel) in channels.sorted(by: { $0.key < $1.key }) { channel.confirm() }
        } catch {
            close(501, "FRAME_ERROR - \(error.reason)")
        }
    }

    private func take(_ unit: AMQP091Unit) {
        if case .protocolHeader(let version) = unit { return greet(version) }
        guard unit.channel != 0 else {
            if case .method(let call, _) = unit {
                take(call)
                endWrite()
            }
            return
        }
        guard act == .open else { return }
        if case .method(let call, let number) = unit, call.number == .channelOpen {
            guard channels[number] == nil else {
                return close(504, "CHANNEL_ERROR - second 'channel.open' seen")
            }
            guard channels.count < Self.channelCountMax else {
                return close(530, "NOT_ALLOWED - no more than \(Self.channelCountMax) channels")
            }
            channels[number] = AMQP091BrokerChannel(number, self)
            say(AMQP091Call(.channelOpenOk).frame(channel: number))
            return endWrite()
        }
        guard let channel = channels[unit.channel] else {
            return close(504, "CHANNEL_ERROR - expected 'channel.open'")
        }
        channel.take(unit)
        if channel.isOver { channels[unit.channel] = nil }
    }

    private func greet(_ version: UInt32) {
        guard act == .greeting, version == 0x0000_0901 else {
            // What it would have been content with, and then the end (section 4.2.2).
            say(AMQP091Encoder.protocolHeader)
            isOver = true
            return
        }
        act = .signingIn
        say(
            AMQP091Call(
                .connectionStart,
                [
                    .versionMinor: 9, .mechanisms: "PLAIN", .locales: "en_US",
                    .serverProperties: [
                        "product": "Earshot", "platform": "Swift",
                        "information": "plays the server's part of a scenario",
                        "capabilities": [
                            "publisher_confirms": true, "basic.nack": true,
                            "authentication_failure_close": true,
                        ],
                    ],
                ]))
    }

    /// What concerns the connection itself.
    private func take(_ call: AMQP091Call) {
        switch (act, call.number) {
        case (.signingIn, .connectionStartOk): signIn(call)
        case (.tuning, .connectionTuneOk):
            let size = call[.frameMax].number
            frameByteCountMax =
                size == 0
                ? broker.rules.frameByteCountMax
                : max(4096, min(Int(size), broker.rules.frameByteCountMax))
            act = .opening
        case (.opening, .connectionOpen):
            guard call[.virtualHost].text == "/" else {
                return close(530, "NOT_ALLOWED - vhost \(call[.virtualHost].text) not found")
            }
            act = .open
            say(AMQP091Call(.connectionOpenOk))
        case (_, .connectionClose):
            say(AMQP091Call(.connectionCloseOk))
            isOver = true
        case (.leaving, .connectionCloseOk): isOver = true
        case (.leaving, _): break
        default: close(503, "COMMAND_INVALID - \(call.number) is not expected here")
        }
    }

    private func signIn(_ call: AMQP091Call) {
        let parts = call[.response].bytes
            .split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        let users = broker.rules.users
        guard users == nil || parts.count == 3 && users?[parts[1]] == parts[2] else {
            return close(403, "ACCESS_REFUSED - login was refused")
        }
        act = .tuning
        say(
            AMQP091Call(
                .connectionTune,
                [
                    .channelMax: .number(UInt64(Self.channelCountMax)), .heartbeat: 60,
                    .frameMax: .number(UInt64(broker.rules.frameByteCountMax)),
                ]))
    }

    /// Ends the connection: the client is to answer before it is gone.
    func close(_ code: UInt64, _ reason: String, _ number: AMQP091MethodNumber? = nil) {
        guard act != .leaving else { return }
        act = .leaving
        say(
            AMQP091Call(
                .connectionClose,
                [
                    .replyCode: .number(code), .replyText: .text(reason),
                    .classID: .number(UInt64(number?.classID ?? 0)),
                    .methodID: .number(UInt64(number?.methodID ?? 0)),
                ]))
    }
}
