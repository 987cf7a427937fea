import Bytes
import Packets
import TestKit
import Testing

@Suite struct DefragmenterTests {
    struct Piece {
        var offset: Int
        var bytes: [UInt8]
        var isLast: Bool
    }

    static let datagram = TestPacket.udp(Array(0..<56))

    static func packet(_ piece: Piece, identification: Int = 1) -> [UInt8] {
        TestPacket.ethernet(
            0x0800,
            TestPacket.ipv4(
                17, piece.bytes, fragment: piece.offset / 8 | (piece.isLast ? 0 : 0x2000),
                identification: identification))
    }

    /// Hands the packets over; returns the datagram once it is whole, from its transport on.
    static func run(
        _ packets: [[UInt8]], _ defragmenter: inout Defragmenter, link: LinkType = .ethernet
    ) -> (bytes: [UInt8], layers: PacketLayers)? {
        for packet in packets {
            var layers = PacketDecoderTests.decode(packet, link)
            guard layers.flags.contains(.fragment),
                defragmenter.receive(packet.rawSpan, into: &layers)
            else { continue }
            return (Array(defragmenter.datagram[Int(layers.transportOffset)...]), layers)
        }
        return nil
    }

    @Test func joinsFragmentsInEveryOrder() {
        let pieces = (0..<4).map { index in
            Piece(
                offset: index * 16, bytes: Array(Self.datagram[(index * 16)..<(index * 16 + 16)]),
                isLast: index == 3)
        }
        for order in permutations(Array(0..<4)) {
            var defragmenter = Defragmenter()
            let packets = order.map { Self.packet(pieces[$0]) }
            let whole = Self.run(packets, &defragmenter)
            #expect(whole?.bytes == Self.datagram, "\(order)")
            #expect(whole?.layers.transport == .udp, "\(order)")
            #expect(whole?.layers.payloadCount == 56, "\(order)")
            #expect(defragmenter.unfinishedCount == 0)
            #expect(Self.run(packets.dropLast(), &defragmenter) == nil, "\(order)")
        }
    }

    private func permutations(_ items: [Int]) -> [[Int]] {
        items.isEmpty
            ? [[]]
            : items.flatMap { first in
                permutations(items.filter { $0 != first }).map { [first] + $0 }
            }
    }

    @Test func joinsFragmentsOfIPv6() {
        var defragmenter = Defragmenter()
        let packets = [(24, true), (0, false)].map { offset, isLast in
            let part = Array(isLast ? Self.datagram[24...] : Self.datagram[..<24])
            return TestPacket.ipv6(
                44, TestPacket.fragmentHeader(17, offset: offset, isLast: isLast, part))
        }
        let whole = Self.run(packets, &defragmenter, link: .ipv6)
        #expect(whole?.bytes == Self.datagram)
        #expect(whole?.layers.sourcePort == 5000)
    }

    /// Against a map of bytes: earlier in the datagram wins, and of the same place the first come.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func joinsOverlappingFragments(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var pieces: [Piece] = []
        for index in 0..<6 {
            let offset = Int.random(in: 0...5, using: &generator) * 8
            let count = Int.random(in: 1...4, using: &generator) * 8
            let bytes = Array(repeating: UInt8(index + 1), count: min(count, 64 - offset))
            pieces.append(Piece(offset: offset, bytes: bytes, isLast: false))
        }
        pieces.append(
            Piece(offset: 56, bytes: Array(repeating: 9, count: 8), isLast: true))
        pieces.shuffle(using: &generator)
        // Those that arrive after the datagram is whole belong to the next one.
        var expected: [UInt8]?
        for count in 1...pieces.count where expected == nil {
            expected = map(Array(pieces[..<count]))
        }
        var defragmenter = Defragmenter()
        let whole = Self.run(pieces.map { Self.packet($0) }, &defragmenter)
        #expect(whole?.bytes == expected)
    }

    private func map(_ pieces: [Piece]) -> [UInt8]? {
        var bytes = [(value: UInt8, offset: Int)?](repeating: nil, count: 64)
        guard pieces.contains(where: \.isLast) else { return nil }
        for piece in pieces {
            for (index, value) in piece.bytes.enumerated() {
                let place = piece.offset + index
                if let there = bytes[place], there.offset <= piece.offset { continue }
                bytes[place] = (value, piece.offset)
            }
        }
        return bytes.contains { $0 == nil } ? nil : bytes.compactMap { $0?.value }
    }

    @Test func keepsDatagramsApart() {
        var defragmenter = Defragmenter()
        let first = Piece(offset: 0, bytes: Array(Self.datagram[..<32]), isLast: false)
        let last = Piece(offset: 32, bytes: Array(Self.datagram[32...]), isLast: true)
        let packets = [
            Self.packet(first, identification: 1), Self.packet(last, identification: 2),
        ]
        #expect(Self.run(packets, &defragmenter) == nil)
        #expect(defragmenter.unfinishedCount == 2)
    }

    @Test func givesUpTheOldestAtItsLimits() {
        var limits = Defragmenter.Limits()
        limits.datagramCountMax = 3
        limits.byteCountMax = 100
        limits.fragmentCountMax = 5
        var defragmenter = Defragmenter(limits: limits)
        let first = Piece(offset: 0, bytes: Array(Self.datagram[..<24]), isLast: false)
        for identification in 1...5 {
            _ = Self.run([Self.packet(first, identification: identification)], &defragmenter)
            #expect(defragmenter.unfinishedCount == min(3, identification))
        }
        #expect(defragmenter.totals.abandonedCount == 2)
        let last = Piece(offset: 24, bytes: Array(Self.datagram[24...]), isLast: true)
        #expect(Self.run([Self.packet(last, identification: 1)], &defragmenter) == nil)
        #expect(Self.run([Self.packet(last, identification: 5)], &defragmenter) != nil)
        // The same fragment again and again.
        let again = Self.packet(first, identification: 9)
        for _ in 0..<200 { _ = Self.run([again], &defragmenter) }
        #expect(defragmenter.unfinishedCount <= 3)
        #expect(defragmenter.totals.abandonedCount > 30)
    }

    @Test func leavesFragmentsAloneThatWereCut() {
        let first = Piece(offset: 0, bytes: Array(Self.datagram[..<24]), isLast: false)
        let packet = Self.packet(first)
        let layers = PacketDecoderTests.decode(
            Array(packet.dropLast(4)), originalCount: packet.count)
        #expect(layers.flags.contains(.loneFragment) && !layers.flags.contains(.fragment))
        // A first one is read as it is.
        #expect(layers.sourcePort == 5000)
    }
}
