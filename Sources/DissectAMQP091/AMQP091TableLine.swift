internal import Bytes
internal import Dissection

/// A line of a tree with a name and a value from a field table, in tshark's words.
///
/// The text is made only when there is a tree to show it.
struct AMQP091TableLine: BitwiseCopyable {
    private let start: Int
    private let isWanted: Bool

    init(_ message: borrowing Message) {
        start = message.decoded.count
        isWanted = message.depth == .tree
    }

    /// - Parameter text: of a sender's making; more than a tree shows is left out.
    func append(_ text: RawSpan, _ message: inout Message) {
        guard isWanted else { return }
        let count = min(text.byteCount, AMQP091Table.textByteCountMax)
        message.decoded.append(text.extracting(first: count), xor: 0, phase: 0)
    }

    func append(_ text: StaticString, _ message: inout Message) {
        guard isWanted else { return }
        for index in 0..<text.utf8CodeUnitCount {
            message.decoded.append(unsafe text.utf8Start[index])
        }
    }

    func append(index: Int, _ message: inout Message) {
        append("[", &message)
        append(Int64(index), &message)
        append("]", &message)
    }

    func append(_ number: Int64, _ message: inout Message) {
        if isWanted { message.decoded += Array("\(number)".utf8) }
    }

    func append(_ scalar: borrowing AMQP091TableScalar, _ message: inout Message) {
        guard isWanted else { return }
        switch scalar.value {
        case .none: break
        case .boolean(let flag): append(flag ? "true" : "false", &message)
        case .integer(let number): append(number, &message)
        case .double(let number): message.decoded += Array("\(number)".utf8)
        case .decimal(let number, let scale):
            message.decoded += AMQP091TableScalar.digits(number, scale: Int(scale))
        case .string: append(scalar.text, &message)
        }
    }

    /// Adds the line above a value that is a field of its own; others than a tree have that alone.
    func finishHeading(nesting: UInt8, _ message: inout Message) {
        if isWanted { finish("", nesting: nesting, &message) }
    }

    /// Adds the line to the fields.
    func finish(_ text: StaticString, nesting: UInt8, _ message: inout Message) {
        guard message.depth >= .fields else { return }
        append(text, &message)
        let range = StreamRange(offset: start, count: message.decoded.count - start)
        message.fields.append(
            Field(
                id: AMQP091Field.field.id, value: isWanted ? .decoded(range) : .present,
                nesting: nesting))
    }
}

extension Message {
    /// Adds a time, in seconds since 1970; one that no calendar has is left out.
    mutating func add(_ field: AMQP091Field, seconds: UInt64, nesting: UInt8 = 0) {
        guard depth >= .fields, seconds <= UInt64(Int64.max / 1_000_000_000) else { return }
        fields.append(
            Field(
                id: field.id, value: .time(Int64(seconds) * 1_000_000_000), nesting: nesting))
    }
}

extension AMQP091Dissector {
    /// Reads a table as far as fields want it.
    func readTable(
        _ input: inout ByteCursor, _ field: AMQP091Field, into message: inout Message
    ) throws(ParseError) {
        let count = Int(try input.readBigEndian(UInt32.self))
        if message.depth >= .fields { message.add(field.id, .present) }
        let content = try input.readCursor(count: count)
        guard message.wantsNotes else { return }
        var table = AMQP091Table(content)
        table.read(into: &message)
    }
}
