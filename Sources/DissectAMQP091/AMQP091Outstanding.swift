internal import Dissection

/// The messages of one end that the other has to acknowledge, and acknowledgements that came before
/// their messages: captures do not always have both ends in order.
struct AMQP091Outstanding {
    /// Early acknowledgements that are remembered.
    static var earlyCountMax: Int { 64 }

    enum Arrival: Equatable {
        case waits
        /// The acknowledgement is there already, in that packet.
        case acknowledged(packet: Int)
        case outOfOrder
    }

    private struct Early: BitwiseCopyable {
        var tag: UInt64
        var isMultiple: Bool
        var packet: Int
    }

    private var ledger: AMQP091Ledger
    private var early: [Early] = []

    /// - Parameter kept: the bytes that all connections of the run keep.
    init(kept: OpenCount) { ledger = AMQP091Ledger(kept: kept) }

    var openCount: Int { ledger.openCount }

    /// Whether messages were forgotten to stay within a limit.
    var hasForgotten: Bool { ledger.hasForgotten }

    /// Takes a message over.
    mutating func add(_ tag: UInt64, packet: Int) -> Arrival {
        if !early.isEmpty, let packet = takeEarly(tag) {
            ledger.pass(tag)
            return .acknowledged(packet: packet)
        }
        return ledger.add(tag, packet: packet) ? .waits : .outOfOrder
    }

    /// Notes a message that need not be acknowledged.
    mutating func pass(_ tag: UInt64) { ledger.pass(tag) }

    /// Takes an acknowledgement, and calls `body` with the packets of its messages.
    ///
    /// - Returns: whether it is of a message that waits, or that may still come.
    mutating func settle(
        _ tag: UInt64, isMultiple: Bool, packet: Int, _ body: (Int) -> Void
    ) -> Bool {
        if tag > ledger.lastTag, early.count < Self.earlyCountMax {
            early.append(Early(tag: tag, isMultiple: isMultiple, packet: packet))
        }
        guard isMultiple else {
            guard let message = ledger.settle(tag) else { return false }
            body(message)
            return true
        }
        var isFound = tag == 0
        ledger.settle(upTo: tag) { message in
            isFound = true
            body(message)
        }
        return isFound
    }

    /// What waits is forgotten, the numbers go on.
    mutating func removeAll() { ledger.removeAll() }

    /// The numbers begin anew.
    mutating func restart() {
        ledger.restart()
        early.removeAll()
    }

    private mutating func takeEarly(_ tag: UInt64) -> Int? {
        guard
            let place = early.firstIndex(where: {
                $0.tag == tag || $0.isMultiple && $0.tag > tag
            })
        else { return nil }
        let packet = early[place].packet
        if early[place].tag == tag { early.remove(at: place) }
        return packet
    }
}
