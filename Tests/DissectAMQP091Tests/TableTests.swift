import Bytes
import DissectAMQP091
import Dissection
import TestKit
import Testing

@Suite struct AMQP091TableTests {
    private func lines(_ fields: [(String, AMQP091TableValue)]) -> FieldSink.Read? {
        var reading = Reading()
        reading.client(
            Frames.publish(),
            Encoder.contentHeader(
                channel: 1, bodySize: 0, flags: 0x2000, [.table(AMQP091FieldTable(fields))]))
        return reading.messages(depth: .tree).last
    }

    /// As tshark's tree has them.
    @Test func showsEveryType() {
        let read = lines([
            ("bool", .boolean(true)), ("neg", .int32(-5)), ("long", .int64(1 << 40)),
            ("str", .string("text ✓")), ("null", .void), ("half", .double(0.5)),
            ("list", .array([.int32(1), .string("two"), .table([("k", .string("v"))])])),
            ("at", .timestamp(1_700_000_000)), ("raw", .bytes([1, 2])),
        ])
        #expect(
            read?.fields["amqp.field"] == [
                "bool (boolean): true", "neg (integer): -5", "long (long int): 1099511627776",
                "str (string): text ✓", "null (void): ", "half (double): 0.5", "list (array)",
                "[0] (integer): 1", "[1] (string): two", "[2] (field table)", "k (string): v",
                "at (timestamp)", "raw (byte array)",
            ])
        #expect(read?.fields["amqp.field.timestamp"] == ["1700000000000000000"])
        #expect(read?.fields["amqp.field.byte_array"] == ["\u{1}\u{2}"])
    }

    /// Each value is a field of its own, for filters.
    @Test func hasAFieldForEveryValue() {
        var reading = Reading()
        let fields: [(String, AMQP091TableValue)] = [
            ("yes", .boolean(true)), ("neg", .int32(-5)), ("long", .int64(1 << 40)),
            ("text", .string("✓")), ("half", .double(0.5)), ("at", .timestamp(1_700_000_000)),
            ("list", .array([.string("two"), .table([("k", .string("v"))])])), ("raw", .bytes([1])),
        ]
        reading.client(
            Frames.publish(),
            Encoder.contentHeader(
                channel: 1, bodySize: 0, flags: 0x2000, [.table(AMQP091FieldTable(fields))]))
        let read = reading.messages(depth: .fields).last?.fields ?? [:]
        #expect(
            read["amqp.field.name"] == [
                "yes", "neg", "long", "text", "half", "at", "list", "k", "raw",
            ])
        #expect(read["amqp.field.boolean"] == ["1"])
        #expect(read["amqp.field.integer"] == ["-5", "1099511627776"])
        #expect(read["amqp.field.string"] == ["✓", "two", "v"])
        #expect(read["amqp.field.double"] == ["0.5"])
        // As tshark counts them: a time and a byte array have fields of their own.
        #expect(read["amqp.field"]?.count == 9)
    }

    /// The types that the encoder does not write, byte by byte.
    @Test func showsTypesOfFewClients() {
        let values: [UInt8] =
            [1, 0x61, 0x62, 0xFF] + [1, 0x62, 0x42, 0xFF] + [1, 0x63, 0x73, 0xFF, 0xFD]
            + [1, 0x64, 0x75, 0xFF, 0xFF] + [1, 0x65, 0x69, 0xFF, 0xFF, 0xFF, 0xFF]
            + [1, 0x66, 0x44, 2, 0, 0, 4, 0xD2] + [1, 0x67, 0x66, 0x3F, 0xC0, 0, 0]
        var reading = Reading()
        var payload: [UInt8] = [0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x20, 0]
        payload += [0, 0, 0, UInt8(values.count)] + values
        reading.client(Frames.publish(), Encoder.frame(2, channel: 1, payload))
        #expect(
            reading.messages(depth: .tree).last?.fields["amqp.field"] == [
                "a (byte): -1", "b (unsigned byte): 255", "c (short int): -3",
                "d (short uint): 65535", "e (unsigned integer): 4294967295",
                "f (decimal): 12.34", "g (float): 1.5",
            ])
    }

    private func nested(_ depth: Int, innermost: AMQP091TableValue) -> AMQP091TableValue {
        var value = innermost
        for _ in 0..<depth { value = .table([("n", value)]) }
        return value
    }

    /// What stands behind a table that is too deep is read.
    @Test(arguments: [10, 99, 100, 101, 300, 5_000])
    func standsAnyDepth(depth: Int) {
        var reading = Reading()
        let table = nested(depth, innermost: .int32(1))
        reading.client(
            Frames.publish(),
            Encoder.contentHeader(
                channel: 1, bodySize: 0, flags: 0x2000,
                [.table([("deep", table), ("behind", .int32(2))])]))
        let fields = reading.messages(depth: .tree).last?.fields["amqp.field"] ?? []
        #expect(fields.last == "behind (integer): 2")
        #expect(reading.rules == (depth < 100 ? [] : ["amqp.table-too-deep"]))
        #expect(fields.contains("n (integer): 1") == (depth < 100))
    }

    @Test func hasALimitOfFields() {
        var reading = Reading()
        let many = Array(repeating: ("", AMQP091TableValue.void), count: 20_000)
        reading.client(
            Frames.publish(),
            Encoder.contentHeader(
                channel: 1, bodySize: 0, flags: 0x2000, [.table(AMQP091FieldTable(many))]))
        #expect(reading.rules == ["amqp.table-too-many-fields"])
        #expect(reading.messages().last?.fields["amqp.field"]?.count == 16_384)
    }

    /// A value that is longer than its table ends the table, and no other.
    @Test func notesAFieldThatIsCutOff() {
        var reading = Reading()
        let content: [UInt8] = [1, 0x61, 0x53, 0, 0, 0, 9, 0x62]
        var payload: [UInt8] = [0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x28, 0]
        payload += [0, 0, 0, UInt8(content.count)] + content + [7]
        reading.client(Frames.publish(), Encoder.frame(2, channel: 1, payload))
        #expect(reading.rules == ["amqp.table-field-cut"])
        #expect(reading.messages().last?.fields["amqp.method.properties.priority"] == ["7"])
    }

    @Test(arguments: 1...100)
    func survivesRandomTables(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let letters = Array("tbBsuUIilLfdDSATFVx?".utf8)
        let content = (0..<300).map { index -> UInt8 in
            index % 3 == 0
                ? letters[Int.random(in: 0..<letters.count, using: &generator)]
                : .random(in: 0...6, using: &generator)
        }
        var reading = Reading()
        var payload: [UInt8] = [0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x20, 0]
        payload += [0, 0, 1, 44] + content
        reading.client(Frames.publish(), Encoder.frame(2, channel: 1, payload), Encoder.heartbeat)
        #expect(reading.run().records.count == 8)
    }
}
