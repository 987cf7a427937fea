internal import Dissection

/// The fields that tell a ladder who somebody is, and what answers what.
enum ExchangeField: String, CaseIterable {
    case rule = "earshot.note.rule"
    case severity = "earshot.note.severity"
    case mqttType = "mqtt.msgtype"
    case mqttIdentifier = "mqtt.msgid"
    case mqttQuality = "mqtt.qos"
    case mqttClient = "mqtt.clientid"
    case mqttProperty = "mqtt.property_id"
    case mqttString = "mqtt.prop_string"
    case sensorClient = "mqttsn.client.id"
    case performative = "amqp.performative"
    case container = "amqp.performative.arguments.containerId"
    case linkName = "amqp.performative.arguments.name"
    case amqpChannel = "amqp.channel"
    case amqpClass = "amqp.method.class"
    case amqpMethod = "amqp.method.method"
    case amqpMessage = "amqp.message_in"
    case boundJID = "xmpp.iq.bind.jid"
    case xmppDomain = "earshot.xmpp.stream.to"
    case xmppRequest = "xmpp.response_to"
    case xmppTime = "earshot.xmpp.response_time"
    case chatCommand = "chat.command"
    case chatUser = "chat.user"
    case chatPart = "chatudp.part"
    case chatAttempt = "chatudp.attempt"
    case dnsRequest = "dns.response_to"
    case dnsTime = "dns.time"
    case httpHost = "http.host"
    case httpRequest = "http.request_in"
    case httpTime = "http.time"
    case serverName = "tls.handshake.extensions_server_name"

    /// For each field of a vocabulary which of these it is, under any of its names.
    static func places(in table: FieldTable) -> [UInt8] {
        var places = [UInt8](repeating: 0, count: 1 << 16)
        for (index, field) in allCases.enumerated() {
            guard let id = table.find(field.rawValue) else { continue }
            for same in table.all(id) { places[Int(same.number)] = UInt8(index + 1) }
        }
        return places
    }
}
