import Bytes
import DissectMQTT
import Dissection
import TestKit

/// Reads packets, and tells what was found in them.
struct Reading {
    var talk = Conversation()
    var version = MQTTVersion.v311

    init(_ version: MQTTVersion = .v311) { self.version = version }

    mutating func client(_ packets: MQTTPacket...) throws {
        for packet in packets { talk.client(try packet.encoded(version)) }
    }

    mutating func server(_ packets: MQTTPacket...) throws {
        for packet in packets { talk.server(try packet.encoded(version)) }
    }

    /// The packets that every conversation begins with.
    mutating func greet(_ limits: [MQTTProperty] = [], sessionPresent: Bool = false) throws {
        try client(.connect(MQTTConnect("dev1")))
        try server(.connack(sessionPresent: sessionPresent, code: 0, limits))
    }

    func run(_ schedule: DeliverySchedule = .whole, depth: Depth = .tree) -> Conversation.Result {
        talk.run(MQTTDissector(), Registry(MQTTProtocols.entries), schedule, depth: depth)
    }

    /// The rules of all notes, in order.
    var rules: [String] { run().records.flatMap(\.notes).map { "\($0.rule)" } }
}

/// Keeps the values of all fields by name.
struct FieldSink: MessageSink {
    let table = FieldTable([MQTTFields.family, MQTTSNFields.family])
    var messages: [[String: [String]]] = []
    var infos: [String] = []

    mutating func receive(_ message: inout Message, bytes: MessageBytes) {
        var values: [String: [String]] = [:]
        for field in message.fields {
            guard let name = table[field.id].map({ "\($0.name)" }) else { continue }
            let text: String
            switch field.value {
            case .number(let number): text = "\(number)"
            case .flag(let flag): text = flag ? "1" : "0"
            case .text(let range), .bytes(let range):
                if let span = bytes[range] { text = Self.text(span) } else { text = "?" }
            case .decoded(let range):
                text = String(decoding: message.decoded[range.offset..<range.end], as: UTF8.self)
            default: text = ""
            }
            values[name, default: []].append(text)
        }
        messages.append(values)
        infos.append(message.info.text)
    }

    mutating func skip(
        _ range: StreamRange, of stream: UInt8, from sender: Endpoint, _ why: Skip
    ) {}

    private static func text(_ span: RawSpan) -> String {
        unsafe span.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Reads bytes of the client, or of both ends in turn.
    static func read(
        _ writes: [(Endpoint, [UInt8])], depth: Depth = .fields, isRich: Bool = false
    ) -> FieldSink {
        var sink = FieldSink()
        var message = Message(depth: depth, isRich: isRich)
        var driver = StreamDriver(MQTTDissector(), registry: Registry(MQTTProtocols.entries))
        for (sender, bytes) in writes {
            message.beginPacket()
            driver.receive(
                bytes.rawSpan, from: sender, end: .pushed, into: &message, to: &sink)
        }
        return sink
    }
}
