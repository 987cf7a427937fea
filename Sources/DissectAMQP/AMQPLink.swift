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
