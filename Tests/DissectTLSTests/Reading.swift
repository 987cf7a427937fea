import Bytes
import Dissection
import TestKit

@testable import DissectTLS

/// What stands for MQTT: its fixed header, and as many bytes as that says.
struct PacketDissector: StreamDissector {
    static let name: StaticString = "Packet"

    mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let start = input.offset
        guard input.remaining > 0 else { return .needMore(byteCount: 1) }
        var head = input
        let type = try head.readUInt8()
        guard type >> 4 != 0 else { throw .malformed(Defect("no packet"), offset: start) }
        var (count, shift) = (0, 0)
        while true {
            guard head.remaining > 0 else { return .needMore(byteCount: input.remaining + 1) }
            let byte = try head.readUInt8()
            count |= Int(byte & 0x7F) << shift
            shift += 7
            if byte & 0x80 == 0 { break }
            guard shift < 28 else { throw .malformed(Defect("no packet"), offset: start) }
        }
        let total = head.offset - start + count
        guard head.remaining >= count else { return .needRest(byteCount: total) }
        try input.skip(total)
        if message.wantsSummary { message.beginSummary("Packet") }
        if message.depth >= .fields {
            message.add(FieldID(.mqtt, 0), .number(UInt64(type)))
            message.add(FieldID(.mqtt, 1), .bytes(StreamRange(offset: start, count: total)))
        }
        return .message
    }

    mutating func recover(from disruption: Disruption, sender: Endpoint) -> Recovery { .search }

    /// The packets of the recorded sessions: a message about the lab, or one of few lengths.
    func framing(_ input: inout ByteCursor, from sender: Endpoint) -> Framing {
        let counts: [UInt8: UInt8] = [16: 30, 32: 2, 130: 13, 144: 3, 64: 2, 224: 0]
        guard let type = try? input.readUInt8() else { return .needMore }
        guard let first = try? input.readUInt8() else { return .needMore }
        if let count = counts[type] {
            return count == first ? .message(byteCount: 2 + Int(count)) : .impossible
        }
        guard type == 48 || type == 50 else { return .impossible }
        var total = Int(first)
        if first & 0x80 != 0 {
            guard let second = try? input.readUInt8() else { return .needMore }
            total = Int(first & 0x7F) | Int(second) << 7 + 1
        }
        guard input.remaining >= 5 else { return .needMore }
        guard let topic = try? input.readArray(count: 5), topic[2...] == [0x6C, 0x61, 0x62] else {
            return .impossible
        }
        return .message(byteCount: 2 + total)
    }
}

enum Reading {
    static func run(
        _ talk: Conversation, _ keys: TLSKeyLog, _ schedule: DeliverySchedule = .whole,
        depth: Depth = .tree, port: UInt16 = 8883
    ) -> Conversation.Result {
        let keyring = TLSKeyring(keys)
        let registry = Registry(
            TLSProtocols.entries(keyring) + [
                Registry.Entry(
                    "mqtt", stream: Registry.Stream(securePorts: [8883]) { PacketDissector() })
            ])
        return talk.run(TLSDissector(keyring), registry, schedule, depth: depth, port: port)
    }
}

extension Conversation.Result {
    /// The types of the packets inside, in order.
    var packetTypes: [String?] { records.filter { $0.name == "Packet" }.map { $0.fields[0] } }
    var rules: [String] { records.flatMap(\.notes).map { "\($0.rule)" } }
}
