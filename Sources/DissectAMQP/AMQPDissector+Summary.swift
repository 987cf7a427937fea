internal import Bytes
internal import Dissection

/// What a frame is, as its first bytes tell.
struct AMQPFrameKind: BitwiseCopyable {
    enum Kind: BitwiseCopyable {
        case empty
        /// Too short for a body, or the body ends inside its arguments.
        case broken
        case known(AMQPComposite)
        case unknown(isSASL: Bool)
        /// A frame type that the specification does not have.
        case otherType
    }

    var kind: Kind
    /// Where the arguments begin in the frame.
    var argumentOffset = 0
    /// Whether they run over the frame's end.
    var isMalformed = false

    @inline(__always)
    init(_ frame: RawSpan, _ header: AMQPFrameHeader) {
        let offset = header.bodyOffset ?? AMQPFrameHeader.byteCount
        guard header.type <= 1 else {
            kind = .otherType
            return
        }
        guard frame.byteCount > offset + 2 else {
            let isEmpty = header.type == 0 && header.size <= offset
            kind = isEmpty ? .empty : .broken
            isMalformed = !isEmpty
            return
        }
        // All but a few write the descriptor so: a small unsigned long.
        if frame.byte(at: offset) == 0, frame.byte(at: offset + 1) == 0x53 {
            let composite = AMQPComposite(rawValue: frame.byte(at: offset + 2))
            kind = Self.kind(composite, header.type)
            argumentOffset = offset + 3
        } else {
            (kind, argumentOffset) = Self.readDescriptor(frame, at: offset, header.type)
        }
        if case .known = kind {
            isMalformed = AMQPArgumentScan.overruns(frame, from: argumentOffset)
        }
    }

    private static func kind(_ composite: AMQPComposite?, _ type: UInt8) -> Kind {
        guard let composite, type == 0 ? composite.isPerformative : composite.isSASL else {
            return .unknown(isSASL: type == 1)
        }
        return .known(composite)
    }

    @inline(never)
    private static func readDescriptor(
        _ frame: RawSpan, at offset: Int, _ type: UInt8
    ) -> (Kind, Int) {
        var input = ByteCursor(frame)
        guard (try? input.skip(offset)) != nil,
            let descriptor = try? input.readAMQPDescription(limit: frame.byteCount)
        else { return (.unknown(isSASL: type == 1), 0) }
        return (kind(descriptor.composite(in: frame, at: 0), type), input.offset)
    }
}

extension AMQPDissector {
    /// Writes the words of the list, and looks at nothing else.
    @inline(__always)
    mutating func summarize(
        _ frame: RawSpan, _ header: AMQPFrameHeader, _ delivery: Delivery,
        _ message: inout Message
    ) {
        let kind = AMQPFrameKind(frame, header)
        if case .known(.open) = kind.kind { noteFrameSize(frame, kind, delivery.sender) }
        guard message.wantsSummary else { return }
        append(kind, isCut: delivery.end.contains(.cut), to: &message)
    }

    func append(_ kind: AMQPFrameKind, isCut: Bool, to message: inout Message) {
        switch kind.kind {
        case .empty: message.info.append("(empty)")
        case .broken: break
        case .known(let composite): message.info.append(composite.summary)
        case .unknown(let isSASL):
            message.info.append(isSASL ? "<invalid SASL method> " : "<invalid AMQP performative> ")
        case .otherType: message.info.append("<unknown frame type> ")
        }
        if isCut {
            message.info.append("[Packet size limited during capture]")
        } else if kind.isMalformed {
            message.info.append("[Malformed Packet]")
        }
    }

    /// Remembers the largest frame that the sender of an open accepts.
    @inline(never)
    mutating func noteFrameSize(_ frame: RawSpan, _ kind: AMQPFrameKind, _ sender: Endpoint) {
        frameByteCountMax[sender.half] = .max
        var input = ByteCursor(frame)
        do throws(ParseError) {
            try input.skip(kind.argumentOffset)
            let list = try input.readAMQPElement(limit: frame.byteCount)
            guard list.constructor.isList, list.count >= 3 else { return }
            for _ in 0..<2 {
                let element = try input.readAMQPElement(limit: frame.byteCount)
                if element.constructor.isCompound { return }
            }
            let size = try input.readAMQPElement(limit: frame.byteCount)
            // The specification lets nobody ask for less than 512.
            if let number = size.number {
                frameByteCountMax[sender.half] = max(512, UInt32(clamping: number))
            }
        } catch {}
    }
}

extension AMQPComposite {
    /// tshark's words for what a frame does, and the blank behind them.
    var summary: StaticString {
        switch self {
        case .open: "open "
        case .begin: "begin "
        case .attach: "attach "
        case .flow: "flow "
        case .transfer: "transfer "
        case .disposition: "disposition "
        case .detach: "detach "
        case .end: "end "
        case .close: "close "
        case .saslMechanisms: "sasl.mechanisms "
        case .saslInit: "sasl.init "
        case .saslChallenge: "sasl.challenge "
        case .saslResponse: "sasl.response "
        case .saslOutcome: "sasl.outcome "
        default: ""
        }
    }
}
