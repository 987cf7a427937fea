/// The fields that files are put together from.
enum ExtractField: String, CaseIterable {
    case packet = "frame.number"
    case tcpStream = "tcp.stream"
    case udpStream = "udp.stream"
    case offerName = "chat.file.name"
    case offerSize = "chat.file.size"
    case part = "chatudp.part"
    case attempt = "chatudp.attempt"
    case file = "chatudp.file"
    case data = "chatudp.data"
    case finished = "chatudp.finished"
    case rule = "earshot.note.rule"
    case ibbOpen = "xmpp.ibb.open"
    case ibbData = "xmpp.ibb.data"
    case ibbClose = "xmpp.ibb.close"
    case to = "xmpp.to"
    case attribute = "earshot.xmpp.attribute"
    case mqttPayload = "mqtt.msg"
    case mqttTopic = "mqtt.topic"
    case amqpPayload = "amqp.payload"
    case amqpFrame = "amqp.content.frame"
    case amqpReceived = "amqp.content.received"
    case amqpBodySize = "amqp.header.body-size"
    case amqpChannel = "amqp.channel"
    case amqpData = "amqp.data"
    case amqpValue = "amqp.value.content"
    case httpBody = "http.file_data"
}

/// The values of a message's fields.
struct ExtractMessage {
    enum Value {
        case none
        case number(UInt64)
        case bytes([UInt8])
    }

    private var values: [(field: ExtractField, value: Value)] = []
    /// Where the attributes of a bytestream's element begin.
    private var elementStart = 0

    mutating func removeAll() {
        values.removeAll(keepingCapacity: true)
        elementStart = 0
    }

    mutating func add(_ field: ExtractField, _ value: Value) {
        switch field {
        case .ibbOpen, .ibbData, .ibbClose: elementStart = values.count
        default: break
        }
        values.append((field, value))
    }

    func has(_ field: ExtractField) -> Bool { values.contains { $0.field == field } }

    func number(_ field: ExtractField) -> UInt64? {
        for entry in values where entry.field == field {
            if case .number(let number) = entry.value { return number }
        }
        return nil
    }

    func bytes(_ field: ExtractField) -> [UInt8]? { all(field).first }

    func all(_ field: ExtractField) -> [[UInt8]] {
        values.compactMap { entry in
            guard entry.field == field, case .bytes(let bytes) = entry.value else { return nil }
            return bytes
        }
    }

    /// The value of an attribute of the bytestream's element, written as `name: value`.
    func attribute(_ name: String) -> [UInt8]? {
        let prefix = Array("\(name): ".utf8)
        return attributes.first { $0.starts(with: prefix) }.map {
            Array($0.dropFirst(prefix.count))
        }
    }

    /// What the element holds: of base64, which has no colon.
    var unnamedAttribute: [UInt8]? { attributes.first { !$0.contains(UInt8(ascii: ":")) } }

    private var attributes: [[UInt8]] {
        values.dropFirst(elementStart).compactMap { entry in
            guard entry.field == .attribute, case .bytes(let bytes) = entry.value else {
                return nil
            }
            return bytes
        }
    }
}
