internal import Bytes
internal import Dissection
internal import Inflation

extension WebSocketDissector {
    /// Passes a part of a frame's payload on to the inner stream.
    ///
    /// - Parameters:
    ///   - place: the whole frame's.
    ///   - phase: how many bytes of the payload came before.
    mutating func take(
        _ header: WebSocketFrame, _ part: RawSpan, _ place: StreamRange, phase: Int, isEnd: Bool,
        _ sender: Endpoint, into message: inout Message
    ) {
        guard !header.isControl else { return }
        let side = Int(sender.rawValue)
        if phase == 0 { begin(header, side) }
        let isLast = isEnd && header.isFinal
        if sides[side].open?.isCompressed == true {
            inflate(header, part, phase: phase, isLast: isLast, side, into: &message)
            return
        }
        let wantsText = message.depth >= .fields && sides[side].open?.opcode == 1
        if wantsText {
            let isWhole = header.opcode != 0 && isLast && phase == 0
            sides[side].keepText(part, xor: header.key ?? 0, phase: phase, isWhole: isWhole)
        }
        guard part.byteCount > 0 else { return }
        let end: DeliveryEnd = isLast ? .pushed : []
        if let key = header.key {
            message.content.append(part, xor: key, phase: phase, end: end)
        } else {
            let offset = place.offset + header.headerCount + phase
            message.content.pass(StreamRange(offset: offset, count: part.byteCount), end: end)
        }
    }

    private mutating func begin(_ header: WebSocketFrame, _ side: Int) {
        guard header.opcode != 0 || sides[side].open == nil else { return }
        let isCompressed = deflate != nil && header.isCompressed
        sides[side].open = WebSocketSide.Open(opcode: header.opcode, isCompressed: isCompressed)
        sides[side].text = []
        sides[side].outcome = .done
    }

    private mutating func inflate(
        _ header: WebSocketFrame, _ part: RawSpan, phase: Int, isLast: Bool, _ side: Int,
        into message: inout Message
    ) {
        guard sides[side].outcome == .done, let inflater = inflater(side, message) else { return }
        var packed: [UInt8] = []
        packed.append(part, xor: header.key ?? 0, phase: phase)
        var inflated: [UInt8] = []
        var outcome = inflater.inflate(packed.rawSpan, into: &inflated)
        if outcome == .done, isLast { outcome = inflater.finish(into: &inflated) }
        if !inflated.isEmpty { message.content.append(inflated.rawSpan) }
        if message.depth >= .fields, sides[side].open?.opcode == 1 {
            let isWhole = header.opcode != 0 && isLast && phase == 0
            sides[side].keepText(inflated.rawSpan, isWhole: isWhole)
        }
        sides[side].outcome = outcome
        if outcome != .done { message.content.markLoss() }
        if isLast {
            if !inflated.isEmpty {
                message.content.append(inflated.rawSpan.extracting(first: 0), end: .pushed)
            }
            if !keepsContext(side) { sides[side].inflater = nil }
        }
    }

    private func keepsContext(_ side: Int) -> Bool {
        side == 0 ? deflate?.clientKeepsContext ?? false : deflate?.serverKeepsContext ?? false
    }

    private mutating func inflater(_ side: Int, _ message: borrowing Message) -> Inflater? {
        if let inflater = sides[side].inflater { return inflater }
        let made = Inflater(message.openInflaters, .raw)
        sides[side].inflater = made
        sides[side].isOverLimit = made == nil
        return made
    }
}
