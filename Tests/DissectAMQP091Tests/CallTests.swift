import Bytes
import DissectAMQP091
import TestKit
import Testing

/// What is written and read back, by the tables that the dissector reads by.
@Suite struct AMQP091CallTests {
    /// The samples are held against tshark elsewhere.
    @Test(arguments: MethodSamples.all)
    func everyMethodIsReadAndWritten(sample: MethodSamples.Sample) throws {
        let unit = try AMQP091Unit(reading: sample.frame.rawSpan)
        #expect(unit.bytes == sample.frame)
        guard case .method(let call, _) = unit else {
            Issue.record("no method")
            return
        }
        #expect(sample.info.hasPrefix("\(call.number)"))
    }

    @Test func argumentsAreFoundByName() throws {
        let call = AMQP091Call(
            .queueDeclare,
            [.queue: "letters", .durable: true, .nowait: true, .arguments: ["x-max-length": 5]])
        // Class 50, method 10; a ticket; the name; bits 1 and 4; the table.
        let arguments: [UInt8] =
            [0, 50, 0, 10, 0, 0, 7] + Array("letters".utf8) + [0b10010, 0, 0, 0, 18, 12]
            + Array("x-max-length".utf8) + [0x49, 0, 0, 0, 5]
        #expect(call.frame(channel: 1) == Encoder.frame(1, channel: 1, arguments))
        #expect(call[.queue].text == "letters")
        #expect(!call[.exclusive].flag)
        #expect(call[.arguments].table["x-max-length"] == 5)
    }

    @Test func propertiesAreWrittenInTheirOrder() throws {
        let header = AMQP091ContentHeader(
            bodySize: 300,
            [.timestamp: 1, .contentType: "a/b", .headers: ["h": true], .deliveryMode: 2])
        let bytes = header.frame(channel: 1)
        #expect(
            bytes
                == Encoder.contentHeader(
                    channel: 1, bodySize: 300, flags: 0xB040,
                    [.text("a/b"), .table([("h", .boolean(true))]), .octet(2), .longlong(1)]))
        #expect(try AMQP091Unit(reading: bytes.rawSpan) == .header(header, channel: 1))
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func tablesAreReadBack(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let entries = (0..<8).map { ("n\($0)", value(4, &random)) }
        var call = AMQP091Call(.connectionStart, [.versionMinor: 9, .mechanisms: "PLAIN"])
        call[.serverProperties] = .table(AMQP091FieldTable(entries))
        let bytes = call.frame(channel: 0)
        #expect(try AMQP091Unit(reading: bytes.rawSpan) == .method(call, channel: 0))
    }

    private func value(_ depth: Int, _ random: inout SeededGenerator) -> AMQP091TableValue {
        let bits = random.next()
        switch random.next() % (depth > 0 ? 17 : 15) {
        case 0: return .boolean(bits & 1 == 0)
        case 1: return .int8(Int8(truncatingIfNeeded: bits))
        case 2: return .uint8(UInt8(truncatingIfNeeded: bits))
        case 3: return .int16(Int16(truncatingIfNeeded: bits))
        case 4: return .uint16(UInt16(truncatingIfNeeded: bits))
        case 5: return .int32(Int32(truncatingIfNeeded: bits))
        case 6: return .uint32(UInt32(truncatingIfNeeded: bits))
        case 7: return .int64(Int64(bitPattern: bits))
        case 8: return .float(Float(bits))
        case 9: return .double(Double(bits))
        case 10: return .decimal(Int32(truncatingIfNeeded: bits), scale: 3)
        case 11: return .timestamp(bits)
        case 12: return .string(String(repeating: "ü", count: Int(bits % 200)))
        case 13: return .bytes([UInt8(bits & 1), 0xCE])
        case 14: return .void
        case 15: return .table(["a": value(depth - 1, &random), "b": value(depth - 1, &random)])
        default: return .array([value(depth - 1, &random), value(depth - 1, &random)])
        }
    }
}

/// What comes from the other end is not to be trusted.
@Suite struct AMQP091UnitTests {
    private let bytes = AMQP091Call(
        .connectionStart,
        [
            .serverProperties: ["product": "P", "capabilities": ["basic.nack": true]],
            .mechanisms: "PLAIN", .locales: "en_US",
        ]
    ).frame(channel: 0)

    @Test func eightBytesTellTheLength() throws {
        for count in 0..<bytes.count {
            let prefix = Array(bytes.prefix(count))
            let expected = count < 8 ? nil : bytes.count
            #expect(try AMQP091Unit.byteCount(of: prefix.rawSpan, limit: 1000) == expected)
        }
        #expect(try AMQP091Unit.byteCount(of: (bytes + bytes).rawSpan, limit: 1000) == bytes.count)
    }

    @Test func refusesEveryFrameThatIsCut() {
        let payload = Array(bytes.dropFirst(7).dropLast())
        for count in 0..<payload.count {
            let cut = Encoder.frame(1, channel: 0, Array(payload.prefix(count)))
            #expect(throws: ParseError.self) { try AMQP091Unit(reading: cut.rawSpan) }
        }
    }

    @Test func refusesAFrameWithAnotherEnd() {
        let broken = Array(bytes.dropLast()) + [0]
        #expect(throws: ParseError.self) { try AMQP091Unit(reading: broken.rawSpan) }
    }

    @Test func refusesFramesLongerThanAgreed() {
        #expect(throws: ParseError.self) {
            try AMQP091Unit.byteCount(of: bytes.rawSpan, limit: bytes.count - 1)
        }
    }

    @Test func goesAsDeepAsTheDissector() {
        func nested(_ depth: Int) -> [UInt8] {
            var value = AMQP091TableValue.void
            for _ in 0..<depth { value = .array([value]) }
            let table: AMQP091FieldTable = ["n": value]
            return AMQP091ContentHeader(bodySize: 0, [.headers: .table(table)]).frame(channel: 1)
        }
        #expect(throws: Never.self) { try AMQP091Unit(reading: nested(99).rawSpan) }
        #expect(throws: ParseError.self) { try AMQP091Unit(reading: nested(100).rawSpan) }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func standsBytesThatChanged(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var changed = bytes
        for _ in 0..<3 {
            changed[7 + Int(random.next() % UInt64(bytes.count - 8))] =
                UInt8(truncatingIfNeeded: random.next())
        }
        guard let unit = try? AMQP091Unit(reading: changed.rawSpan) else { return }
        let written = unit.bytes
        #expect((try? AMQP091Unit(reading: written.rawSpan))?.bytes == written)
    }
}
