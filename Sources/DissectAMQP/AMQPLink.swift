internal import Bytes
internal import Dissection

/// A link of a session: messages go one way over it, from its source to its target.
final class AMQPLink {
    /// How much is kept of a name and of an address.
    static var textByteCountMax: Int { 256 }

    let name: [UInt8]
    /// Which end sends messages over it.
    let sender: Endpoint
    /// The handle that each end gave it.
    var handles: InlineArray<2, UInt32?> = [nil, nil]
    var source: [UInt8] = []
    var target: [UInt8] = []
    var isCoordinator = false
    /// Whether its attach was not seen.
    let isImplicit: Bool
    /// How many messages were sent, as the sender counts.
    private(set) var deliveryCount: UInt32 = 0
    /// The count at which the receiver wants no more; `nil`: it has not said.
    private var limit: UInt32?
    /// The delivery of which more is to come.
    var partial: AMQPPartialDelivery?

    init(name: [UInt8], sender: Endpoint, isImplicit: Bool = false) {
        self.name = name
        self.sender = sender
        self.isImplicit = isImplicit
    }

    /// How many more messages the receiver wants.
    var credit: Int? {
        limit.map { Int(Int32(bitPattern: $0 &- deliveryCount)) }
    }

    /// What the sender's attach or flow says of its count.
    func setDeliveryCount(_ count: UInt32) { deliveryCount = count }

    /// What the receiver's flow says (part 2, section 2.6.7).
    func grant(_ credit: UInt32, at count: UInt32?) {
        limit = (count ?? deliveryCount) &+ credit
    }

    /// Counts a delivery.  Returns false if there was no credit for it.
    func send() -> Bool {
        let hasCredit = credit.map { $0 > 0 } ?? true
        deliveryCount &+= 1
        return hasCredit
    }
}

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
