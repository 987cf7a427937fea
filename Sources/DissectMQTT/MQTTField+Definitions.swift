public import Dissection

/// The fields of MQ Telemetry Transport Protocol.
public enum MQTTFields {
    public static let family = FieldFamily(.mqtt, MQTTField.allCases.map(\.definition))
}

extension MQTTField {
    var definition: FieldDefinition { headDefinition ?? bodyDefinition }

    private var headDefinition: FieldDefinition? {
        switch self {
        case .mqtt: .init("mqtt", "MQ Telemetry Transport Protocol", .layer)
        case .len:
            .init("mqtt.len", "Msg Len", .unsigned(bits: 64))
        case .hdrflags:
            .init("mqtt.hdrflags", "Header Flags", .unsigned(bits: 8), .hexadecimal)
        case .msgtype:
            .init("mqtt.msgtype", "Message Type", .unsigned(bits: 8), names: MQTTWords.msgtype)
                .part(of: "mqtt.hdrflags")
        case .hdrReserved:
            .init("mqtt.hdr_reserved", "Reserved", .unsigned(bits: 8)).part(of: "mqtt.hdrflags")
        case .retainReserved:
            .init("mqtt.retain_reserved", "Reserved", .unsigned(bits: 8)).part(of: "mqtt.hdrflags")
        case .dupflag:
            .init("mqtt.dupflag", "DUP Flag", .boolean).part(of: "mqtt.hdrflags")
        case .qos:
            .init("mqtt.qos", "QoS Level", .unsigned(bits: 8), names: MQTTWords.qos).part(
                of: "mqtt.hdrflags")
        case .retain:
            .init("mqtt.retain", "Retain", .boolean).part(of: "mqtt.hdrflags")
        case .conackFlagsReserved:
            .init("mqtt.conack.flags.reserved", "Reserved", .boolean)
        case .conackFlags:
            .init("mqtt.conack.flags", "Acknowledge Flags", .unsigned(bits: 8), .hexadecimal)
        case .conackFlagsSp:
            .init("mqtt.conack.flags.sp", "Session Present", .boolean)
        case .conackVal:
            .init("mqtt.conack.val", "Return Code", .unsigned(bits: 8), names: MQTTWords.conackVal)
        case .msgid:
            .init("mqtt.msgid", "Message Identifier", .unsigned(bits: 16))
        case .subQos:
            .init("mqtt.sub.qos", "Requested QoS", .unsigned(bits: 8), names: MQTTWords.qos)
        case .subackQos:
            .init("mqtt.suback.qos", "Granted QoS", .unsigned(bits: 8), names: MQTTWords.subackQos)
        case .topicLen:
            .init("mqtt.topic_len", "Topic Length", .unsigned(bits: 16))
        case .topic:
            .init("mqtt.topic", "Topic", .text)
        case .willtopicLen:
            .init("mqtt.willtopic_len", "Will Topic Length", .unsigned(bits: 16))
        case .willtopic:
            .init("mqtt.willtopic", "Will Topic", .text)
        case .willmsg:
            .init("mqtt.willmsg", "Will Message", .bytes).secret
        case .willmsgText:
            .init("mqtt.willmsg_text", "Will Message", .text).secret
        case .willmsgLen:
            .init("mqtt.willmsg_len", "Will Message Length", .unsigned(bits: 16))
        case .usernameLen:
            .init("mqtt.username_len", "User Name Length", .unsigned(bits: 16))
        case .username:
            .init("mqtt.username", "User Name", .text).secret
        case .passwdLen:
            .init("mqtt.passwd_len", "Password Length", .unsigned(bits: 16))
        case .passwd:
            .init("mqtt.passwd", "Password", .text).secret
        case .msg:
            .init("mqtt.msg", "Message", .bytes).secret
        case .msgText:
            .init("mqtt.msg_text", "Message", .text).secret
        case .msgDecodedAs:
            .init("mqtt.msg_decoded_as", "Message decoded as", .text)
        case .protoLen:
            .init("mqtt.proto_len", "Protocol Name Length", .unsigned(bits: 16))
        case .protoname:
            .init("mqtt.protoname", "Protocol Name", .text)
        case .clientidLen:
            .init("mqtt.clientid_len", "Client ID Length", .unsigned(bits: 16))
        case .clientid:
            .init("mqtt.clientid", "Client ID", .text)
        case .ver:
            .init("mqtt.ver", "Version", .unsigned(bits: 8), names: MQTTWords.ver)
        case .conflags:
            .init("mqtt.conflags", "Connect Flags", .unsigned(bits: 8), .hexadecimal)
        case .conflagUname:
            .init("mqtt.conflag.uname", "User Name Flag", .boolean)
        case .conflagPasswd:
            .init("mqtt.conflag.passwd", "Password Flag", .boolean)
        default: nil
        }
    }

