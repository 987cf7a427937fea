internal import Bytes
internal import Packets
internal import Printing

/// The participants of a run, numbered in the order in which they come.
public struct ParticipantTable: ~Copyable {
    struct Key: Hashable, BitwiseCopyable {
        var high: UInt64
        var low: UInt64
        /// The port, one more than that if there is one, and which addresses these are.
        var portAndKind: UInt32
    }

    struct Recent: BitwiseCopyable {
        var key = Key(high: 0, low: 0, portAndKind: 0)
        var index = -1
    }

    public private(set) var list: [Participant] = []
    private var indexes: [Key: Int] = [:]
    /// Those that were asked for last: a conversation asks for the same two again and again.
    private var recent: StableArray<Recent>
    private var scratch = TextBuffer(capacity: 64)

    /// Of more participants, the rest are one.
    public static var countMax: Int { 262_144 }
    private static var recentBits: Int { 12 }

    public init() {
        recent = StableArray(repeating: Recent(), count: 1 << Self.recentBits)
    }

    /// The number of a packet's sender.
    mutating func source(_ layers: borrowing PacketLayers, _ packet: RawSpan) -> Int {
        let key = Self.key(
            layers.sourceColumn, layers.source, layers.sourcePort, layers,
            link: layers.linkSource, packet)
        let place = Self.place(key)
        let known = recent[place]
        if known.key == key, known.index >= 0 { return known.index }
        scratch.removeAll()
        if indexes[key] == nil {
            AddressText.appendSource(layers, of: packet, to: &scratch)
        }
        return find(key, at: place, layers.sourcePort)
    }

    /// The number of a packet's receiver.
    mutating func destination(_ layers: borrowing PacketLayers, _ packet: RawSpan) -> Int {
        let key = Self.key(
            layers.destinationColumn, layers.destination, layers.destinationPort, layers,
            link: layers.linkDestination, packet)
        let place = Self.place(key)
        let known = recent[place]
        if known.key == key, known.index >= 0 { return known.index }
        scratch.removeAll()
        if indexes[key] == nil {
            AddressText.appendDestination(layers, of: packet, to: &scratch)
        }
        return find(key, at: place, layers.destinationPort)
    }

    mutating func count(_ index: Int) { list[index].eventCount &+= 1 }

    mutating func name(_ index: Int, _ name: [UInt8], _ rank: Participant.Rank) {
        if rank > list[index].rank { list[index].take(name, rank) }
    }

    func rank(_ index: Int) -> Participant.Rank { list[index].rank }
}

// MARK: - Finding

extension ParticipantTable {
    private static func key(
        _ column: PacketLayers.AddressColumn, _ address: IPAddress, _ port: UInt16,
        _ layers: borrowing PacketLayers, link: Range<Int>, _ packet: RawSpan
    ) -> Key {
        switch column {
        case .ipv4, .ipv6:
            let ported = layers.hasPorts ? UInt32(port) + 1 : 0
            return Key(
                high: address.high, low: address.low,
                portAndKind: ported << 3 | UInt32(column.rawValue))
        case .link:
            var low: UInt64 = 0
            for index in link where index < packet.byteCount {
                low = low << 8 | UInt64(packet.byte(at: index))
            }
            return Key(high: UInt64(link.count), low: low, portAndKind: UInt32(column.rawValue))
        case .none, .notAvailable:
            return Key(high: 0, low: 0, portAndKind: UInt32(column.rawValue))
        }
    }

    private static func place(_ key: Key) -> Int {
        let mixed = (key.low ^ key.high.byteSwapped) &+ UInt64(key.portAndKind) << 29
        return Int((mixed &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - recentBits))
    }

    /// The address of one that is new is in ``scratch``.
    private mutating func find(_ key: Key, at place: Int, _ port: UInt16) -> Int {
        let index = indexes[key] ?? add(key, port)
        recent[place] = Recent(key: key, index: index)
        return index
    }

    private mutating func add(_ key: Key, _ port: UInt16) -> Int {
        guard list.count < Self.countMax - 1 else { return others }
        var address: [UInt8] = []
        address.append(scratch.bytes, xor: 0, phase: 0)
        list.append(Participant(address: address, port: key.portAndKind >> 3 > 0 ? port : nil))
        indexes[key] = list.count - 1
        return list.count - 1
    }

    /// The one that stands for all of which there are too many.
    private var others: Int {
        mutating get {
            if list.count == Self.countMax - 1 {
                var rest = Participant(address: [], port: nil)
                rest.take(Array("all others".utf8), .own)
                list.append(rest)
            }
            return list.count - 1
        }
    }
}

extension PacketLayers {
    fileprivate var hasPorts: Bool {
        switch transport {
        case .tcp, .udp, .brokenTCP: true
        case .none, .icmp, .icmpv6, .igmp, .other: false
        }
    }
}
