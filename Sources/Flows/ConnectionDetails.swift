internal import Packets

/// What only fields tell of a segment: Wireshark's `tcp.analysis.*` and `tcp.time_*`.
public struct TCPDetails: BitwiseCopyable, Sendable {
    /// Nanoseconds since the connection's first and its previous packet.
    public var timeRelative: Int64 = 0
    public var timeDelta: Int64 = 0
    public var completeness: TCPCompleteness = []
    /// The packet that this one acknowledges, and how long ago it was.
    public var acknowledgedNumber: UInt32 = 0
    public var acknowledgedAfter: Int64 = 0
    /// From the SYN to the first acknowledgment after it, or 0.
    public var roundTrip: Int64 = 0
    public var isFlightKnown = false
    public var bytesInFlight: UInt32 = 0
    public var bytesSincePush: UInt32 = 0
    /// Since when, and since which packet, a retransmission was due.
    public var retransmittedAfter: Int64 = 0
    public var retransmittedNumber: UInt32 = 0
    /// Whether the segment has FIN, and the other end has finished before.
    public var closesSecond = false

    public init() {}
}

/// The connections' part of ``TCPDetails``: kept only by runs that print fields, because the
/// unacknowledged segments of a connection are a list that grows.
struct ConnectionDetailsTable {
    private var connections: [ConnectionDetails?] = []
    private(set) var current = TCPDetails()

    /// Notes that a connection begins, with a packet or with one that only quotes it.
    mutating func begin(_ number: Int, at time: Int64) {
        while connections.count <= number { connections.append(nil) }
        connections[number] = ConnectionDetails(firstTime: time)
    }

    /// Notes that a SYN began the connection anew: it counts before it is looked at.
    mutating func beginAgain(_ number: Int, at time: Int64) {
        begin(number, at: time)
        connections[number]?.completeness = .syn
    }

    mutating func forget(_ number: Int) {
        if number < connections.count { connections[number] = nil }
    }

    /// Looks at a segment that was just judged; one that is not measured only came.
    mutating func observe(
        _ number: Int, _ segment: TCPSegment, _ report: TCPReport, roundTrip: Int64,
        completeness: TCPCompleteness, isMeasured: Bool
    ) {
        current = TCPDetails()
        guard let known = connections[number] else { return }
        current.timeRelative = segment.time &- known.firstTime
        current.timeDelta = segment.time &- (known.previousTime ?? segment.time)
        current.roundTrip = roundTrip
        // Wireshark's value in one pass: what was seen before this segment.
        current.completeness = known.completeness
        known.completeness = completeness
        if segment.flags.contains(.fin) {
            let first = known.firstToFinish ?? report.side
            known.firstToFinish = first
            current.closesSecond = first != report.side
        }
        known.previousTime = segment.time
        if isMeasured { known.observe(segment, report.side, report.findings, into: &current) }
    }
}

/// The lists of one connection.
final class ConnectionDetails {
    let firstTime: Int64
    var previousTime: Int64?
    var completeness: TCPCompleteness = []
    var firstToFinish: Side?
    private var lower = SentSegments()
    private var upper = SentSegments()

    init(firstTime: Int64) { self.firstTime = firstTime }

    func observe(
        _ segment: TCPSegment, _ side: Side, _ findings: TCPFindings,
        into details: inout TCPDetails
    ) {
        if side == .lower {
            SentSegments.observe(segment, &lower, &upper, findings, into: &details)
        } else {
            SentSegments.observe(segment, &upper, &lower, findings, into: &details)
        }
    }
}