    private var bodyDefinition: FieldDefinition {
        switch self {
        case .conflagRetain:
            .init("mqtt.conflag.retain", "Will Retain", .boolean)
        case .conflagQos:
            .init("mqtt.conflag.qos", "QoS Level", .unsigned(bits: 8), names: MQTTWords.qos)
        case .conflagWillflag:
            .init("mqtt.conflag.willflag", "Will Flag", .boolean)
        case .conflagCleansess:
            .init("mqtt.conflag.cleansess", "Clean Session Flag", .boolean)
        case .conflagReserved:
            .init("mqtt.conflag.reserved", "Reserved", .boolean)
        case .kalive:
            .init("mqtt.kalive", "Keep Alive", .unsigned(bits: 16))
        case .subscriptionOptions:
            .init(
                "mqtt.subscription_options", "Subscription Options", .unsigned(bits: 8),
                .hexadecimal)
        case .subscriptionOptionsQos:
            .init("mqtt.subscription_options_qos", "QoS", .unsigned(bits: 8), names: MQTTWords.qos)
        case .subscriptionOptionsNl:
            .init("mqtt.subscription_options_nl", "No Local", .boolean)
        case .subscriptionOptionsRap:
            .init("mqtt.subscription_options_rap", "Retain As Published", .boolean)
        case .subscriptionOptionsRetain:
            .init(
                "mqtt.subscription_options_retain", "Retain Handling", .unsigned(bits: 8),
                names: MQTTWords.subscriptionOptionsRetain)
        case .subscriptionOptionsReserved:
            .init(
                "mqtt.subscription_options_reserved", "Reserved", .unsigned(bits: 8), .hexadecimal)
        case .connackReasonCode:
            .init(
                "mqtt.connack.reason_code", "Reason Code", .unsigned(bits: 8),
                names: MQTTWords.connackReasonCode)
        case .pubackReasonCode:
            .init(
                "mqtt.puback.reason_code", "Reason Code", .unsigned(bits: 8),
                names: MQTTWords.pubackReasonCode)
        case .pubrecReasonCode:
            .init(
                "mqtt.pubrec.reason_code", "Reason Code", .unsigned(bits: 8),
                names: MQTTWords.pubackReasonCode)
        case .pubrelReasonCode:
            .init(
                "mqtt.pubrel.reason_code", "Reason Code", .unsigned(bits: 8),
                names: MQTTWords.pubrelReasonCode)
        case .pubcompReasonCode:
            .init(
                "mqtt.pubcomp.reason_code", "Reason Code", .unsigned(bits: 8),
                names: MQTTWords.pubrelReasonCode)
        case .subackReasonCode:
            .init(
                "mqtt.suback.reason_code", "Reason Code", .unsigned(bits: 8),
                names: MQTTWords.subackReasonCode)
        case .unsubackReasonCode:
            .init(
                "mqtt.unsuback.reason_code", "Reason Code", .unsigned(bits: 8),
                names: MQTTWords.unsubackReasonCode)
        case .disconnectReasonCode:
            .init(
                "mqtt.disconnect.reason_code", "Reason Code", .unsigned(bits: 8),
                names: MQTTWords.disconnectReasonCode)
        case .authReasonCode:
            .init(
                "mqtt.auth.reason_code", "Reason Code", .unsigned(bits: 8),
                names: MQTTWords.authReasonCode)
        case .properties:
            .init("mqtt.properties", "Properties", .label)
        case .willProperties:
            .init("mqtt.will_properties", "Will Properties", .label)
                .withParts(of: "mqtt.properties")
        case .propertyLen:
            .init("mqtt.property_len", "Total Length", .unsigned(bits: 64))
                .part(of: "mqtt.properties")
        case .propertyId:
            .init(
                "mqtt.property_id", "ID", .unsigned(bits: 8), .hexadecimal,
                names: MQTTWords.propertyId
            )
            .part(of: "mqtt.properties")
        case .propNumber:
            .init("mqtt.prop_number", "Value", .unsigned(bits: 32))
                .part(of: "mqtt.property_id")
        case .propertyContentType:
            .init("mqtt.property.content_type", "Content Type", .text)
                .part(of: "mqtt.property_id")
        case .propertyMaxQos:
            .init("mqtt.property.max_qos", "QoS", .unsigned(bits: 8), names: MQTTWords.qos)
                .part(of: "mqtt.property_id")
        case .propertyTopicAlias:
            .init("mqtt.property.topic_alias", "Topic Alias", .unsigned(bits: 16))
                .part(of: "mqtt.property_id")
        case .propUnknown:
            .init("mqtt.prop_unknown", "Unknown Property", .text)
                .part(of: "mqtt.property_id")
        case .propStringLen:
            .init("mqtt.prop_string_len", "Length", .unsigned(bits: 32))
                .part(of: "mqtt.property_id")
        case .propString:
            .init("mqtt.prop_string", "Value", .text)
                .part(of: "mqtt.property_id")
        case .propKeyLen:
            .init("mqtt.prop_key_len", "Key Length", .unsigned(bits: 32))
                .part(of: "mqtt.property_id")
        case .propKey:
            .init("mqtt.prop_key", "Key", .text)
                .part(of: "mqtt.property_id")
        case .propValueLen:
            .init("mqtt.prop_value_len", "Value Length", .unsigned(bits: 32))
                .part(of: "mqtt.property_id")
        case .propValue:
            .init("mqtt.prop_value", "Value", .text)
                .part(of: "mqtt.property_id")
        case .illegalTopicLength:
            .init("mqtt.illegal_topic_length", "Length cannot be 0", .label)
        case .unknownVersion:
            .init("mqtt.unknown_version", "Unknown version (missing the CONNECT packet?", .label)
        case .unknownTopicAlias:
            .init("mqtt.unknown_topic_alias", "Unknown topic alias", .label)
        default: .init("", "", .label)
        }
    }
}
