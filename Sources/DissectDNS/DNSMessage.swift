/// A message to be written: the other side of what ``DNSDissector`` reads.
///
/// For generators and tests.  It says what a well-behaved resolver or server says; bytes that
/// break rules are made by changing what ``encoded(compressing:)`` returns.
public struct DNSMessage: Equatable, Sendable {
    public var id: UInt16
    public var flags: UInt16
    public var questions: [DNSQuestion]
    public var answers: [DNSRecordContent] = []
    public var authorities: [DNSRecordContent] = []
    public var additional: [DNSRecordContent] = []

    public init(id: UInt16, flags: UInt16, questions: [DNSQuestion] = []) {
        self.id = id
        self.flags = flags
        self.questions = questions
    }

    /// A query with recursion desired.
    public static func query(_ id: UInt16, _ name: String, _ type: DNSType) -> DNSMessage {
        DNSMessage(id: id, flags: 0x0100, questions: [DNSQuestion(name, type)])
    }

    /// What a resolver answers, with the question repeated.
    public func response(
        _ answers: [DNSRecordContent], responseCode: UInt16 = 0
    ) -> DNSMessage {
        var response = self
        response.flags = flags | 0x8080 | responseCode & 0xF
        response.answers = answers
        return response
    }
}

public struct DNSQuestion: Equatable, Sendable {
    public var name: String
    public var type: DNSType
    public var recordClass: UInt16

    public init(_ name: String, _ type: DNSType, recordClass: UInt16 = 1) {
        self.name = name
        self.type = type
        self.recordClass = recordClass
    }
}

/// One record: whose it is, for how long, and what it says.
public struct DNSRecordContent: Equatable, Sendable {
    public enum Content: Equatable, Sendable {
        case ipv4(UInt32)
        case ipv6(high: UInt64, low: UInt64)
        case name(String)
        case mailExchange(preference: UInt16, String)
        case service(priority: UInt16, weight: UInt16, port: UInt16, target: String)
        case texts([String])
        case authority(primary: String, mailbox: String, serial: UInt32, times: [UInt32])
        case options([DNSOption])
        case bytes([UInt8])
    }

    public var name: String
    public var type: DNSType
    public var recordClass: UInt16
    public var secondsToLive: UInt32
    public var content: Content

    public init(
        _ name: String, _ type: DNSType, _ content: Content, recordClass: UInt16 = 1,
        secondsToLive: UInt32 = 300
    ) {
        self.name = name
        self.type = type
        self.content = content
        self.recordClass = recordClass
        self.secondsToLive = secondsToLive
    }
}

/// An option of EDNS.
public struct DNSOption: Equatable, Sendable {
    public var code: UInt16
    public var bytes: [UInt8]

    public init(_ code: UInt16, _ bytes: [UInt8]) {
        self.code = code
        self.bytes = bytes
    }
}

/// The number of a kind of record.
public struct DNSType: Hashable, BitwiseCopyable, Sendable {
    public let number: UInt16

    public init(_ number: UInt16) { self.number = number }

    public static let a = DNSType(1)
    public static let ns = DNSType(2)
    public static let cname = DNSType(5)
    public static let soa = DNSType(6)
    public static let ptr = DNSType(12)
    public static let mx = DNSType(15)
    public static let txt = DNSType(16)
    public static let aaaa = DNSType(28)
    public static let srv = DNSType(33)
    public static let opt = DNSType(41)
    public static let any = DNSType(255)
}
