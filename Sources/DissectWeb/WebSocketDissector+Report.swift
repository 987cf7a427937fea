internal import Bytes
internal import Dissection
internal import Inflation

extension WebSocketDissector {
    /// Writes a frame's row and fields, and what is wrong with it.
    ///
    /// - Parameter payload: as it was sent; `nil` when it was passed on as it came.
    mutating func report(
        _ header: WebSocketFrame, _ payload: RawSpan?, _ place: StreamRange,
        _ rules: WebSocketRules, _ sender: Endpoint, into message: inout Message
    ) {
        let side = Int(sender.rawValue)
        message.type = MessageType(UInt16(header.opcode))
        rules.note(
            at: StreamRange(offset: place.offset, count: header.headerCount), into: &message)
        note(header, payload, place, side, into: &message)
        if message.wantsSummary {
            message.beginOnlySummary()
            append(header, to: &message.info)
            if message.isRich { appendRich(header, payload, to: &message.info) }
        }
        if message.depth >= .fields {
            addLayers(header, side, isCut: message.body != nil, into: &message)
            addHeader(header, into: &message)
            if header.payloadCount > 0, message.body == nil {
                addPayload(header, payload, side, into: &message)
            }
        }
        if header.opcode == WebSocketFrame.Opcode.close { sides[side].isClosed = true }
        if !header.isControl, header.isFinal {
            sides[side].open = nil
            sides[side].text = []
        }
    }

    /// Reports a frame whose packet was cut by the capture.
    mutating func readCut(
        _ header: WebSocketFrame, _ place: StreamRange, _ rules: WebSocketRules,
        _ input: inout ByteCursor, _ sender: Endpoint, into message: inout Message
    ) throws(ParseError) -> Step {
        try input.skip(input.remaining)
        report(header, nil, place, rules, sender, into: &message)
        if message.wantsSummary { message.info.append(message.cutWords) }
        let rest = message.body?.range ?? StreamRange(offset: place.end, count: 0)
        message.notes.append(Note("websocket.cut-short", .error, .cutShort, at: rest))
        return .message
    }

    private func append(_ header: WebSocketFrame, to info: inout TextBuffer) {
        info.append("WebSocket ")
        info.append(WebSocketWords.opcode(header.opcode))
        info.append(header.isFinal ? " [FIN]" : "[FRAGMENT] ")
        info.append(header.key != nil ? " [MASKED]" : " ")
    }

    private func appendRich(
        _ header: WebSocketFrame, _ payload: RawSpan?, to info: inout TextBuffer
    ) {
        info.append(header.key == nil ? "" : " ")
        info.append(decimal: UInt64(header.payloadCount))
        info.append(header.payloadCount == 1 ? " byte" : " bytes")
        guard header.opcode == WebSocketFrame.Opcode.close, let payload,
            let close = WebSocketClose(payload, key: header.key)
        else { return }
        info.append(", ")
        info.append(decimal: close.code)
        if let words = WebSocketWords.closeCode(close.code) {
            info.append(" ")
            info.append(words)
        }
        guard !close.reason.isEmpty else { return }
        info.append(": ")
        info.append(untrusted: close.reason.rawSpan)
    }

    private func note(
        _ header: WebSocketFrame, _ payload: RawSpan?, _ place: StreamRange, _ side: Int,
        into message: inout Message
    ) {
        let head = StreamRange(offset: place.offset, count: header.headerCount)
        if !header.isKnown {
            message.notes.append(Note("websocket.unknown-opcode", .info, .expert, at: head))
        }
        if header.opcode == WebSocketFrame.Opcode.close, let payload {
            let isOdd = WebSocketClose(payload, key: header.key).map { !$0.mayBeSent } ?? true
            if isOdd, payload.byteCount > 0 {
                message.notes.append(Note("websocket.bad-close", .warning, at: place))
            }
        }
        guard !header.isControl, sides[side].open?.isCompressed == true else { return }
        switch sides[side].outcome {
        case .failed:
            message.notes.append(Note("websocket.inflate-failed", .warning, .expert, at: place))
        case .tooLong:
            message.notes.append(Note("websocket.inflates-too-far", .error, at: place))
        case .done where sides[side].isOverLimit:
            message.notes.append(Note("websocket.inflater-limit", .warning, at: place))
        case .done: break
        }
    }
}

