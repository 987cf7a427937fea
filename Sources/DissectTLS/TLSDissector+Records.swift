internal import Bytes
internal import Dissection

extension TLSDissector {
    private typealias ContentType = TLSRecordHeader.ContentType

    /// Reads a record that is whole.
    mutating func read(
        _ header: TLSRecordHeader, _ body: RawSpan, at start: Int, from sender: Endpoint,
        into message: inout Message
    ) {
        let firstByte = body.byteCount > 0 ? body.byte(at: 0) : nil
        session.learn(header, firstByte: firstByte)
        let outcome = session.open(header, body, from: sender)
        let type = if case .opened(let inner) = outcome { inner } else { header.type }
        message.type = MessageType(UInt16(type))
        message.beginRecordSummary()
        let place = StreamRange(
            offset: start + TLSRecordHeader.byteCount, count: body.byteCount)
        addHeader(header, outcome, into: &message)
        if outcome == .sealed { noteKeys(place, into: &message) }
        switch type {
        case ContentType.changeCipherSpec:
            write("Change Cipher Spec", to: &message)
            message.put(.changeCipherSpec)
            session.changeCipher(of: sender)
        case ContentType.alert: readAlert(body, place, outcome, into: &message)
        case ContentType.handshake:
            readHandshake(body, place, outcome, from: sender, into: &message)
        case ContentType.applicationData:
            readData(place, outcome, from: sender, into: &message)
        case ContentType.heartbeat: readHeartbeat(body, place, outcome, into: &message)
        default: write("Continuation Data", to: &message)
        }
        nameRow(header, into: &message)
    }

    /// The version that a row is named by: the session's, or that of the record while it is open.
    func nameRow(_ header: TLSRecordHeader, into message: inout Message) {
        if session.version == 0, message.messageCount > 0 {
            return message.use(protocolName: message.rowProtocolName)
        }
        let version = session.version == 0 ? header.version : session.version
        message.use(protocolName: TLSVersion.name(of: version))
    }

    func write(_ words: StaticString, to message: inout Message) {
        if message.depth >= .summary { message.info.append(words) }
    }

    private func addHeader(
        _ header: TLSRecordHeader, _ outcome: TLSSession.Outcome, into message: inout Message
    ) {
        guard message.depth >= .fields else { return }
        if isNewCall || message.depth == .tree { message.put(.tls) }
        message.put(.record)
        let isOpaque = session.isTLS13 && header.type == ContentType.applicationData
        message.put(isOpaque ? .recordOpaqueType : .recordContentType, header.type)
        message.put(.recordVersion, header.version)
        message.put(.recordLength, header.bodyByteCount)
        if isOpaque, case .opened(let inner) = outcome { message.put(.recordContentType, inner) }
    }

    /// Says once that a session stays closed although there are keys of others.
    private mutating func noteKeys(_ place: StreamRange, into message: inout Message) {
        guard !session.hasNotedKeys, !session.keyring.log.isEmpty else { return }
        session.hasNotedKeys = true
        message.notes.append(
            session.isKeyed
                ? Note("tls.keys-do-not-fit", .warning, at: place)
                : Note("tls.keys-missing", .info, at: place))
    }
}

// MARK: - Alerts, data and heartbeats

extension TLSDissector {
    private func readAlert(
        _ body: RawSpan, _ place: StreamRange, _ outcome: TLSSession.Outcome,
        into message: inout Message
    ) {
        let plain = session.keyring.plain
        let bytes = if case .opened = outcome { plain.rawSpan } else { body }
        message.put(.alertMessage)
        guard outcome != .sealed, bytes.byteCount == 2,
            let level = TLSWords.alertLevels.first(where: { $0.0 == UInt64(bytes.byte(at: 0)) }),
            let description = TLSWords.alertDescriptions.first(where: {
                $0.0 == UInt64(bytes.byte(at: 1))
            })
        else { return write("Encrypted Alert", to: &message) }
        message.put(.alertMessageLevel, level.0)
        message.put(.alertMessageDesc, description.0)
        guard message.depth >= .summary else { return }
        message.info.append("Alert (Level: ")
        message.info.append(level.1)
        message.info.append(", Description: ")
        message.info.append(description.1)
        message.info.append(")")
    }

    private mutating func readData(
        _ place: StreamRange, _ outcome: TLSSession.Outcome, from sender: Endpoint,
        into message: inout Message
    ) {
        write("Application Data", to: &message)
        message.put(.appData, place, TLSPlaces(areDecoded: false))
        if let words = applicationWords {
            message.put(.appDataProto, made: Array("\(words)".utf8))
        }
        guard case .opened = outcome else { return }
        let side = sender.index
        if session.sides[side].hasLostContent {
            session.sides[side].hasLostContent = false
            message.content.markLoss()
        }
        let plain = session.keyring.plain
        guard !plain.isEmpty else { return }
        // One that is full is followed by more, mostly.
        message.content.append(plain.rawSpan, end: plain.count >= 1 << 14 ? [] : .pushed)
    }

    private func readHeartbeat(
        _ body: RawSpan, _ place: StreamRange, _ outcome: TLSSession.Outcome,
        into message: inout Message
    ) {
        guard outcome == .plain, body.byteCount >= 3,
            let words = TLSWords.heartbeatTypes.first(where: { $0.0 == UInt64(body.byte(at: 0)) })
        else { return write("Encrypted Heartbeat", to: &message) }
        write("Heartbeat ", to: &message)
        write(words.1, to: &message)
        let count = Int(body.bigEndian(at: 1) as UInt16)
        message.put(.heartbeatMessage)
        message.put(.heartbeatMessageType, words.0)
        message.put(.heartbeatMessagePayloadLength, count)
        if 3 + count > body.byteCount {
            message.notes.append(Note("tls.heartbeat-too-long", .error, .expert, at: place))
            return
        }
        let payload = StreamRange(offset: place.offset + 3, count: count)
        message.put(.heartbeatMessagePayload, payload, TLSPlaces(areDecoded: false))
    }

    /// Reports a record whose packet was cut by the capture.
    mutating func readCut(
        _ header: TLSRecordHeader, _ input: inout ByteCursor, _ sender: Endpoint,
        into message: inout Message
    ) throws(ParseError) -> Step {
        let start = input.offset
        try input.skip(input.remaining)
        session.learn(header, firstByte: nil)
        message.beginRecordSummary(isJoined: false)
        addHeader(header, .sealed, into: &message)
        // One that goes on behind the segment tshark passes over without a word.
        if message.depth >= .summary, message.body?.goesOn != true {
            message.info.append(message.cutWords)
        }
        nameRow(header, into: &message)
        let rest = message.body?.range ?? StreamRange(offset: start, count: 0)
        message.notes.append(Note("tls.cut-short", .error, .cutShort, at: rest))
        session.sides[sender.index].lose(byteCount: nil)
        session.sides[sender.index].nextOffset = nil
        return .message
    }

    /// Reports what comes in the middle of a record whose beginning was not captured, in tshark's
    /// words: all the segment holds.
    mutating func readRest(
        _ input: inout ByteCursor, into message: inout Message
    ) throws(ParseError) -> Step {
        let isKnown = session.version != 0
        let words: StaticString =
            isKnown && !session.isTLS13 ? "Ignored Unknown Record" : "Continuation Data"
        try input.skip(input.remaining)
        message.beginRecordSummary()
        write(words, to: &message)
        message.put(.tls)
        message.use(protocolName: isKnown ? TLSVersion.name(of: session.version) : "SSL")
        return .message
    }
}
