import Bytes
import DissectXMPP
import Dissection
import TestKit

/// What two ends say, and what was read of it.
struct Reading {
    var talk = Conversation()

    static let declaration = "<?xml version='1.0'?>"
    static let clientTag =
        "<stream:stream to='host' xmlns='jabber:client' "
        + "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
    static let serverTag =
        "<stream:stream from='host' id='s1' xmlns='jabber:client' "
        + "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"

    /// What every conversation begins with.
    static var greeted: Reading {
        var reading = Reading()
        reading.client(declaration + clientTag)
        reading.server(declaration + serverTag + "<stream:features><bind/></stream:features>")
        return reading
    }

    mutating func client(_ texts: String...) { for text in texts { talk.client(text) } }
    mutating func server(_ texts: String...) { for text in texts { talk.server(text) } }

    func run(_ schedule: DeliverySchedule = .whole, depth: Depth = .tree) -> Conversation.Result {
        talk.run(XMPPDissector(), Registry(XMPPProtocols.entries), schedule, depth: depth)
    }

    /// The rules of all notes, in order.
    var rules: [String] { run().records.flatMap(\.notes).map { "\($0.rule)" } }

    /// What each message said, field by field; a packet for each write, a second apart.
    func read(depth: Depth = .tree, isRich: Bool = false) -> FieldSink {
        var sink = FieldSink()
        var message = Message(depth: depth, isRich: isRich)
        var driver = StreamDriver(XMPPDissector(), registry: Registry(XMPPProtocols.entries))
        for (number, (sender, event)) in talk.events.enumerated() {
            message.beginPacket(number: number + 1, time: Int64(number) * 1_000_000_000)
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
            sink.rows.append(message.info.text)
        }
        return sink
    }
}

/// Keeps the values of all fields by name.
struct FieldSink: MessageSink {
    static let table = FieldTable([XMPPFields.family])
    var messages: [[String: [String]]] = []
    /// The row of each packet.
    var rows: [String] = []
    var rules: [String] = []

    subscript(name: String) -> [String] { messages.flatMap { $0[name] ?? [] } }

    mutating func receive(_ message: inout Message, bytes: MessageBytes) {
        var values: [String: [String]] = [:]
        for field in message.fields {
            guard let name = Self.table[field.id].map({ "\($0.name)" }) else { continue }
            let text: String
            switch field.value {
            case .number(let number): text = "\(number)"
            case .duration(let time): text = "\(time)"
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
        rules += message.notes.map { "\($0.rule)" }
    }

    mutating func skip(
        _ range: StreamRange, of stream: UInt8, from sender: Endpoint, _ why: Skip
    ) {}

    private static func text(_ span: RawSpan) -> String {
        unsafe span.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
