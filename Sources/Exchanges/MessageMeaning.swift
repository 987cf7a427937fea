internal import Bytes
internal import Dissection

/// What the fields of one message tell of who sent it, and of what it asks or answers.
///
/// Nothing is copied of a message that names nobody.
struct MessageMeaning {
    /// What the sender is called, and the receiver.
    private(set) var senderName: [UInt8] = []
    private(set) var receiverName: [UInt8] = []
    private(set) var receiverRank = Participant.Rank.own
    /// What the message asks, and what it answers, among the questions of its conversation.
    private(set) var question: UInt64?
    private(set) var answer: UInt64?
    /// Whether either end may ask first, and the other then answers with the same.
    private(set) var isMutual = false
    /// The packet of the request, if a field names it, and how long ago that was.
    private(set) var requestPacket = 0
    private(set) var latency: Int64?
    private(set) var severity: Note.Severity?

    private var type: UInt64 = 0
    private var performative: UInt64 = 0
    private var channel: UInt64 = 0
    private var propertyID: UInt64 = 0
    private var isJoin = false

    init() {}

    /// - Parameter bytes: the text of the value, if it has one.
    mutating func add(_ known: ExchangeField, _ value: FieldValue, _ bytes: RawSpan?) {
        if let bytes {
            add(known, bytes)
        } else if let number = value.whole {
            add(known, number)
        }
    }

    private mutating func add(_ known: ExchangeField, _ bytes: RawSpan) {
        switch known {
        case .mqttClient, .sensorClient, .container: name(sender: bytes)
        case .mqttString where propertyID == Self.assignedClient: name(receiver: bytes, .own)
        case .linkName where performative == Self.attach:
            question = Question.attach(name: bytes)
            isMutual = true
        case .boundJID: name(receiver: bytes, .own)
        case .xmppDomain, .httpHost, .serverName:
            if !bytes.isLikeAddress { name(receiver: bytes, .called) }
        case .chatCommand: isJoin = bytes.hasText("join")
        case .chatUser where isJoin: name(sender: bytes)
        default: break
        }
    }

    private mutating func add(_ known: ExchangeField, _ number: UInt64) {
        switch known {
        case .severity:
            let found = Note.Severity(rawValue: UInt8(clamping: number)) ?? .info
            severity = max(severity ?? found, found)
        case .mqttType:
            type = number
            (question, answer) = Question.mqtt(type: type, identifier: 0)
        case .mqttIdentifier:
            (question, answer) = Question.mqtt(type: type, identifier: number)
        case .mqttProperty: propertyID = number
        case .performative:
            performative = number
            question = Question.amqp(performative: number)
            isMutual = true
        case .amqpChannel: channel = number
        case .amqpClass: type = number
        case .amqpMethod:
            (question, answer) = Question.method(number, of: type, channel: channel)
        case .chatPart: answer = Question.part(number)
        case .chatAttempt: (question, answer) = (answer, nil)
        case .amqpMessage, .xmppRequest, .dnsRequest, .httpRequest:
            if requestPacket == 0 { requestPacket = Int(clamping: number) }
        case .xmppTime, .dnsTime, .httpTime: latency = Int64(clamping: number)
        default: break
        }
    }

    /// An MQTT 5 property with the identifier that the server gives a client.
    private static var assignedClient: UInt64 { 18 }
    /// The number of AMQP's attach.
    private static var attach: UInt64 { 0x12 }

    private mutating func name(sender bytes: RawSpan) {
        if senderName.isEmpty { senderName = Self.name(bytes) }
    }

    private mutating func name(receiver bytes: RawSpan, _ rank: Participant.Rank) {
        guard receiverName.isEmpty || rank > receiverRank else { return }
        receiverName = Self.name(bytes)
        receiverRank = rank
    }

    /// Printable, and cut where a character ends.
    private static func name(_ bytes: RawSpan) -> [UInt8] {
        let byteCountMax = Participant.nameByteCountMax
        var text: [UInt8] = []
        text.append(escaping: bytes.extracting(0..<bytes.cut(to: byteCountMax)))
        return Array(text[..<text.rawSpan.cut(to: byteCountMax)])
    }
}

extension RawSpan {
    fileprivate func hasText(_ text: StaticString) -> Bool {
        guard byteCount == text.utf8CodeUnitCount else { return false }
        return (0..<byteCount).allSatisfy { unsafe byte(at: $0) == text.utf8Start[$0] }
    }

    /// Whether nothing is here but what addresses are written with.
    fileprivate var isLikeAddress: Bool {
        (0..<byteCount).allSatisfy { index in
            switch byte(at: index) {
            case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "["),
                UInt8(ascii: "]"):
                true
            default: false
            }
        }
    }

    /// How many of at most `count` bytes end with a whole character.
    fileprivate func cut(to count: Int) -> Int {
        guard byteCount > count else { return byteCount }
        var end = count
        while end > 0, byte(at: end) & 0xC0 == 0x80 { end -= 1 }
        return end
    }
}

extension FieldValue {
    /// The value as a number, if it is one.
    fileprivate var whole: UInt64? {
        switch self {
        case .number(let number): number
        case .duration(let time), .time(let time): UInt64(clamping: time)
        case .flag(let flag): flag ? 1 : 0
        default: nil
        }
    }
}
