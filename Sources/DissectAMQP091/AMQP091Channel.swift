internal import Dissection

/// What is known of a channel: an object, because the arrays in it are changed in place.
final class AMQP091Channel {
    /// Questions for a message that wait for an answer.
    static var getCountMax: Int { 1024 }

    /// Whether it was opened in this capture, and nothing is missing since.
    var isWhole: Bool
    var isOpen: Bool
    var hasConfirms = false
    /// The number of the last message that the client published.
    var publishCount: UInt64 = 0
    /// Messages of the client that the server has to confirm, and messages of the server that the
    /// client has to acknowledge.
    var publishes: AMQP091Outstanding
    var deliveries: AMQP091Outstanding
    var consumers = AMQP091Consumers()
    /// Of each question for a message that waits, whether that needs no acknowledgement.
    private var gets: [Bool] = []
    private var clientContent: AMQP091Content
    private var serverContent: AMQP091Content

    /// - Parameter kept: the bytes that all connections of the run keep.
    init(isWhole: Bool, isOpen: Bool, kept: OpenCount) {
        publishes = AMQP091Outstanding(kept: kept)
        deliveries = AMQP091Outstanding(kept: kept)
        clientContent = AMQP091Content(total: kept)
        serverContent = AMQP091Content(total: kept)
        self.isWhole = isWhole
        self.isOpen = isOpen
        consumers.isIncomplete = !isWhole
    }

    deinit {
        publishes.removeAll()
        deliveries.removeAll()
        clientContent.end()
        serverContent.end()
    }

    /// The content that an end is sending.
    subscript(sender: Endpoint) -> AMQP091Content {
        get { sender == .client ? clientContent : serverContent }
        _modify {
            if sender == .client { yield &clientContent } else { yield &serverContent }
        }
    }

    func ask(isUnacknowledged: Bool) {
        if gets.count < Self.getCountMax { gets.append(isUnacknowledged) }
    }

    /// Takes the oldest question out, and tells whether its answer needs no acknowledgement.
    func answer() -> Bool { gets.isEmpty ? false : gets.removeFirst() }

    /// Frames of an end were missed.
    func loseTrack(of sender: Endpoint) {
        isWhole = false
        consumers.isIncomplete = true
        self[sender].end()
        gets.removeAll()
    }
}
