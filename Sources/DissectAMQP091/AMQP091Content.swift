internal import Bytes
internal import Dissection

/// A content on its way: a method, a header, and frames with the body, on one channel and in one
/// direction.
///
/// Whoever lets go of one calls ``end()``, so that its bytes are not counted any more.
struct AMQP091Content {
    /// How much is kept of a body that comes in several frames.
    static var keptByteCountMax: Int { 1 << 16 }

    enum Phase: BitwiseCopyable {
        /// None has begun, as far as is known.
        case none
        case header, body
    }

    var phase = Phase.none
    var classID: UInt16 = 0
    var bodySize: UInt64 = 0
    var received: UInt64 = 0
    var frameCount = 0
    /// The packets with the method and the header; 0: not known.
    var methodPacket = 0
    var headerPacket = 0
    private(set) var kept: [UInt8] = []
    private(set) var isKept = true
    /// The bytes that all connections of the run keep.
    private let total: OpenCount

    init(total: OpenCount) { self.total = total }

    var isComplete: Bool { received >= bodySize }

    mutating func begin(_ classID: UInt16, packet: Int) {
        letGo()
        phase = .header
        headerPacket = 0
        self.classID = classID
        methodPacket = packet
    }

    mutating func beginBody(_ size: UInt64, packet: Int) {
        if phase != .header { methodPacket = 0 }
        bodySize = size
        received = 0
        frameCount = 0
        headerPacket = packet
        letGo()
        isKept = true
        phase = size > 0 ? .body : .none
    }

    mutating func add(_ payload: RawSpan, count: Int, keeps: Bool) {
        received &+= UInt64(count)
        frameCount += 1
        // One frame with the whole body has that itself.
        if frameCount == 1, isComplete { return }
        if keeps, isKept, payload.byteCount == count,
            kept.count + payload.byteCount <= Self.keptByteCountMax,
            total.count + payload.byteCount <= AMQP091Session.keptByteCountMax
        {
            total.count += payload.byteCount
            kept.append(payload, xor: 0, phase: 0)
        } else {
            isKept = false
            letGo()
        }
    }

    mutating func end() {
        phase = .none
        letGo()
    }

    private mutating func letGo() {
        total.count -= kept.count
        kept = []
    }
}
