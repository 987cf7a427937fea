import Bytes
import DissectAMQP091
import Dissection
import TestKit

typealias Encoder = AMQP091Encoder

/// Reads frames, and tells what was found in them.
struct Reading {
    var talk = Conversation()

    /// A connection that has agreed on frames of 128 KiB, with channel 1 open.
    init(greets: Bool = true) {
        guard greets else { return }
        client(Encoder.protocolHeader)
        server(Encoder.method(channel: 0, 10, 30, [.short(2047), .long(131_072), .short(60)]))
        client(Encoder.method(channel: 0, 10, 31, [.short(2047), .long(131_072), .short(60)]))
        client(Encoder.method(channel: 1, 20, 10, [.text("")]))
        server(Encoder.method(channel: 1, 20, 11, [.bytes([])]))
    }

    mutating func client(_ frames: [UInt8]...) { for frame in frames { talk.client(frame) } }

    mutating func server(_ frames: [UInt8]...) { for frame in frames { talk.server(frame) } }

    func run(_ schedule: DeliverySchedule = .whole, depth: Depth = .tree) -> Conversation.Result {
        talk.run(AMQP091Dissector(), Registry(AMQP091Protocols.entries), schedule, depth: depth)
    }

    /// The rules of all notes, in order.
    var rules: [String] { run().records.flatMap(\.notes).map { "\($0.rule)" } }

    /// The messages, with the values of their fields by name.
    func messages(depth: Depth = .fields, isRich: Bool = false) -> [FieldSink.Read] {
        var sink = FieldSink()
        var message = Message(depth: depth, isRich: isRich)
        var driver = StreamDriver(AMQP091Dissector(), registry: Registry(AMQP091Protocols.entries))
        for (number, (sender, event)) in talk.events.enumerated() {
            guard case .write(let bytes) = event else { continue }
            message.beginPacket(number: number + 1)
            driver.receive(bytes.rawSpan, from: sender, end: .pushed, into: &message, to: &sink)
        }
        return sink.messages
    }
}

/// Frames of class basic, as they are sent mostly.
enum Frames {
    static func publish(_ key: String = "key", channel: UInt16 = 1) -> [UInt8] {
        Encoder.method(
            channel: channel, 60, 40, [.short(0), .text("ex"), .text(key), .bits([false, false])])
    }

    static func deliver(_ tag: UInt64, consumer: String = "c", channel: UInt16 = 1) -> [UInt8] {
        Encoder.method(
            channel: channel, 60, 60,
            [.text(consumer), .longlong(tag), .bits([false]), .text("ex"), .text("key")])
    }

    static func acknowledge(_ tag: UInt64, multiple: Bool = false) -> [UInt8] {
        Encoder.method(channel: 1, 60, 80, [.longlong(tag), .bits([multiple])])
    }

    static func header(_ size: Int, type: String? = nil, channel: UInt16 = 1) -> [UInt8] {
        Encoder.contentHeader(
            channel: channel, bodySize: UInt64(size), flags: type == nil ? 0 : 0x8000,
            type.map { [.text($0)] } ?? [])
    }

    static func body(_ text: String, channel: UInt16 = 1) -> [UInt8] {
        Encoder.body(channel: channel, Array(text.utf8))
    }

    static func consume(_ tag: String, queue: String = "q", isFree: Bool = false) -> [UInt8] {
        Encoder.method(
            channel: 1, 60, 20,
            [
                .short(0), .text(queue), .text(tag), .bits([false, isFree, false, false]),
                .table([]),
            ])
    }

    static func consumeOk(_ tag: String) -> [UInt8] {
        Encoder.method(channel: 1, 60, 21, [.text(tag)])
    }

    static let confirmSelect = Encoder.method(channel: 1, 85, 10, [.bits([false])])
}

/// Keeps the values of all fields by name.
struct FieldSink: MessageSink {
    struct Read {
        var fields: [String: [String]] = [:]
        var info = ""
        var name = ""
    }

    let table = FieldTable([AMQP091Fields.family])
    var messages: [Read] = []

    mutating func receive(_ message: inout Message, bytes: MessageBytes) {
        var read = Read()
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
            case .time(let time): text = "\(time)"
            case .signed(let number): text = "\(number)"
            default: text = ""
            }
            read.fields[name, default: []].append(text)
        }
        read.info = message.info.text
        read.name = "\(message.rowProtocolName)"
        messages.append(read)
    }

    mutating func skip(
        _ range: StreamRange, of stream: UInt8, from sender: Endpoint, _ why: Skip
    ) {}

    private static func text(_ span: RawSpan) -> String {
        unsafe span.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
