import Bytes
import DissectMedia
import Dissection

/// Carries one payload, which is all it is sent.
struct Carrier: StreamDissector {
    static let name: StaticString = "CARRIER"

    let type: String
    let isDecoded: Bool

    mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let range = StreamRange(offset: input.offset, count: input.remaining)
        let bytes = try input.readArray(count: input.remaining)
        let name = Array(type.utf8)
        if isDecoded {
            message.decoded = Array("before".utf8) + bytes
            let place = StreamRange(offset: 6, count: bytes.count)
            message.payload = Payload(MediaType(name.rawSpan), .decoded(place))
        } else {
            message.payload = Payload(MediaType(name.rawSpan), .bytes(range))
        }
        return .message
    }
}

/// What was found in a payload: each field as `name=value`, with two blanks before it for each level
/// of its nesting.
struct Reading: MessageSink {
    private let table = FieldTable(MediaFields.families)
    private(set) var lines: [String] = []
    private(set) var rules: [String] = []
    private(set) var layers = ""
    private(set) var decodedByteCount = 0

    init(_ payload: [UInt8], type: String = "application/json", isDecoded: Bool = false) {
        var message = Message(depth: .tree)
        message.beginPacket(number: 1)
        var driver = StreamDriver(
            Carrier(type: type, isDecoded: isDecoded), registry: Registry(MediaProtocols.entries))
        driver.receive(payload.rawSpan, from: .client, into: &message, to: &self)
        layers = String(decoding: message.layers, as: UTF8.self)
    }

    init(_ text: String, type: String = "application/json", isDecoded: Bool = false) {
        self.init(Array(text.utf8), type: type, isDecoded: isDecoded)
    }

    /// The values of a field.
    subscript(name: String) -> [String] {
        lines.compactMap { line in
            let line = line.drop { $0 == " " }
            return line.hasPrefix(name + "=") ? String(line.dropFirst(name.count + 1)) : nil
        }
    }

    mutating func receive(_ message: inout Message, bytes: MessageBytes) {
        for field in message.fields {
            let value: String
            switch field.value {
            case .text(let range):
                if let span = bytes[range] { value = Self.text(span) } else { value = "?" }
            case .decoded(let range):
                value = String(decoding: message.decoded[range.offset..<range.end], as: UTF8.self)
            default: value = ""
            }
            let name = table[field.id].map { "\($0.name)" } ?? "?"
            lines.append(String(repeating: "  ", count: Int(field.nesting)) + name + "=" + value)
        }
        rules += message.notes.map { "\($0.rule)" }
        decodedByteCount = message.decoded.count
    }

    mutating func skip(
        _ range: StreamRange, of stream: UInt8, from sender: Endpoint, _ why: Skip
    ) {}

    private static func text(_ span: RawSpan) -> String {
        unsafe span.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
