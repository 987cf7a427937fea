import Bytes
import DissectAMQP
import Dissection
import TestKit

/// Reads frames, and tells what was found in them.
struct Reading {
    var talk = Conversation()

    mutating func client(_ frames: [UInt8]...) { for frame in frames { talk.client(frame) } }
    mutating func server(_ frames: [UInt8]...) { for frame in frames { talk.server(frame) } }

    /// What every conversation begins with: a session on channel 0 of both ends.
    static var greeted: Reading {
        var reading = Reading()
        reading.client(Frames.header, Frames.open("client"))
        reading.server(Frames.header, Frames.open("server"))
        reading.client(Frames.begin())
        reading.server(Frames.begin(remote: 0))
        return reading
    }

    /// And a link over which the client sends.
    static var linked: Reading {
        var reading = greeted
        reading.client(Frames.attach("link"))
        reading.server(Frames.attach("link", receives: true), Frames.flow(credit: 1000))
        return reading
    }

    func run(_ schedule: DeliverySchedule = .whole, depth: Depth = .tree) -> Conversation.Result {
        talk.run(AMQPDissector(), Registry(AMQPProtocols.entries), schedule, depth: depth)
    }

    /// The rules of all notes, in order.
    var rules: [String] { run().records.flatMap(\.notes).map { "\($0.rule)" } }

    /// What each write said, field by field.
    func read(depth: Depth = .fields, isRich: Bool = false) -> FieldSink {
        var sink = FieldSink()
        var message = Message(depth: depth, isRich: isRich)
        var driver = StreamDriver(AMQPDissector(), registry: Registry(AMQPProtocols.entries))
        for (number, (sender, event)) in talk.events.enumerated() {
            message.beginPacket(number: number + 1)
            switch event {
            case .write(let bytes):
                driver.receive(
                    bytes.rawSpan, from: sender, end: .pushed, into: &message, to: &sink)
            case .gap(let count):
                driver.lose(byteCount: count, from: sender, into: &message, to: &sink)
            case .cut(let bytes, let count):
                driver.receive(
                    bytes.rawSpan.extracting(first: count), from: sender, into: &message,
                    to: &sink)
                driver.lose(
                    byteCount: bytes.count - count, from: sender, isCut: true, into: &message,
                    to: &sink)
            case .midstream: driver.joinMidstream(sender)
            case .finish: driver.finish(sender, into: &message, to: &sink)
            }
        }
        return sink
    }
}

/// Keeps the values of all fields by name.
struct FieldSink: MessageSink {
    static let table = FieldTable([AMQPFields.family])
    var messages: [[String: [String]]] = []
    var infos: [String] = []

    mutating func receive(_ message: inout Message, bytes: MessageBytes) {
        var values: [String: [String]] = [:]
        for field in message.fields {
            guard let name = Self.table[field.id].map({ "\($0.name)" }) else { continue }
            let text: String
            switch field.value {
            case .number(let number): text = "\(number)"
            case .signed(let number): text = "\(number)"
            case .flag(let flag): text = flag ? "1" : "0"
            case .text(let range), .bytes(let range):
                if let span = bytes[range] { text = Self.text(span) } else { text = "?" }
            case .decoded(let range):
                text = String(decoding: message.decoded[range.offset..<range.end], as: UTF8.self)
            case .time(let time): text = "\(time)"
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
}
