internal import Bytes
internal import Dissection

/// A message of which not all transfers were seen yet.
final class AMQPPartialDelivery {
    /// How much of one message is kept until it is whole.
    static var keptByteCountMax: Int { 1 << 20 }

    let id: UInt32?
    /// The packet in which it began.
    let packet: Int
    private(set) var byteCount = 0
    private(set) var transferCount = 0
    /// Its bytes so far, the first ones if there are too many.
    private(set) var bytes: [UInt8] = []
    /// How many bytes the run keeps.
    private let kept: OpenCount

    init(id: UInt32?, packet: Int, kept: OpenCount) {
        self.id = id
        self.packet = packet
        self.kept = kept
    }

    deinit { kept.count -= bytes.count }

    /// Whether all bytes that came are there.
    var isWhole: Bool { bytes.count == byteCount }

    /// Takes what a transfer brings.
    ///
    /// - Parameter keeps: whether anybody will look at it.
    func add(_ span: RawSpan, keeps: Bool) {
        transferCount += 1
        byteCount += span.byteCount
        let room = min(
            Self.keptByteCountMax - bytes.count, AMQPConnection.keptByteCountMax - kept.count)
        // Behind bytes that are missing others would be read in their place.
        let count = min(span.byteCount, max(0, room))
        guard keeps, count > 0, bytes.count + span.byteCount == byteCount else { return }
        bytes.append(span.extracting(first: count), xor: 0, phase: 0)
        kept.count += count
    }
}
