internal import Bytes

/// What a request and its answer have in common, as one number among those of their conversation.
enum Question {
    private enum Family: UInt64 { case mqtt = 1, amqp, amqp091, chat }

    /// What a message of MQTT asks or answers; an identifier of 0 where it has none.
    static func mqtt(type: UInt64, identifier: UInt64) -> (question: UInt64?, answer: UInt64?) {
        switch type {
        case 1, 12: (make(.mqtt, type), nil)
        case 2, 13: (nil, make(.mqtt, type - 1))
        case 3, 6, 8, 10: (identifier > 0 ? make(.mqtt, type, identifier) : nil, nil)
        case 4: (nil, make(.mqtt, 3, identifier))
        case 5: (nil, make(.mqtt, 3, identifier))
        case 7, 9, 11: (nil, make(.mqtt, type - 1, identifier))
        default: (nil, nil)
        }
    }

    /// A performative of AMQP 1.0 that both ends send: whoever is second answers.
    static func amqp(performative: UInt64) -> UInt64? {
        switch performative {
        case 0x10, 0x11, 0x16, 0x17, 0x18: make(.amqp, performative)
        default: nil
        }
    }

    /// The same for a link, which both ends call by one name.
    static func attach(name: RawSpan) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in 0..<name.byteCount {
            hash = (hash ^ UInt64(name.byte(at: index))) &* 0x100_0000_01B3
        }
        return make(.amqp, 0x12, hash & 0xFFFF_FFFF_FFFF)
    }

    /// A method of AMQP 0-9-1: the answer to a method has the odd number behind its.
    static func method(
        _ method: UInt64, of type: UInt64, channel: UInt64
    ) -> (question: UInt64?, answer: UInt64?) {
        let isGetEmpty = type == 60 && method == 72
        let isAnswer = method % 2 == 1 || isGetEmpty
        let asked = isGetEmpty ? 70 : method & ~1
        let place = make(.amqp091, asked & 0xFF, (type & 0xFFFF) << 16 | channel & 0xFFFF)
        return isAnswer ? (nil, place) : (place, nil)
    }

    /// A part of a file of CHAT-UDP.
    static func part(_ number: UInt64) -> UInt64 { make(.chat, 0, number & 0xFFFF_FFFF_FFFF) }

    private static func make(
        _ family: Family, _ kind: UInt64, _ number: UInt64 = 0
    ) -> UInt64 {
        family.rawValue << 56 | (kind & 0xFF) << 48 | number
    }
}
