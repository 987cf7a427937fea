internal import Dissection

/// What a frame says that the connection, or the info column, has to know.
struct AMQPFacts: BitwiseCopyable {
    /// What the frame does; `nil`: nothing that is known.
    var type: AMQPComposite?
    /// The arguments of that, in their order.
    var arguments = InlineArray<14, AMQPElement>(repeating: .absent)
    /// Where a link comes from, and where it goes.
    var sourceAddress: StreamRange?
    var targetAddress: StreamRange?
    var isCoordinator = false
    /// What becomes of a delivery, and of one in a transaction when that ends.
    var state: AMQPComposite?
    var outcome: AMQPComposite?
    var transaction: StreamRange?
    var errorCondition: StreamRange?
    var errorDescription: StreamRange?
    /// Of a message: what is in its first properties.
    var messageID: AMQPElement = .absent
    var subject: StreamRange?
    var contentType: StreamRange?

    func number(_ index: Int) -> UInt64? { arguments[index].number }

    func number32(_ index: Int) -> UInt32? { number(index).map { UInt32(truncatingIfNeeded: $0) } }

    func flag(_ index: Int) -> Bool { arguments[index].flag ?? false }

    /// Takes over an argument of the frame's type, or of one that stands in it.
    mutating func take(_ element: AMQPElement, _ index: Int, of composite: AMQPComposite) {
        if composite == type {
            if index < 14 { arguments[index] = element }
            return
        }
        switch (composite, index) {
        case (.source, 0): if sourceAddress == nil { sourceAddress = element.text }
        case (.target, 0): targetAddress = element.text
        case (.declared, 0), (.transactionalState, 0), (.discharge, 0):
            transaction = element.binary
        case (.error, 0): errorCondition = element.text
        case (.error, 1): errorDescription = element.text
        case (.properties, 0): messageID = element
        case (.properties, 3): subject = element.text
        case (.properties, 6): contentType = element.text
        default: break
        }
    }

    /// Takes notice of a composite value that stands in another one.
    mutating func enter(_ composite: AMQPComposite) {
        if composite == .coordinator { isCoordinator = true }
        guard composite.isDeliveryState, type == .transfer || type == .disposition else { return }
        if state == nil {
            state = composite
        } else if state == .transactionalState, outcome == nil {
            outcome = composite
        }
    }
}
