internal import Bytes
internal import Dissection

/// What a connection has agreed on so far, and whether a packet is allowed now.
///
///                  CONNECT              CONNACK
///     ┌──────────┐ client ┌───────────┐ server ┌──────────┐ DISCONNECT ┌────────┐
///     │ opening  ├───────►│ connecting├───────►│ connected├───────────►│ closed │
///     └────┬─────┘        └───────────┘        └──────────┘            └────────┘
///          │ the capture began in the middle
///          ▼
///     ┌──────────┐
///     │ midstream│  every packet is allowed, the version is unknown
///     └──────────┘
///
/// What it finds is about the traffic, and never stops the dissector.
struct MQTTSession: Equatable {
    private enum State: Equatable { case opening, connecting, connected, closed, midstream }

    private(set) var version = MQTTVersion.unknown
    /// What the version seems to be, when no CONNECT was seen.
    private(set) var guess = MQTTVersion.unknown
    /// Whether this packet made the guess.
    private(set) var hasGuessed = false
    private var state = State.opening
    /// Whether every packet of the connection was seen, so that what is not known is wrong.
    private var isWhole = true
    private var client = End()
    private var server = End()

    /// What is known of one end.
    private struct End: Equatable {
        var inFlight = MQTTInFlight()
        /// Topics of what it sends.
        var aliases = MQTTTopicAliases()
        /// What it accepts; `nil`: it has not said.
        var limits: MQTTReceiverLimits?
    }

    /// The version that packets are read by.
    var reading: MQTTVersion { version == .unknown ? guess : version }

    mutating func begin(_ version: MQTTVersion) { self.version = version }

    /// Packets were missed.
    mutating func loseTrack() {
        if state == .opening || state == .connecting { state = .midstream }
        isWhole = false
        for sender in [Endpoint.client, .server] { self[sender].inFlight.removeAll() }
    }

    private subscript(sender: Endpoint) -> End {
        get { sender == .client ? client : server }
        _modify {
            if sender == .client { yield &client } else { yield &server }
        }
    }

    // Asked for each packet: an end as a whole would be copied.

    private func limits(of sender: Endpoint) -> MQTTReceiverLimits? {
        sender == .client ? client.limits : server.limits
    }

    private func find(_ id: UInt16, of sender: Endpoint) -> Int? {
        sender == .client ? client.inFlight.find(id) : server.inFlight.find(id)
    }

    mutating func guessVersion(_ header: MQTTFixedHeader, _ body: ByteCursor) {
        hasGuessed = false
        guard guess == .unknown, let likely = MQTTVersion(guessedFrom: header, body) else { return }
        guess = likely
        hasGuessed = true
    }
}

// MARK: - The order of packets

extension MQTTSession {
    mutating func observe(
        _ packet: MQTTPacketContext, _ facts: MQTTFacts, _ notes: inout [Note]
    ) {
        let type = packet.header.type
        checkHeader(packet, &notes)
        if let rule = advance(type, packet.sender) {
            notes.append(
                Note(rule, .warning, at: packet.place, .words(Note.Words(type.title))))
        }
        if let limits = limits(of: packet.sender.other),
            packet.place.count > Int(limits.packetByteCountMaximum)
        {
            notes.append(
                Note(
                    "mqtt.packet-too-large", .error, at: packet.place,
                    .number(UInt64(limits.packetByteCountMaximum))))
        }
        if type == .connect || type == .connack { greet(packet, facts) }
        if let id = facts.packetID { track(id, packet, facts, &notes) }
    }

    private func checkHeader(_ packet: MQTTPacketContext, _ notes: inout [Note]) {
        let header = packet.header
        if header.type == .reserved || header.type == .auth && version.hasReturnCodes {
            notes.append(
                Note(
                    "mqtt.packet-type", .error, at: packet.place,
                    .number(UInt64(header.type.rawValue))))
        } else if let flags = header.type.fixedFlags {
            // In version 3.1 a bit of those says that a packet is sent again.
            let differs = header.flags ^ flags
            if differs & (version == .v31 && flags == 2 ? 0xF7 : 0xFF) != 0 {
                notes.append(
                    Note(
                        "mqtt.flags", .error, at: packet.place, .number(UInt64(header.flags))))
            }
        } else if header.qos == 0, header.isDuplicate {
            notes.append(Note("mqtt.dup-without-qos", .error, at: packet.place))
        }
    }

    private mutating func advance(_ type: MQTTPacketType, _ sender: Endpoint) -> StaticString? {
        if type == .reserved { return nil }
        if let expected = type.onlySender, expected != sender { return "mqtt.wrong-sender" }
        switch (state, type) {
        case (.opening, .connect), (.midstream, .connect):
            state = .connecting
        case (.opening, _): return "mqtt.before-connect"
        case (.connecting, .connack): state = .connected
        case (.connecting, .connect), (.connected, .connect): return "mqtt.second-connect"
        // A client may send before the CONNACK has come (section 3.1.4).
        case (.connecting, _):
            return sender == .server && type != .auth ? "mqtt.before-connack" : nil
        case (.connected, .connack): return "mqtt.second-connack"
        case (.connected, .disconnect):
            state = .closed
            return sender == .server && version.hasReturnCodes ? "mqtt.wrong-sender" : nil
        case (.connected, _), (.midstream, _): break
        // What the other end sent before the DISCONNECT came to it is no offence.
        case (.closed, _): return sender == .client ? "mqtt.after-disconnect" : nil
        }
        return nil
    }

