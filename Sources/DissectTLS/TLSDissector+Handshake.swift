internal import Bytes
internal import Dissection

extension TLSDissector {
    /// What every handshake message begins with: its type and its length.
    private static var headByteCount: Int { 4 }

    /// Reads the handshake messages that end in a record, and keeps the beginning of one that does
    /// not.
    mutating func readHandshake(
        _ body: RawSpan, _ place: StreamRange, _ outcome: TLSSession.Outcome,
        from sender: Endpoint, into message: inout Message
    ) {
        let side = sender.index
        if outcome == .sealed || session.sides[side].hasLostHandshake {
            message.put(.handshake)
            return write("Encrypted Handshake Message", to: &message)
        }
        var kept = session.sides[side].handshake
        session.sides[side].handshake = []
        if case .opened = outcome {
            let plain = session.keyring.plain
            kept.append(plain.rawSpan, xor: 0, phase: 0)
        } else if kept.isEmpty {
            let used = readMessages(
                ByteCursor(body, base: place.offset), TLSPlaces(areDecoded: false), sender, &message
            )
            return keep(body.extracting(droppingFirst: used), side, &message)
        } else {
            kept.append(body, xor: 0, phase: 0)
        }
        let start = message.decoded.count
        if message.depth >= .fields { message.decoded += kept }
        let used = readMessages(
            ByteCursor(kept.rawSpan, base: start), TLSPlaces(areDecoded: true), sender, &message)
        keep(kept.rawSpan.extracting(droppingFirst: used), side, &message)
    }

    private mutating func keep(_ rest: RawSpan, _ side: Int, _ message: inout Message) {
        guard rest.byteCount > 0 else { return }
        guard rest.byteCount <= TLSSide.handshakeByteCountMax else {
            session.sides[side].hasLostHandshake = true
            return
        }
        session.sides[side].handshake.append(rest, xor: 0, phase: 0)
    }

    /// Returns how many bytes the messages took that are whole.
    private mutating func readMessages(
        _ bytes: ByteCursor, _ places: TLSPlaces, _ sender: Endpoint, _ message: inout Message
    ) -> Int {
        var input = bytes
        var isFirst = true
        while input.remaining > 0 {
            var head = input
            guard let type = try? head.readUInt8(), let high = try? head.readUInt8(),
                let low = try? head.readBigEndian(UInt16.self)
            else { break }
            let count = Int(high) << 16 | Int(low)
            guard let title = TLSHandshakeType.title(of: type),
                Self.headByteCount + count <= TLSSide.handshakeByteCountMax
            else {
                // What was encrypted where nobody saw it begin.
                if isFirst { separate(isFirst, &message) }
                message.put(.handshake)
                write("Encrypted Handshake Message", to: &message)
                return bytes.remaining
            }
            guard var body = try? head.readCursor(count: count) else { break }
            separate(isFirst, &message)
            isFirst = false
            message.put(.handshake)
            message.put(.handshakeType, type)
            message.put(.handshakeLength, count)
            let titled = readMessage(type, &body, places, sender, into: &message)
            write(titled ?? title, to: &message)
            input = head
        }
        if input.remaining > 0 { writeFragment(input, isFirst, &message) }
        return bytes.remaining - input.remaining
    }

    /// As tshark calls the beginning of a message that the record does not end.
    private func writeFragment(
        _ input: ByteCursor, _ isFirst: Bool, _ message: inout Message
    ) {
        var head = input
        guard let type = try? head.readUInt8(), let title = TLSHandshakeType.title(of: type)
        else { return }
        separate(isFirst, &message)
        write("[", to: &message)
        write(title, to: &message)
        write(" Fragment]", to: &message)
    }

    private func separate(_ isFirst: Bool, _ message: inout Message) {
        if !isFirst { write(", ", to: &message) }
    }

    /// Returns other words for the row than the type's.
    private mutating func readMessage(
        _ type: UInt8, _ body: inout ByteCursor, _ places: TLSPlaces, _ sender: Endpoint,
        into message: inout Message
    ) -> StaticString? {
        let start = body.offset
        do throws(ParseError) {
            switch type {
            case TLSHandshakeType.clientHello:
                if let hello = try readHello(&body, places, isClients: true, into: &message) {
                    session.hear(clientHello: hello)
                }
            case TLSHandshakeType.serverHello:
                if let hello = try readHello(&body, places, isClients: false, into: &message) {
                    session.hear(serverHello: hello)
                    if hello.random.asksForAnotherHello { return "Hello Retry Request" }
                }
            case TLSHandshakeType.newSessionTicket:
                let ticket = try readTicket(&body, places, into: &message)
                if !ticket.isEmpty { session.hear(ticket: ticket) }
            case TLSHandshakeType.endOfEarlyData: session.endEarlyData()
            case TLSHandshakeType.encryptedExtensions:
                var hello = TLSHello(random: .none)
                try readExtensions(&body, places, .encryptedExtensions, &hello, into: &message)
                if !hello.applicationName.isEmpty {
                    session.applicationName = hello.applicationName
                }
            case TLSHandshakeType.finished:
                message.put(.verifyData)
                session.finish(sender)
            case TLSHandshakeType.keyUpdate:
                message.put(.keyUpdateRequestUpdate, try body.readUInt8())
                session.updateKeys(of: sender)
            default:
                try readRest(type, &body, places, into: &message)
            }
        } catch {
            message.notes.append(Note("tls.handshake-malformed", error, .ours))
            _ = start
        }
        return nil
    }
}
