internal import Bytes
internal import Synchronization

/// The file transfers that a run's chat connections announced, for the UDP conversations that
/// carry them.
///
/// One for each run, made with the entries of its registry.  A lock, because a registry may be
/// asked from any thread; nobody waits for it in a run of one.
public final class ChatTransfers: Sendable {
    /// The ports that a server of the chat room tries.
    static var ports: ClosedRange<UInt16> { 55000...55015 }

    /// Announcements kept; of more the oldest are forgotten.
    static var offerCountMax: Int { 1024 }

    struct Offer: Sendable {
        var port: UInt16
        var size: Int
        var name: [UInt8]
        /// The packet of the announcement.
        var packet: Int
        var isClaimed = false
    }

    private let offers = Mutex<[Offer]>([])

    public init() {}

    func announce(port: UInt16, size: Int, name: RawSpan, packet: Int) {
        let name = name.bytes(atMost: ChatSession.fileNameByteCountMax)
        offers.withLock { offers in
            if offers.count >= Self.offerCountMax { offers.removeFirst() }
            offers.append(Offer(port: port, size: size, name: name, packet: packet))
        }
    }

    /// Takes the latest announcement for a port, if no transfer belongs to it yet: a server that
    /// announces a port again has given up what was to come there before.
    func claim(port: UInt16) -> Offer? {
        offers.withLock { offers in
            let place = offers.lastIndex { $0.port == port && !$0.isClaimed }
            guard let place else { return nil }
            offers[place].isClaimed = true
            return offers[place]
        }
    }

    /// Whether a port was announced for a transfer that has not begun.
    func expects(port: UInt16) -> Bool {
        offers.withLock { offers in offers.contains { $0.port == port && !$0.isClaimed } }
    }
}
