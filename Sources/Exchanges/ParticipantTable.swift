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

    /// Of more participants, the rest are one.
    public static var countMax: Int { 262_144 }
    private static var recentBits: Int { 12 }

    public init() {
        recent = StableArray(repeating: Recent(), count: 1 << Self.recentBits)
    }

    enum Side { case source, destination }

    /// The number of a packet's sender or receiver.
    mutating func number(
        of side: Side, _ layers: borrowing PacketLayers, _ packet: RawSpan
    ) -> Int {
        let isSource = side == .source
        let port = isSource ? layers.sourcePort : layers.destinationPort
        let key = Self.key(
            isSource ? layers.sourceColumn : layers.destinationColumn,
            isSource ? layers.source : layers.destination, port, layers,
            link: isSource ? layers.linkSource : layers.linkDestination, packet)
        let place = Self.place(key)
        let known = recent[place]
        if known.key == key, known.index >= 0 { return known.index }
        let index: Int
        if let known = indexes[key] {
            index = known
        } else {
            index = add(key, port, Self.address(of: side, layers, packet))
        }
        recent[place] = Recent(key: key, index: index)
        return index
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

    private static func address(
        of side: Side, _ layers: borrowing PacketLayers, _ packet: RawSpan
    ) -> [UInt8] {
        var text = TextBuffer(capacity: 64)
        switch side {
        case .source: AddressText.appendSource(layers, of: packet, to: &text)
        case .destination: AddressText.appendDestination(layers, of: packet, to: &text)
        }
        var address: [UInt8] = []
        address.append(text.bytes, xor: 0, phase: 0)
        return address
    }

    private mutating func add(_ key: Key, _ port: UInt16, _ address: [UInt8]) -> Int {
        guard list.count < Self.countMax - 1 else { return others }
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