// MARK: - Fields

extension WebSocketDissector {
    private func addLayers(
        _ header: WebSocketFrame, _ side: Int, isCut: Bool, into message: inout Message
    ) {
        message.addLayer("http", isOne: true)
        message.addLayer("websocket", isOne: true)
        guard !header.isControl, header.isFinal, header.payloadCount > 0, !isCut else { return }
        let opcode = sides[side].open?.opcode ?? header.opcode
        if opcode == WebSocketFrame.Opcode.text { message.addLayer("data-text-lines") }
        if opcode == WebSocketFrame.Opcode.binary { message.addLayer("data") }
    }

    private func addHeader(_ header: WebSocketFrame, into message: inout Message) {
        message.add(WebSocketField.webSocket.id, .present)
        message.add(WebSocketField.isFinal.id, .flag(header.isFinal))
        message.add(WebSocketField.reserved.id, .number(UInt64(header.reserved)))
        if deflate != nil {
            message.add(WebSocketField.isCompressed.id, .flag(header.isCompressed))
        }
        message.add(WebSocketField.opcode.id, .number(UInt64(header.opcode)))
        message.add(WebSocketField.isMasked.id, .flag(header.key != nil))
        message.add(WebSocketField.payloadLength.id, .number(UInt64(header.shortLength)))
        let count = UInt64(header.payloadCount)
        if header.shortLength == 126 {
            message.add(WebSocketField.payloadLength16.id, .number(count))
        } else if header.shortLength == 127 {
            message.add(WebSocketField.payloadLength64.id, .number(count))
        }
        guard let key = header.key else { return }
        let place = StreamRange(offset: message.decoded.count, count: 4)
        for shift: UInt32 in [24, 16, 8, 0] {
            message.decoded.append(UInt8(truncatingIfNeeded: key >> shift))
        }
        message.add(WebSocketField.maskingKey.id, .decoded(place))
        if header.payloadCount > 0 { message.add(WebSocketField.maskedPayload.id, .present) }
    }

    private func addPayload(
        _ header: WebSocketFrame, _ payload: RawSpan?, _ side: Int, into message: inout Message
    ) {
        message.add(WebSocketField.payload.id, .present)
        let isOpcodeUnknown = !header.isKnown
        if header.isControl || isOpcodeUnknown {
            if let payload { addControl(header, payload, into: &message) }
        } else if header.isFinal {
            guard sides[side].open?.opcode == 1, !sides[side].text.isEmpty else { return }
            let text = sides[side].text
            add(.text, text.rawSpan, key: nil, into: &message)
        } else if header.opcode == 0, let payload {
            add(.continuation, payload, key: header.key, into: &message)
        }
    }

    private func addControl(
        _ header: WebSocketFrame, _ payload: RawSpan, into message: inout Message
    ) {
        switch header.opcode {
        case WebSocketFrame.Opcode.close:
            message.add(WebSocketField.close.id, .present)
            guard let close = WebSocketClose(payload, key: header.key) else { return }
            message.add(WebSocketField.closeCode.id, .number(UInt64(close.code)))
            guard !close.reason.isEmpty else { return }
            add(.closeReason, close.reason.rawSpan, key: nil, into: &message)
        case WebSocketFrame.Opcode.ping: add(.ping, payload, key: header.key, into: &message)
        case WebSocketFrame.Opcode.pong: add(.pong, payload, key: header.key, into: &message)
        default: add(.unknown, payload, key: header.key, into: &message)
        }
    }

    private func add(
        _ field: WebSocketField, _ bytes: RawSpan, key: UInt32?, into message: inout Message
    ) {
        let place = StreamRange(offset: message.decoded.count, count: bytes.byteCount)
        message.decoded.append(bytes, xor: key ?? 0, phase: 0)
        message.add(field.id, .decoded(place))
    }
}
