public import Bytes
public import Dissection

/// MQTT for sensor networks, version 1.2: a message in each datagram.
public struct MQTTSNDissector: DatagramDissector {
    public static let name: StaticString = "MQTT-SN"

    /// How many forwarded messages may be one in the other.
    static var nestingMax: Int { 8 }

    public init() {}

    public mutating func read(
        _ input: inout ByteCursor, _ datagram: Datagram, into message: inout Message
    ) -> Bool {
        var beginning = input
        let isCut = input.remaining < datagram.originalCount
        guard let header = try? MQTTSNHeader(&beginning) else {
            message.markRow(isCut ? "[Packet size limited during capture]" : "[Malformed Packet]")
            return false
        }
        message.type = MessageType(UInt16(header.type))
        if message.depth == .counts { return true }
        if message.wantsSummary { append(header.type, to: &message) }
        if message.depth >= .fields { message.add(MQTTSNField.mqttsn.id, .present) }
        do throws(ParseError) {
            var depth = 0
            while depth < Self.nestingMax, try MQTTSNReader.read(&input, into: &message) {
                depth += 1
                guard input.isAtEnd else { continue }
                let nothing = StreamRange(offset: input.offset, count: 0)
                message.notes.append(Note("mqttsn.nothing-forwarded", .warning, at: nothing))
                break
            }
            if !input.isAtEnd {
                let rest = StreamRange(offset: input.offset, count: input.remaining)
                message.notes.append(Note("mqttsn.trailing-bytes", .warning, at: rest))
            }
        } catch {
            // tshark looks no further than the kind of message when no field is asked for.
            if message.depth >= .fields, message.wantsSummary {
                message.info.append(
                    isCut ? "[Packet size limited during capture]" : "[Malformed Packet]")
            }
            message.notes.append(
                Note("mqttsn.malformed", error, isCut ? .cutShort : .malformed))
        }
        return true
    }

    private func append(_ type: UInt8, to message: inout Message) {
        if let words = MQTTSNWords.title(of: type) {
            message.beginSummary(words)
        } else {
            message.beginSummary("Unknown (0x")
            var text = message.info.writer(room: 2)
            text.append(hexadecimalByte: type)
            message.info.commit(text.count)
            message.info.append(")")
        }
    }
}

extension MQTTSNWords {
    static func title(of type: UInt8) -> StaticString? {
        for entry in msgType where entry.0 == UInt64(type) { return entry.1 }
        return nil
    }
}
