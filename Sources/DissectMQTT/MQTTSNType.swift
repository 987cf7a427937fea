/// The kind of a message.
struct MQTTSNType: Equatable, BitwiseCopyable {
    let number: UInt8

    init(_ number: UInt8) { self.number = number }

    static let advertise = MQTTSNType(0x00)
    static let searchGateway = MQTTSNType(0x01)
    static let gatewayInfo = MQTTSNType(0x02)
    static let connect = MQTTSNType(0x04)
    static let connack = MQTTSNType(0x05)
    static let willTopic = MQTTSNType(0x07)
    static let willMessage = MQTTSNType(0x09)
    static let register = MQTTSNType(0x0A)
    static let registerAck = MQTTSNType(0x0B)
    static let publish = MQTTSNType(0x0C)
    static let publishAck = MQTTSNType(0x0D)
    static let publishComplete = MQTTSNType(0x0E)
    static let publishReceived = MQTTSNType(0x0F)
    static let publishRelease = MQTTSNType(0x10)
    static let subscribe = MQTTSNType(0x12)
    static let subscribeAck = MQTTSNType(0x13)
    static let unsubscribe = MQTTSNType(0x14)
    static let unsubscribeAck = MQTTSNType(0x15)
    static let pingRequest = MQTTSNType(0x16)
    static let disconnect = MQTTSNType(0x18)
    static let willTopicUpdate = MQTTSNType(0x1A)
    static let willTopicResponse = MQTTSNType(0x1B)
    static let willMessageUpdate = MQTTSNType(0x1C)
    static let willMessageResponse = MQTTSNType(0x1D)
    static let encapsulated = MQTTSNType(0xFE)

    /// Whether anything is to be read behind the header.
    var hasBody: Bool {
        switch number {
        case 0x00...0x02, 0x04, 0x05, 0x07, 0x09...0x10, 0x12...0x16, 0x18, 0x1A...0x1D, 0xFE: true
        default: false
        }
    }

    var hasFlags: Bool {
        switch self {
        case .connect, .publish, .willTopic, .subscribe, .subscribeAck, .unsubscribe,
            .willTopicUpdate:
            true
        default: false
        }
    }
}
