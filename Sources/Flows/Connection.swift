internal import Packets

/// One connection as far as its opener's first segments tell: 128 bytes, two cache lines.
///
/// Most connections of a flood of SYNs never become more than this; what the other side's first
/// segment, or any data, needs besides is a ``ConnectionRest``.
struct Connection: BitwiseCopyable {
    let key: FlowKey
    /// The connection's number, counted from 0 in the order of their first packets.
    let stream: UInt32
    private var handshake = Handshake()
    /// The port that a SYN was sent to, or 0.
    var serverPort: UInt16 = 0
    var completeness: TCPCompleteness = []
    /// The side that sent the first packet; ``opener`` is its half.
    let openerSide: Side
    /// Where the rest is, or -1 while there is none.
    var rest: Int32 = -1
    /// Who reads the streams.
    var streams = StreamsPlace.undecided
    var opener = TCPHalf()
    /// Whether it was used since the last round of evictions; see ``ConnectionTable``.  Last, where
    /// the half leaves room for it.
    var isRecent = true

    init(key: FlowKey, stream: UInt32, openerSide: Side) {
        self.key = key
        self.stream = stream
        self.openerSide = openerSide
    }

    var isHalfOpen: Bool { rest < 0 }
}

// MARK: - The handshake

extension Connection {
    /// The time of the last SYN, or 0; later how long the answer took, which is never 0.
    private struct Handshake: BitwiseCopyable {
        var value: Int64 = 0
        var isRoundTrip = false
    }

    /// From the SYN to the first acknowledgment after it, or 0.
    var roundTrip: Int64 { handshake.isRoundTrip ? handshake.value : 0 }

    mutating func noteSyn(at time: Int64) {
        if !handshake.isRoundTrip { handshake.value = time }
    }

    @inline(__always)
    mutating func noteAck(at time: Int64) {
        guard !handshake.isRoundTrip, handshake.value != 0, time != handshake.value else { return }
        handshake = Handshake(value: time &- handshake.value, isRoundTrip: true)
    }
}

/// The second half of a connection that has one: a cache line.
struct ConnectionRest: BitwiseCopyable {
    var responder = TCPHalf()
}

/// Where the ``OrderedStreams`` of a connection are, if it has any.
struct StreamsPlace: Equatable, BitwiseCopyable {
    private var place: Int32

    /// Nobody was looked for yet.
    static var undecided: StreamsPlace { StreamsPlace(-2) }
    /// Nobody reads them.
    static var none: StreamsPlace { StreamsPlace(-1) }

    init(_ number: Int) { place = Int32(number) }

    @inline(__always)
    var number: Int? { place < 0 ? nil : Int(place) }
}

/// Which parts of a connection's life were seen: Wireshark's `tcp.completeness`.
@frozen
public struct TCPCompleteness: OptionSet, BitwiseCopyable, Sendable {
    public let rawValue: UInt8

    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    @inlinable public static var syn: TCPCompleteness { TCPCompleteness(rawValue: 1) }
    @inlinable public static var synAck: TCPCompleteness { TCPCompleteness(rawValue: 2) }
    @inlinable public static var ack: TCPCompleteness { TCPCompleteness(rawValue: 4) }
    @inlinable public static var data: TCPCompleteness { TCPCompleteness(rawValue: 8) }
    @inlinable public static var fin: TCPCompleteness { TCPCompleteness(rawValue: 16) }
    @inlinable public static var rst: TCPCompleteness { TCPCompleteness(rawValue: 32) }
}

extension TCPCompleteness {
    @inline(__always)
    mutating func follow(_ segment: TCPSegment, isNew: Bool) {
        let flags = segment.flags
        // A SYN whose end is not known was noted, and leaves the connection a new one.
        if isNew, isEmpty {
            guard flags.contains(.syn), !flags.contains(.ack) else { return }
            insert(.syn)
            if segment.length > 0 { insert(.data) }
            return
        }
        if flags.contains(.ack) {
            let plain: TCPCompleteness = segment.length > 0 ? .data : .ack
            insert(flags.contains(.syn) ? .synAck : plain)
            if flags.contains(.fin) { insert(.fin) }
        }
        if flags.contains(.rst) { insert(.rst) }
    }
}
