/// One end of conversations: an address and a port, and what it is called by those who talk.
public struct Participant: Sendable {
    /// How good a name is; a better one takes the place of another.
    public enum Rank: UInt8, Comparable, Sendable {
        /// None but the address.
        case none
        /// What it is there for, if that may be to carry something else, as in `web server`.
        case carrier
        /// What it is there for, as in `broker`.
        case role
        /// What others call it, as the server's name in a TLS hello.
        case called
        /// What it calls itself, as an MQTT client identifier.
        case own

        public static func < (one: Rank, other: Rank) -> Bool { one.rawValue < other.rawValue }
    }

    /// The address as text; empty for packets without one.
    public let address: [UInt8]
    public let port: UInt16?
    /// Printable, of at most ``nameByteCountMax`` bytes; empty while it has none.
    public private(set) var name: [UInt8] = []
    public private(set) var rank = Rank.none
    /// How many events begin or end here.
    public internal(set) var eventCount = 0

    /// Of a longer name, the beginning is kept.
    public static var nameByteCountMax: Int { 256 }

    init(address: [UInt8], port: UInt16?) {
        self.address = address
        self.port = port
    }

    /// Takes a name, if it is better than the one that is there.
    mutating func take(_ name: [UInt8], _ rank: Rank) {
        guard rank > self.rank, !name.isEmpty else { return }
        self.name = name
        self.rank = rank
    }

    /// The address with its port, as in `127.0.0.1:1883` and `[::1]:1883`.
    public var place: [UInt8] {
        guard let port else { return address }
        let isV6 = address.contains(UInt8(ascii: ":"))
        return (isV6 ? Array("[".utf8) + address + Array("]".utf8) : address)
            + Array(":\(port)".utf8)
    }
}
