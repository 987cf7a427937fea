import Bytes
import DissectAMQP
import Dissection
import TestKit
import Testing

/// What is written, held against bytes of other programs, against the dissector, and read back.
@Suite struct AMQPEncoderTests {
    /// As RabbitMQ 3 answered a transfer, with a null for the last argument.
    @Test func writesWhatRabbitMQWrites() {
        let frame = AMQPFrame(
            AMQPRecord(
                .disposition,
                [
                    .role: .receiver, .first: 0, .last: 0, .settled: true,
                    .state: .record(.accepted),
                ]
            ).padded)
        #expect(
            frame.bytes == [
                0, 0, 0, 0x17, 2, 0, 0, 0, 0, 0x53, 0x15, 0xC0, 0x0A, 6, 0x41, 0x43, 0x43, 0x41, 0,
                0x53, 0x24, 0x45, 0x40,
            ])
    }

    /// The examples of part 1, section 1.6, and the shortest form of everything that has several.
    @Test(
        arguments: [
            (.null, [0x40]), (true, [0x41]), (false, [0x42]), (0, [0x43]), (7, [0x52, 7]),
            (256, [0x70, 0, 0, 1, 0]), (.ulong(0), [0x44]), (.ulong(255), [0x53, 255]),
            (.ulong(1 << 32), [0x80, 0, 0, 0, 1, 0, 0, 0, 0]), (.int(-1), [0x54, 0xFF]),
            (.int(-129), [0x71, 0xFF, 0xFF, 0xFF, 0x7F]), (.long(-128), [0x55, 0x80]),
            (.ushort(1), [0x60, 0, 1]), (.string("Hello Glorious Messaging World"), nil),
            (.list([]), [0x45]), (.list([.null]), [0xC0, 2, 1, 0x40]),
            (.symbols(["a": true]), [0xC1, 5, 2, 0xA3, 1, 0x61, 0x41]),
            (.array([.symbol("PLAIN")]), [0xE0, 11, 1, 0xB3, 0, 0, 0, 5] + Array("PLAIN".utf8)),
            (
                .array([true, false]), [0xE0, 4, 2, 0x56, 1, 0]
            ),
            (
                .described(.ulong(0x77), .string("x")), [0, 0x53, 0x77, 0xA1, 1, 0x78]
            ),
        ] as [(AMQPValue, [UInt8]?)])
    func writesTheShortestForm(value: AMQPValue, bytes: [UInt8]?) {
        let expected = bytes ?? [0xA1, 0x1E] + Array("Hello Glorious Messaging World".utf8)
        #expect(AMQPEncoder.bytes(of: value) == expected)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func readsBackWhatItWrote(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let frame = AMQPFrame(
            .open, [.containerID: "c", .peerProperties: .map([.init(1, value(4, &random))])],
            channel: UInt16(seed), payload: [1, 2, 3])
        let bytes = frame.bytes
        #expect(try AMQPUnit.byteCount(of: (bytes + bytes).rawSpan, limit: 1 << 20) == bytes.count)
        #expect(try AMQPUnit(reading: bytes.rawSpan) == .frame(frame))
    }

    /// A value of any type, with others in it.
    private func value(_ depth: Int, _ random: inout SeededGenerator) -> AMQPValue {
        let bits = UInt64.random(in: 0...UInt64.max, using: &random) >> (random.next() % 64)
        let text = String(repeating: "é", count: Int(bits % 300))
        switch random.next() % (depth > 0 ? 21 : 17) {
        case 0: return .boolean(bits & 1 == 0)
        case 1: return .ubyte(UInt8(truncatingIfNeeded: bits))
        case 2: return .ushort(UInt16(truncatingIfNeeded: bits))
        case 3: return .uint(UInt32(truncatingIfNeeded: bits))
        case 4: return .ulong(bits)
        case 5: return .byte(Int8(truncatingIfNeeded: bits))
        case 6: return .short(Int16(truncatingIfNeeded: bits))
        case 7: return .int(Int32(truncatingIfNeeded: bits))
        case 8: return .long(-Int64(truncatingIfNeeded: bits >> 1))
        case 9: return .float(Float(bits))
        case 10: return .double(Double(bits))
        case 11:
            return .decimal(Array(repeating: UInt8(bits & 0xFF), count: [4, 8, 16][depth % 3]))
        case 12: return .character(UInt32(bits & 0xFFFF))
        case 13: return .timestamp(Int64(bits >> 1))
        case 14: return .uuid((0..<16).map { UInt8($0) })
        case 15: return .string(text)
        case 16: return .binary(Array(text.utf8))
        case 17: return .list((0..<Int(bits % 5)).map { _ in value(depth - 1, &random) })
        case 18: return .map([.init(.symbol(text), value(depth - 1, &random))])
        case 19: return .described(.symbol("of:\(bits)"), value(0, &random))
        default: return .array((0..<3).map { .described(.ulong(9), .list([.uint($0)])) })
        }
    }

    /// A conversation of frames from the encoder breaks no rule that the dissector knows, and says
    /// what was meant.
    @Test func theDissectorReadsIt() {
        var reading = Reading()
        reading.client(AMQPFrame.ProtocolHeader.amqp.bytes)
        reading.server(AMQPFrame.ProtocolHeader.amqp.bytes)
        let open = AMQPFrame(
            .open, [.containerID: "c", .channelMax: 7, .outgoingLocales: ["en", "fr"]])
        let begin: KeyValuePairs<AMQPField, AMQPValue> = [
            .nextOutgoingID: 0, .incomingWindow: 9, .outgoingWindow: 9,
        ]
        reading.client(open.bytes, AMQPFrame(.begin, begin).bytes)
        reading.server(open.bytes)
        var answer = AMQPRecord(.begin, begin)
        answer[.remoteChannel] = 0
        reading.server(AMQPFrame(answer).bytes)
        for role: AMQPValue in [.sender, .receiver] {
            var attach = AMQPRecord(
                .attach,
                [
                    .linkName: "l", .handle: 0, .role: role, .sndSettleMode: 0,
                    .source: .record(.source, [.address: "here"]),
                    .target: .record(.target, [.address: "there"]),
                ])
            if role == .sender { attach[.initDeliveryCount] = 0 }
            if role == .sender {
                reading.client(AMQPFrame(attach).bytes)
            } else {
                reading.server(AMQPFrame(attach).bytes)
            }
        }
        reading.server(
            AMQPFrame(
                .flow,
                [
                    .nextIncomingID: 0, .incomingWindow: 9, .nextOutgoingID: 0,
                    .outgoingWindow: 9, .handle: 0, .deliveryCount: 0, .linkCredit: 1,
                ]
            ).bytes)
        let content = AMQPMessageContent(
            .string("dear all"), properties: [.subject: "letter", .contentType: "text/plain"])
        reading.client(
            AMQPFrame(
                .transfer, [.handle: 0, .deliveryID: 0, .deliveryTag: "1", .messageFormat: 0],
                payload: content.bytes
            ).bytes)
        #expect(reading.rules == [])
        let message = reading.read(depth: .tree).messages.last ?? [:]
        #expect(message["amqp.message.subject"] == ["letter"])
        #expect(message["amqp.message.contentType"] == ["text/plain"])
        #expect(message["amqp.value"] == ["AMQP-Value (str8-utf8): dear all"])
    }

    @Test func readsAMessageBack() throws {
        var content = AMQPMessageContent(data: [1, 2, 3], properties: [.messageID: .ulong(7)])
        content.header = AMQPRecord(.header, [.durable: true, .deliveryCount: 2])
        content.rest.insert(
            .described(AMQPComposite.messageAnnotations.descriptor, .symbols(["x-opt": 1])), at: 0)
        let read = try AMQPMessageContent(reading: content.bytes.rawSpan)
        #expect(read == content)
        #expect(read.body == .binary([1, 2, 3]))
        #expect(read.header?[.deliveryCount] == 2)
    }
}

