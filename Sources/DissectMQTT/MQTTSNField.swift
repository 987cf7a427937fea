public import Dissection

/// The fields of MQ Telemetry Transport Protocol for Sensor Networks: the number of each is its place in the family.
public enum MQTTSNField: UInt16, CaseIterable, BitwiseCopyable, Sendable {
    case mqttsn
    case msg
    case msgLen
    case msgType
    case dup
    case will
    case cleanSession
    case topicIdType
    case qos
    case retain
    case returnCode
    case gwId
    case gwAddr
    case advInterv
    case radius
    case protocolId
    case topicId
    case msgId
    case topic
    case topicNameOrId
    case sleepTimer
    case willTopic
    case willMsg
    case pubMsg
    case clientId
    case keepAlive
    case controlInfo
    case wirelessNodeId

    public var id: FieldID { FieldID(.mqttSN, rawValue) }
}
