public import Dissection

/// The fields of MQ Telemetry Transport Protocol for Sensor Networks.
public enum MQTTSNFields {
    public static let family = FieldFamily(.mqttSN, MQTTSNField.allCases.map(\.definition))
}

extension MQTTSNField {
    var definition: FieldDefinition {
        switch self {
        case .mqttsn: .init("mqttsn", "MQ Telemetry Transport Protocol for Sensor Networks", .layer)
        case .msg:
            .init("mqttsn.msg", "Message", .label)
        case .msgLen:
            .init("mqttsn.msg.len", "Message Length", .unsigned(bits: 16))
        case .msgType:
            .init(
                "mqttsn.msg.type", "Message Type", .unsigned(bits: 8), .hexadecimal,
                names: MQTTSNWords.msgType)
        case .dup:
            .init("mqttsn.dup", "DUP", .boolean)
        case .will:
            .init("mqttsn.will", "Will", .boolean)
        case .cleanSession:
            .init("mqttsn.clean.session", "Clean Session", .boolean)
        case .topicIdType:
            .init(
                "mqttsn.topic.id.type", "Topic ID Type", .unsigned(bits: 8), .hexadecimal,
                names: MQTTSNWords.topicIdType)
        case .qos:
            .init("mqttsn.qos", "QoS", .unsigned(bits: 8), .hexadecimal, names: MQTTSNWords.qos)
        case .retain:
            .init("mqttsn.retain", "Retain", .boolean)
        case .returnCode:
            .init(
                "mqttsn.return.code", "Return Code", .unsigned(bits: 8), .hexadecimal,
                names: MQTTSNWords.returnCode)
        case .gwId:
            .init("mqttsn.gw.id", "Gateway ID", .unsigned(bits: 8))
        case .gwAddr:
            .init("mqttsn.gw.addr", "Gateway Address", .text)
        case .advInterv:
            .init("mqttsn.adv.interv", "Advertise Interval", .unsigned(bits: 16))
        case .radius:
            .init("mqttsn.radius", "Broadcast Radius", .unsigned(bits: 8))
        case .protocolId:
            .init("mqttsn.protocol.id", "Protocol ID", .unsigned(bits: 8), .hexadecimal)
        case .topicId:
            .init("mqttsn.topic.id", "Topic ID", .unsigned(bits: 16))
        case .msgId:
            .init("mqttsn.msg.id", "Message ID", .unsigned(bits: 16))
        case .topic:
            .init("mqttsn.topic", "Topic Name", .text)
        case .topicNameOrId:
            .init("mqttsn.topic.name.or.id", "Topic Name/ID", .text)
        case .sleepTimer:
            .init("mqttsn.sleep.timer", "Sleep Timer", .unsigned(bits: 16))
        case .willTopic:
            .init("mqttsn.will.topic", "Will Topic", .text)
        case .willMsg:
            .init("mqttsn.will.msg", "Will Message", .text).secret
        case .pubMsg:
            .init("mqttsn.pub.msg", "Message", .text).secret
        case .clientId:
            .init("mqttsn.client.id", "Client ID", .text)
        case .keepAlive:
            .init("mqttsn.keep.alive", "Keep Alive", .unsigned(bits: 16))
        case .controlInfo:
            .init("mqttsn.control.info", "Control", .unsigned(bits: 8), .hexadecimal)
        case .wirelessNodeId:
            .init("mqttsn.wireless.node.id", "Wireless Node ID", .unsigned(bits: 16))
        }
    }
}
