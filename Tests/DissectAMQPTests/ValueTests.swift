import Bytes
import DissectAMQP
import Dissection
import TestKit
import Testing

/// The type system, and values that break its rules.
@Suite struct AMQPValueTests {
    /// What a tree says of a message's value.
    private func lines(_ value: Value) -> [String] {
        var reading = Reading.linked
        reading.client(Frames.transfer(0, Value.described(0x77, value).bytes))
        let message = reading.read(depth: .tree).messages.last ?? [:]
        return (message["amqp.value"] ?? []) + (message["amqp.list"] ?? [])
    }

    /// Encodings from the specification's part 1, section 1.6, and what they mean.
    @Test(
        arguments: [
            ([0x40], "AMQP-Value: (null)"),
            ([0x56, 0x01], "AMQP-Value (bool): true"),
            ([0x42], "AMQP-Value (bool): false"),
            ([0x50, 0xFF], "AMQP-Value (ubyte): 255"),
            ([0x60, 0xFF, 0xFE], "AMQP-Value (ushort): 65534"),
            ([0x70, 0xFF, 0xFF, 0xFF, 0xFF], "AMQP-Value (uint): 4294967295"),
            ([0x43], "AMQP-Value (uint0): 0"),
            (
                [0x80, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
                "AMQP-Value (ulong): 18446744073709551615"
            ),
            ([0x51, 0x80], "AMQP-Value (byte): -128"),
            ([0x61, 0x80, 0x00], "AMQP-Value (short): -32768"),
            ([0x71, 0xFF, 0xFF, 0xFF, 0xFF], "AMQP-Value (int): -1"),
            ([0x54, 0xFF], "AMQP-Value (smallint): -1"),
            ([0x81, 0x80, 0, 0, 0, 0, 0, 0, 0], "AMQP-Value (long): -9223372036854775808"),
            ([0x72, 0x3F, 0xC0, 0, 0], "AMQP-Value (float): 1.5"),
            ([0x82, 0xC0, 0x04, 0, 0, 0, 0, 0, 0], "AMQP-Value (double): -2.5"),
            ([0x73, 0x00, 0x01, 0xF3, 0x88], "AMQP-Value (char): 🎈"),
            ([0x73, 0x00, 0x00, 0xD8, 0x00], "AMQP-Value (char): U+d800"),
            ([0x83, 0, 0, 0, 0, 0, 0, 0, 5], "AMQP-Value (timestamp): 5 ms"),
            ([0xA0, 0x02, 0xCA, 0xFE], "AMQP-Value (vbin8): cafe"),
            ([0xA3, 0x01, 0x73], "AMQP-Value (sym8): s"),
            // Decimals of IEEE 754: 123 × 10⁻², -1 × 10⁰, 9999999 × 10⁹⁰, infinity.
            ([0x74, 0x31, 0x80, 0x00, 0x7B], "AMQP-Value (decimal32): 123E-2"),
            ([0x74, 0xB2, 0x80, 0x00, 0x01], "AMQP-Value (decimal32): -1"),
            ([0x74, 0x77, 0xF8, 0x96, 0x7F], "AMQP-Value (decimal32): 9999999E90"),
            ([0x74, 0xF8, 0, 0, 0], "AMQP-Value (decimal32): -Infinity"),
            ([0x84, 0x31, 0xC0, 0, 0, 0, 0, 0, 0x07], "AMQP-Value (decimal64): 7"),
            (
                [0x94, 0x30, 0x40] + Array(repeating: 0, count: 13) + [0x2A],
                "AMQP-Value (decimal128): 42"
            ),
        ] as [([UInt8], String)])
    func readsEncodings(bytes: [UInt8], line: String) {
        #expect(lines(.raw(bytes)) == [line])
    }

    @Test func readsCompounds() {
        let value = Value.map([
            .symbol("k"), .list([.uint(1), .map([.bool(true), .null])]),
            .uint(2), .array(0x71, [big(Int32(-1)), big(Int32(7))]),
            .string("d"), .described(0x468C_0000_0004, .string("x=1")),
        ])
        #expect(
            lines(value) == [
                "AMQP-Value (map of 3 elements)",
                "k (list of 2 elements)", "list-item (smalluint): 1",
                "list-item (map of 1 element)", "true: (null)",
                "2 (array of 2 elements)", "list-item (int): -1", "list-item (int): 7",
                "d (str8-utf8) @0x468c00000004: x=1",
            ])
    }

