public import Captures

/// What `earshot info` tells of a capture: what it says of itself, and what its packets add up to.
public struct CaptureReport: Sendable {
    public var path: String
    /// The size of the file as it lies on disk; nil for a pipe.
    public var fileByteCount: Int?
    public var metadata = CaptureMetadata()
    /// Why the capture was not read to its end.
    public var error: String?
    /// libpcap's names of link types, as far as they occur.
    public var linkTypeNames: [UInt16: LinkTypeLabel] = [:]

    /// How many TLS sessions began, and how many of them there are keys for.
    public var tlsSessionCount = 0
    public var keyedTLSSessionCount = 0

    public private(set) var packetCount = 0
    /// All packets on the wire, and what was captured of them.
    public private(set) var dataByteCount = 0
    public private(set) var capturedByteCount = 0
    public private(set) var packetsWithoutTime = 0
    public private(set) var packetCommentCount = 0
    public private(set) var isInTimeOrder = true
    public private(set) var first: Moment?
    public private(set) var last: Moment?
    /// The shortest and the longest of the packets that were not captured whole.
    public private(set) var cutPacketByteCounts: ClosedRange<Int>?
    public private(set) var packetCountByLinkType: [UInt16: Int] = [:]
    public private(set) var packetCountByInterface: [Int: Int] = [:]

    private var previousTime: Int64 = .min
    private var run = Run()

    public struct LinkTypeLabel: Equatable, Sendable {
        public var name: String
        public var description: String

        public init(name: String, description: String) {
            self.name = name
            self.description = description
        }
    }

    /// The time of a packet, in nanoseconds since 1970, and how many decimals its capture gives.
    public struct Moment: Equatable, Sendable {
        public var time: Int64
        public var digits: Int
    }

    /// Packets in a row that look the same are added to the tables together.
    private struct Run {
        var linkType: UInt16 = 0
        var interface: Int?
        var count = 0
    }

    public init(path: String) {
        self.path = path
    }

    /// - Parameter commentCount: how many comments the packet has.
    public mutating func add(_ record: PacketRecord, commentCount: Int) {
        packetCommentCount += commentCount
        packetCount += 1
        dataByteCount += record.originalCount
        capturedByteCount += record.count
        if record.count < record.originalCount {
            let range = cutPacketByteCounts ?? record.count...record.count
            cutPacketByteCounts =
                min(range.lowerBound, record.count)...max(range.upperBound, record.count)
        }
        if run.count > 0, run.linkType != record.linkType || run.interface != record.interface {
            endRun()
        }
        run = Run(
            linkType: record.linkType, interface: record.interface, count: run.count + 1)
        addTime(of: record)
    }

    private mutating func addTime(of record: PacketRecord) {
        guard record.hasTime else {
            packetsWithoutTime += 1
            return
        }
        if record.time < previousTime { isInTimeOrder = false }
        previousTime = record.time
        let moment = Moment(time: record.time, digits: Int(record.timeDigits))
        if first.map({ record.time < $0.time }) ?? true { first = moment }
        if last.map({ record.time >= $0.time }) ?? true { last = moment }
    }

    /// Call after the last packet.
    public mutating func finish() {
        endRun()
    }

    private mutating func endRun() {
        if run.count == 0 { return }
        packetCountByLinkType[run.linkType, default: 0] += run.count
        if let interface = run.interface {
            packetCountByInterface[interface, default: 0] += run.count
        }
        run.count = 0
    }
}

// MARK: - What follows from it

extension CaptureReport {
    /// Nanoseconds from the first packet to the last.
    public var duration: Int64? {
        guard let first, let last else { return nil }
        let (difference, hasOverflowed) = last.time.subtractingReportingOverflow(first.time)
        return hasOverflowed ? .max : difference
    }

    /// True if every packet is later than the one before it or at the same time; nil if some have
    /// no time.
    public var timeOrder: Bool? { packetsWithoutTime > 0 ? nil : isInTimeOrder }

    /// So many a second; 0 when no time went by.
    func rate(_ count: Int) -> Double {
        guard let duration, duration > 0 else { return 0 }
        return Double(count) * 1e9 / Double(duration)
    }

    var averagePacketByteCount: Double {
        packetCount == 0 ? 0 : Double(dataByteCount) / Double(packetCount)
    }

    /// The link types of the interfaces, and of packets if there are others, each once.
    public var linkTypes: [UInt16] {
        Set(metadata.interfaces.map(\.linkType)).union(packetCountByLinkType.keys).sorted()
    }

    /// The decimals of a second of all interfaces, if they agree.
    var timeDigits: Int? {
        let digits = Set(metadata.interfaces.map(\.timeDigits))
        return digits.count == 1 ? digits.first.map { Int($0) } : nil
    }

    func label(_ linkType: UInt16) -> LinkTypeLabel {
        linkTypeNames[linkType]
            ?? LinkTypeLabel(name: "LINKTYPE_\(linkType)", description: "Link type \(linkType)")
    }
}
