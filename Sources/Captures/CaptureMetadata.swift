/// What a capture says of itself, beside its packets.
///
/// Collected on the way: complete once the last packet has been read.
public struct CaptureMetadata: Sendable {
    /// The most that is kept of all this (texts, names, secrets; an entry counts as 64 bytes).
    public static var byteCountMax: Int { 16 << 20 }

    public var fileType: FileType?
    public var compression: Compression?
    public var isBigEndian = false
    /// The longest packet that a classic capture was asked to keep; nil for pcapng, where each
    /// interface has its own.
    public var snapLength: Int?
    /// One for a classic capture.
    public var sections: [Section] = []
    public var interfaces: [Interface] = []
    public var packetComments = CommentCount()
    public var secrets: [Secrets] = []
    public var nameRecords: [NameRecord] = []
    /// Blocks of kinds that nobody here knows, stepped over.
    public var unknownBlockCount = 0
    public var isCutShort = false
    /// Whether there was more than is kept.
    public private(set) var isIncomplete = false
    private var byteCount = 0

    public init() {}

    /// Whether there is room for an entry with so many bytes; if so, it is counted.
    mutating func makeRoom(_ count: Int) -> Bool {
        let needed = count &+ 64
        guard needed <= Self.byteCountMax &- byteCount else {
            isIncomplete = true
            return false
        }
        byteCount &+= needed
        return true
    }
}

extension CaptureMetadata {
    public enum FileType: BitwiseCopyable, Sendable, CaseIterable {
        case pcap, nanosecondPcap, modifiedPcap, ixiaHardwarePcap, ixiaSoftwarePcap, pcapng
        /// A format that libpcap knows and we do not.
        case other

        /// In a word.
        public var format: String { self == .pcapng ? "pcapng" : "pcap" }

        /// As capinfos says it.
        public var name: String {
            switch self {
            case .pcap: "Wireshark/tcpdump/... - pcap"
            case .nanosecondPcap: "Wireshark/tcpdump/... - nanosecond pcap"
            case .modifiedPcap: "Modified tcpdump - pcap"
            case .ixiaHardwarePcap: "Ixia hardware - pcap"
            case .ixiaSoftwarePcap: "Ixia software - pcap"
            case .pcapng: "Wireshark/... - pcapng"
            case .other: "read by libpcap"
            }
        }
    }

    /// How many comments there are on how many packets.
    public struct CommentCount: BitwiseCopyable, Sendable, Equatable {
        public var packetCount = 0
        public var commentCount = 0

        mutating func add(_ count: Int) {
            packetCount &+= min(count, 1)
            commentCount &+= count
        }
    }

    /// The part of a pcapng file behind one section header.
    public struct Section: Sendable, Equatable {
        public var isBigEndian = false
        public var hardware: String?
        public var operatingSystem: String?
        public var application: String?
        public var comments: [String] = []

        public init() {}
    }

    public struct Interface: Sendable, Equatable {
        /// Which section it is of, and its number there: what `frame.interface_id` shows.
        public var section = 0
        public var number = 0
        public var linkType: UInt16 = 0
        /// 0 for no limit.
        public var snapLength = 0
        public var name: String?
        public var description: String?
        public var filter: String?
        public var hardware: String?
        public var operatingSystem: String?
        public var comments: [String] = []
        /// Bits a second.
        public var speed: UInt64?
        /// How many time units are a second, and the byte that says so.
        public var unitsPerSecond: UInt64 = 1_000_000
        public var resolution: UInt8 = 6
        /// Seconds to add to every time.
        public var timeOffset: Int64 = 0
        public var timeDigits: UInt8 = 6
        public var statistics = Statistics()
        /// Of the options that are named above none; kept to be written again.
        public var otherOptions: [CaptureOption] = []

        public init() {}
    }

    /// What the last interface statistics block of an interface says.
    public struct Statistics: Sendable, Equatable {
        /// How many such blocks there were.
        public var blockCount = 0
        /// When it was written, and what it counts from and to, as the interface counts time.
        public var time: UInt64 = 0
        public var startTime: UInt64?
        public var endTime: UInt64?
        public var received: UInt64?
        public var dropped: UInt64?
        public var accepted: UInt64?
        public var droppedBySystem: UInt64?
        public var delivered: UInt64?

        public init() {}
    }

    /// Keys that the capture brings along to decrypt itself.
    public struct Secrets: Sendable, Equatable {
        /// `TLSK` (0x544C534B) for a TLS key log.
        public var type: UInt32
        public var bytes: [UInt8]

        public init(type: UInt32, bytes: [UInt8]) {
            self.type = type
            self.bytes = bytes
        }

        public static var tlsKeyLog: UInt32 { 0x544C_534B }
    }

    public struct NameRecord: Sendable, Hashable {
        /// 4 bytes (IPv4) or 16 (IPv6), as on the wire.
        public var address: [UInt8]
        public var names: [String]

        public init(address: [UInt8], names: [String]) {
            self.address = address
            self.names = names
        }
    }
}
