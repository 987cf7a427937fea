internal import Bytes
internal import Dissection

/// What is known of a frame before its body is read.
struct AMQPFrameContext: BitwiseCopyable {
    let header: AMQPFrameHeader
    let sender: Endpoint
    let place: StreamRange
    /// Whether the capture has no more than the frame's beginning.
    let isCut: Bool
    let packet: Int
}

extension AMQPDissector {
    /// A protocol header (part 2, section 2.2).
    func read(
        _ header: AMQPFrameHeader, at start: Int, _ sender: Endpoint, _ message: inout Message
    ) {
        let place = StreamRange(offset: start, count: AMQPFrameHeader.byteCount)
        if message.wantsSummary {
            if message.isRich { message.beginSummary("", isJoined: false) }
            message.info.append("Protocol-Header ")
            message.info.append(decimal: header.major)
            message.info.append("-")
            message.info.append(decimal: header.minor)
            message.info.append("-")
            message.info.append(decimal: header.revision)
            message.info.append(message.isRich ? header.richName : " ")
        }
        if !header.isOurs {
            message.notes.append(Note("amqp.version", .warning, at: place))
        }
        guard message.depth >= .fields else { return }
        message.add(AMQPField.amqp.id, .present)
        message.add(
            AMQPField.initProtocol.id, .text(StreamRange(offset: start, count: 4)))
        message.add(.initID, header.protocolID)
        message.add(.initMajor, header.major)
        message.add(.initMinor, header.minor)
        message.add(.initRevision, header.revision)
    }

    /// A frame, for whoever wants to know all of it.
    mutating func read(
        _ frame: RawSpan, _ header: AMQPFrameHeader, at start: Int, _ delivery: Delivery,
        _ message: inout Message
    ) {
        let kind = AMQPFrameKind(frame, header)
        if case .known(.open) = kind.kind { noteFrameSize(frame, kind, delivery.sender) }
        if case .known(let type) = kind.kind { message.type = MessageType(UInt16(type.rawValue)) }
        guard message.depth > .counts else { return }
        let context = AMQPFrameContext(
            header: header, sender: delivery.sender,
            place: StreamRange(offset: start, count: header.size),
            isCut: delivery.end.contains(.cut), packet: message.packetNumber)
        if message.wantsSummary {
            if message.isRich {
                message.beginSummary("", isJoined: false)
                message.appendRich(kind, isCut: context.isCut)
            } else {
                append(kind, isCut: context.isCut, to: &message)
            }
        }
        if message.depth >= .fields { addHeader(header, &message) }
        let state = connection ?? AMQPConnection(kept: message.keptBytes, isWhole: isWhole)
        connection = state
        checkHeader(kind, frame, context, &message)
        guard case .known(let type) = kind.kind else { return }
        let source = AMQPSource(frame, at: start, frame: context.place)
        var reader = AMQPFrameReader(state: state, context: context, type: type)
        reader.read(kind, source, into: &message)
    }

    private func addHeader(_ header: AMQPFrameHeader, _ message: inout Message) {
        message.add(AMQPField.amqp.id, .present)
        message.add(AMQPField.length.id, .number(UInt64(header.size)))
        message.add(.doff, header.dataOffset)
        message.add(.type, header.type)
        message.add(AMQPField.channel.id, .number(UInt64(header.channel)))
    }

    private func checkHeader(
        _ kind: AMQPFrameKind, _ frame: RawSpan, _ context: AMQPFrameContext,
        _ message: inout Message
    ) {
        let header = context.header
        if header.type > 1 {
            message.notes.append(
                Note(
                    "amqp.frame-type", .error, at: context.place, .number(UInt64(header.type))))
        }
        if header.bodyOffset == nil {
            message.notes.append(
                Note(
                    "amqp.doff", .error, at: context.place, .number(UInt64(header.dataOffset))))
        }
        let limit = frameByteCountMax[context.sender.other.half]
        if header.size > limit {
            message.notes.append(
                Note("amqp.frame-too-large", .error, at: context.place, .number(UInt64(limit))))
        }
        if case .unknown = kind.kind {
            if message.depth >= .fields { addUnknown(frame, header, &message) }
            message.notes.append(
                Note("amqp.performative-unknown", .error, at: context.place))
        }
        if context.isCut {
            message.notes.append(Note("amqp.cut-short", .warning, .cutShort, at: context.place))
        } else if kind.isMalformed {
            message.notes.append(Note("amqp.malformed", .error, .malformed, at: context.place))
        }
    }

    /// The number of something that the specification does not have.
    private func addUnknown(
        _ frame: RawSpan, _ header: AMQPFrameHeader, _ message: inout Message
    ) {
        let offset = header.bodyOffset ?? AMQPFrameHeader.byteCount
        var input = ByteCursor(frame)
        guard (try? input.skip(offset)) != nil,
            let code = try? input.readAMQPDescription(limit: frame.byteCount).code
        else { return }
        message.add(
            header.type == 1 ? AMQPField.saslMethod.id : AMQPField.performative.id,
            .number(code))
    }
}

extension AMQPFrameHeader {
    fileprivate var richName: StaticString {
        switch protocolID {
        case 0: ""
        case 2: " TLS"
        case 3: " SASL"
        default: " ?"
        }
    }
}

extension Message {
    mutating func add(_ field: AMQPField, _ number: UInt8) {
        add(field.id, .number(UInt64(number)))
    }
}