    /// Each value of a map or a list is a field of its own, for filters.
    @Test func hasAFieldForEveryValue() {
        var reading = Reading.linked
        let map = Value.map([
            .string("room"), .string("7a"), .symbol("count"), .raw([0x54, 0xFB]),
            .string("on"), .bool(true), .string("list"), .list([.uint(9)]),
        ])
        reading.client(Frames.transfer(0, Value.described(0x74, map).bytes + Frames.text("x")))
        let message = reading.read().messages.last ?? [:]
        #expect(message["amqp.field.name"] == ["room", "count", "on", "list"])
        #expect(message["amqp.field.string"] == ["7a"])
        #expect(message["amqp.field.integer"] == ["-5", "9"])
        #expect(message["amqp.field.boolean"] == ["1"])
    }

    /// As tshark has it: bodies that run over their message, and others that are only odd.
    @Test(
        arguments: [
            ([0x00, 0x53, 0x75, 0xA0, 0x50, 0x61], true), ([0x00, 0x53, 0x77, 0xA1, 0x20], true),
            ([0x00], true), ([0x00, 0x53, 0x77, 0x0F], false), ([0x00, 0x53, 0x99, 0x45], false),
        ] as [([UInt8], Bool)])
    func tellsBrokenBodies(section: [UInt8], isMalformed: Bool) {
        var reading = Reading.linked
        reading.client(Frames.transfer(0, section))
        let notes = reading.run().records.last?.notes ?? []
        #expect(notes.contains { $0.standing == .malformed } == isMalformed)
        #expect(!notes.isEmpty)
    }

    /// What a body holds goes to whoever reads the type that the properties name.
    @Test func handsOverWhatABodyHolds() {
        let properties = Value.described(
            0x73, .list([.null, .null, .null, .null, .null, .null, .symbol("application/json")]))
        let sections = [
            Value.described(0x75, .raw([0xA0, 2, 0x7B, 0x7D])).bytes,
            Value.described(0x77, .string("[]")).bytes,
        ]
        let collector = PayloadCollector()
        let registry = Registry(
            AMQPProtocols.entries + [
                Registry.Entry("toy", payload: Registry.Payloads([.json], collector))
            ])
        var reading = Reading.linked
        reading.client(Frames.transfer(0, properties.bytes + sections[0]))
        reading.client(Frames.transfer(1, properties.bytes + sections[1]))
        reading.client(Frames.transfer(2, sections[0]))
        _ = reading.talk.run(AMQPDissector(), registry, .whole, depth: .fields)
        #expect(collector.read.texts == ["{}", "[]"])
    }

    /// A symbol may stand for a descriptor's number, and a list may have the wide form.
    @Test func readsDescriptorsByName() {
        var reading = Reading.greeted
        reading.client(
            Frames.frame(
                [0] + Value.symbol("amqp:close:list").bytes + [0xD0, 0, 0, 0, 4, 0, 0, 0, 0]))
        #expect(reading.run().summaries.last == "close ")
        #expect(reading.rules == [])
    }

