/// The fixed part of a message.
struct DNSHeader: Equatable {
    var id: UInt16 = 0
    var flags: UInt16 = 0
    var questionCount = 0
    var answerCount = 0
    var authorityCount = 0
    var additionalCount = 0

    static let byteCount = 12

    var isResponse: Bool { has(0x8000) }
    var opcode: UInt16 { flags >> 11 & 0xF }
    var responseCode: UInt16 { flags & 0xF }

    func has(_ flag: UInt16) -> Bool { flags & flag != 0 }

    /// Whether the message is one of DNS Stateful Operations, with parts instead of records.
    var isStateful: Bool {
        opcode == 6
            && questionCount | answerCount | authorityCount | additionalCount == 0
    }
}