/// What comes from the other end is not to be trusted.
@Suite struct AMQPUnitTests {
    private let attach = AMQPFrame(
        .attach,
        [
            .linkName: "link", .handle: 3, .role: .receiver,
            .source: .record(.source, [.address: "letters", .outcomes: ["amqp:accepted:list"]]),
            .unsettled: .map([.init(.binary([1]), .record(.released))]),
        ])

    @Test func eightBytesTellTheLength() throws {
        let bytes = attach.bytes
        for count in 0..<bytes.count {
            let prefix = Array(bytes.prefix(count))
            let expected = count < 8 ? nil : bytes.count
            #expect(try AMQPUnit.byteCount(of: prefix.rawSpan, limit: 1000) == expected)
        }
    }

    @Test func refusesEveryFrameThatIsCut() {
        let bytes = attach.bytes
        for count in 9..<bytes.count {
            var cut = Array(bytes.prefix(count))
            cut[3] = UInt8(count)
            #expect(throws: ParseError.self) { try AMQPUnit(reading: cut.rawSpan) }
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func standsBytesThatChanged(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var bytes = attach.bytes
        for _ in 0..<3 {
            bytes[8 + Int(random.next() % UInt64(bytes.count - 8))] =
                UInt8(truncatingIfNeeded: random.next())
        }
        guard case .frame(let frame) = try? AMQPUnit(reading: bytes.rawSpan) else { return }
        let written = frame.bytes
        guard case .frame(let again) = try? AMQPUnit(reading: written.rawSpan) else {
            Issue.record("what was read cannot be read again")
            return
        }
        #expect(again.bytes == written)
    }

    @Test func refusesFramesLongerThanAgreed() {
        let bytes = attach.bytes
        #expect(throws: ParseError.self) {
            try AMQPUnit.byteCount(of: bytes.rawSpan, limit: bytes.count - 1)
        }
    }

    @Test func goesAsDeepAsTheDissector() {
        func nested(_ depth: Int) -> [UInt8] {
            var value = AMQPValue.list([.null])
            for _ in 1..<depth { value = .list([value]) }
            return AMQPMessageContent(value).bytes
        }
        #expect(throws: Never.self) { try AMQPMessageContent(reading: nested(128).rawSpan) }
        #expect(throws: ParseError.self) { try AMQPMessageContent(reading: nested(129).rawSpan) }
    }

    /// Elements that take no bytes could be as many as a count can say.
    @Test func refusesArraysOfNothing() {
        let array: [UInt8] = [0, 0x53, 0x77, 0xF0, 0, 0, 0, 5, 0, 0, 4, 1, 0x40]
        #expect(throws: ParseError.self) { try AMQPMessageContent(reading: array.rawSpan) }
    }

    @Test func tellsProtocolsApart() throws {
        let sasl = AMQPFrame.ProtocolHeader.sasl.bytes
        #expect(try AMQPUnit(reading: sasl.rawSpan) == .header(.sasl))
        #expect(throws: ParseError.self) {
            try AMQPUnit(reading: (Array("AMQP".utf8) + [0, 0, 9, 1]).rawSpan)
        }
    }
}