    /// What is wrong with a value, and that the frame behind is read.
    @Test(
        arguments: [
            // A list longer than the frame, a string longer than its list.
            ([0xC0, 0xFF, 0x01, 0x43], "amqp.size"),
            ([0xC0, 0x03, 0x01, 0xA1, 0xFF], "amqp.size"),
            // More and fewer elements than there are.
            ([0xC0, 0x02, 0x05, 0x43], "amqp.count"),
            ([0xC0, 0x03, 0x01, 0x43, 0x43], "amqp.count"),
            ([0xD0, 0, 0, 0, 5, 0xFF, 0xFF, 0xFF, 0xFF, 0x43], "amqp.count"),
            // A key without a value, a code without a type.
            ([0xC1, 0x02, 0x01, 0x43], "amqp.map-odd"),
            ([0xC0, 0x02, 0x01, 0x3F], "amqp.type-unknown"),
            ([0xE0, 0x03, 0x01, 0x20, 0x00], "amqp.type-unknown"),
            // Four billion times nothing.
            ([0xF0, 0, 0, 0, 5, 0xFF, 0xFF, 0xFF, 0xFF, 0x41], "amqp.too-many-values"),
        ] as [([UInt8], String)])
    func notesWhatIsWrong(bytes: [UInt8], rule: String) {
        var reading = Reading.linked
        reading.client(Frames.transfer(0, Value.described(0x77, .raw(bytes)).bytes))
        reading.client(Frames.transfer(1))
        #expect(Set(reading.rules).contains(rule))
        #expect(reading.run().records.count == 11)
    }

    /// Thousands of lists in lists, and of descriptors in descriptors: no stack is taken for them.
    @Test(arguments: [100, 127, 128, 129, 500, 100_000])
    func readsDeepValues(depth: Int) {
        // From the outside: each list holds all the rest.
        var value: [UInt8] = []
        for index in 0..<depth {
            value.append(0xD0)
            value += big(UInt32((depth - index) * 9 - 4))
            value += big(UInt32(1))
        }
        value.append(0x45)
        var reading = Reading.linked
        reading.client(Frames.transfer(0, Value.described(0x77, .raw(value)).bytes))
        reading.client(Frames.transfer(1))
        #expect(reading.rules == (depth > 128 ? ["amqp.nesting"] : []))
        var descriptors = Reading.linked
        descriptors.client(Frames.frame(Array(repeating: 0, count: depth) + [0x43]))
        #expect(!descriptors.rules.isEmpty)
    }

    @Test func limitsFieldsAndNotes() {
        let many = Value.described(
            0x77,
            .raw(
                [0xD0] + big(UInt32(100_004)) + big(UInt32(100_000))
                    + Array(repeating: 0x43, count: 100_000))
        ).bytes
        var reading = Reading.linked
        reading.client(Frames.transfer(0, many))
        #expect((reading.read().messages.last?["amqp.list"]?.count ?? 0) <= 65_536)
        let odd = Value.described(
            0x77, .list(Array(repeating: .raw([0xC1, 0x02, 0x01, 0x43]), count: 1000))
        ).bytes
        reading = .linked
        reading.client(Frames.transfer(0, odd))
        #expect(reading.rules.count == 64)
    }

    @Test func notesFieldsOfTheWrongType() {
        var reading = Reading.linked
        reading.client(Frames.frame(0x13, [.string("x"), .uint(1), .uint(1)]))
        #expect(reading.rules == ["amqp.field-type", "amqp.field-missing"])
        reading = .linked
        reading.client(Frames.frame(0x18, [.null, .uint(1)]))
        #expect(reading.rules == ["amqp.too-many-arguments"])
        reading = .greeted
        reading.client(Frames.frame(0x18, []) + Frames.frame(0x19, []))
        #expect(reading.rules == ["amqp.performative-unknown"])
    }
}

/// Keeps the payloads that it is given.
private final class PayloadCollector: PayloadDissector {
    final class Read: @unchecked Sendable {
        var texts: [String] = []
    }

    let read = Read()

    func read(_ payload: borrowing PayloadBytes, into message: inout Message) {
        read.texts.append(
            unsafe payload.span.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) })
    }
}