    private mutating func greet(_ packet: MQTTPacketContext, _ facts: MQTTFacts) {
        self[packet.sender].limits = facts.limits
        guard packet.header.type == .connack else { return }
        // What was in flight on an earlier connection still is.
        if facts.hasSession { isWhole = false }
    }
}

// MARK: - Packet identifiers

extension MQTTSession {
    private mutating func track(
        _ id: UInt16, _ packet: MQTTPacketContext, _ facts: MQTTFacts, _ notes: inout [Note]
    ) {
        if id == 0 { notes.append(Note("mqtt.packet-id-zero", .error, at: packet.place)) }
        let rule: StaticString?
        switch packet.header.type {
        case .publish:
            rule = open(id, packet.header.qos == 1 ? .acknowledged : .assured, packet, facts)
            checkReceiveMaximum(packet, &notes)
        case .subscribe: rule = open(id, .subscribing, packet, facts)
        case .unsubscribe: rule = open(id, .unsubscribing, packet, facts)
        case .puback:
            rule = answer(id, [.acknowledged, .acknowledged], nil, to: packet.sender.other)
        case .pubrec:
            rule = answer(
                id, [.assured, .received], facts.reason < 0x80 ? .received : nil,
                to: packet.sender.other)
        case .pubrel: rule = answer(id, [.received, .released], .released, to: packet.sender)
        case .pubcomp: rule = answer(id, [.released, .released], nil, to: packet.sender.other)
        case .suback, .unsuback:
            checkCount(id, packet, facts, &notes)
            let state =
                packet.header.type == .suback ? MQTTInFlight.State.subscribing : .unsubscribing
            rule = answer(id, [state, state], nil, to: .client)
        default: rule = nil
        }
        guard let rule else { return }
        notes.append(Note(rule, .warning, at: packet.place, .number(UInt64(id))))
    }

    private mutating func open(
        _ id: UInt16, _ state: MQTTInFlight.State, _ packet: MQTTPacketContext, _ facts: MQTTFacts
    ) -> StaticString? {
        let sender = packet.sender
        if find(id, of: sender) != nil {
            let isAgain = packet.header.type == .publish && packet.header.isDuplicate
            return isAgain || version == .v31 && packet.header.isDuplicate
                ? nil : "mqtt.packet-id-in-use"
        }
        let entry = MQTTInFlight.Entry(
            id: id, state: state, topicCount: UInt8(clamping: facts.topicCount))
        guard self[sender].inFlight.add(entry) else {
            isWhole = false
            return "mqtt.too-many-in-flight"
        }
        return nil
    }

    /// - Parameter next: what the identifier waits for now; `nil`: it is free again.
    private mutating func answer(
        _ id: UInt16, _ states: InlineArray<2, MQTTInFlight.State>, _ next: MQTTInFlight.State?,
        to opener: Endpoint
    ) -> StaticString? {
        guard let index = find(id, of: opener) else {
            return isWhole ? "mqtt.packet-id-unknown" : nil
        }
        let state = opener == .client ? client.inFlight[index].state : server.inFlight[index].state
        guard state == states[0] || state == states[1] else { return "mqtt.wrong-answer" }
        if let next {
            self[opener].inFlight[index].state = next
        } else {
            self[opener].inFlight.remove(at: index)
        }
        return nil
    }

    private func checkCount(
        _ id: UInt16, _ packet: MQTTPacketContext, _ facts: MQTTFacts, _ notes: inout [Note]
    ) {
        guard packet.header.type == .suback || version == .v5 else { return }
        guard let index = client.inFlight.find(id) else { return }
        let asked = Int(client.inFlight[index].topicCount)
        guard asked < 255, asked != facts.topicCount else { return }
        notes.append(
            Note("mqtt.answer-count", .error, at: packet.place, .number(UInt64(facts.topicCount))))
    }

    private func checkReceiveMaximum(_ packet: MQTTPacketContext, _ notes: inout [Note]) {
        guard version == .v5, isWhole, let limits = limits(of: packet.sender.other) else { return }
        guard self[packet.sender].inFlight.publishCount > Int(limits.receiveMaximum) else { return }
        notes.append(
            Note(
                "mqtt.receive-maximum", .error, at: packet.place,
                .number(UInt64(limits.receiveMaximum))))
    }
}

// MARK: - Topic aliases

extension MQTTSession {
    func topic(of alias: UInt16, from sender: Endpoint) -> [UInt8]? { self[sender].aliases[alias] }

    mutating func setAlias(
        _ alias: UInt16, _ topic: RawSpan, _ packet: MQTTPacketContext, _ notes: inout [Note]
    ) {
        var bytes: [UInt8] = []
        bytes.append(topic, xor: 0, phase: 0)
        guard !self[packet.sender].aliases.set(alias, bytes) else { return }
        notes.append(Note("mqtt.too-many-aliases", .info, at: packet.place))
    }

    func checkAlias(_ alias: UInt16, _ packet: MQTTPacketContext, _ notes: inout [Note]) {
        if alias == 0 {
            notes.append(Note("mqtt.alias-zero", .error, at: packet.place))
        } else if let limits = limits(of: packet.sender.other),
            alias > limits.topicAliasMaximum
        {
            notes.append(
                Note(
                    "mqtt.alias-over-maximum", .error, at: packet.place, .number(UInt64(alias))))
        }
    }
}
