/// What fields say of a packet besides what stands in it.
public struct PacketFieldContext: Sendable {
    /// Counted from 1.
    public var number = 0
    /// Nanoseconds since 1970.
    public var time: Int64 = 0
    /// False for packets that were captured without a time.
    public var hasTime = true
    public var firstTime: Int64 = 0
    public var previousTime: Int64 = 0
    /// The time of the packet that was shown last.
    public var previousDisplayedTime: Int64 = 0
    public var originalCount = 0
    public var capturedCount = 0
    /// The number of the link type, as in the file.
    public var linkType: UInt16 = 0
    public var interface: Interface?
    public var comments: [[UInt8]] = []
    /// What stands behind the transport in `frame.protocols`, as in `:dns`; empty for data that
    /// nobody reads.
    public var upperProtocols: [UInt8] = []
    public var conversation: Conversation?
    /// The number of the conversation that an ICMP error is about.
    public var quotedStream: UInt32?
    /// What the acknowledgments of a segment are relative to.
    public var acknowledgmentBase: UInt32 = 0
    /// Whether a segment with FIN comes after one of the other end.
    public var closesSecond = false
    /// Which checksums are computed: only when asked for, as in tshark.
    public var checks = ChecksumChecks()

    public init() {}

    /// Where the packet was captured; only pcapng tells.
    public struct Interface: Sendable {
        public var number: Int
        /// Of the file, counted from 1.
        public var section: Int
        public var name: [UInt8]
        public var text: [UInt8]

        public init(
            number: Int, section: Int = 1, name: [UInt8] = [], description: [UInt8] = []
        ) {
            self.number = number
            self.section = section
            self.name = name
            text = description
        }
    }

    /// Which conversation of its protocol (TCP or UDP) a packet is of, and its times there.
    public struct Conversation: Sendable {
        public var number: Int
        /// Nanoseconds since its first and its previous packet.
        public var timeSinceFirst: Int64
        public var timeSincePrevious: Int64

        public init(number: Int, timeSinceFirst: Int64, timeSincePrevious: Int64) {
            self.number = number
            self.timeSinceFirst = timeSinceFirst
            self.timeSincePrevious = timeSincePrevious
        }
    }
}

/// tshark's `-o ip.check_checksum:TRUE` and its like.
public struct ChecksumChecks: Sendable, Equatable {
    public var ip = false
    public var tcp = false
    public var udp = false

    public init() {}
}
