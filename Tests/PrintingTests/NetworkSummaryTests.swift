import Bytes
import Packets
import Printing
import TestKit
import Testing

/// Rows that depend on packets before them, and the limits of what is remembered of those; all
/// words are compared with tshark's in GoldenTests.
@Suite struct NetworkSummaryTests {
    static func row(
        _ bytes: [UInt8], number: Int, _ state: inout NetworkState
    ) -> String {
        var layers = PacketLayers()
        PacketDecoder.decode(
            bytes.rawSpan, originalCount: bytes.count, link: .ethernet, into: &layers)
        var text = TextBuffer()
        let packet = PacketContext(number: number, originalCount: bytes.count, linkType: 1)
        _ = NetworkSummary.append(bytes.rawSpan, layers, packet, &state, to: &text)
        return text.text
    }

    /// A request has type 8; a reply's checksum is larger by the difference of the types.
    static func echo(_ sequence: UInt8, isReply: Bool) -> [UInt8] {
        let message: [UInt8] = [isReply ? 0 : 8, 0, isReply ? 0x18 : 0x10, 0, 0, 7, 0, sequence]
        let header: [UInt8] = [0x45, 0, 0, 28, 0, 0, 0, 0, 64, 1, 0, 0]
        let ends: [UInt8] = isReply ? [10, 0, 0, 2, 10, 0, 0, 1] : [10, 0, 0, 1, 10, 0, 0, 2]
        return Array(repeating: 2, count: 12) + [8, 0] + header + ends + message
    }

    static func announcement(_ host: UInt8, of address: UInt8) -> [UInt8] {
        let ends: [UInt8] =
            [2, 0, 0, 0, 0, host, 10, 0, 0, address, 0, 0, 0, 0, 0, 0, 10, 0, 0, address]
        return Array(repeating: 2, count: 12) + [8, 6, 0, 1, 8, 0, 6, 4, 0, 1] + ends
    }

    @Test func findsTheRequestOfAReply() {
        var state = NetworkState()
        _ = Self.row(Self.echo(1, isReply: false), number: 1, &state)
        _ = Self.row(Self.echo(1, isReply: false), number: 2, &state)
        let answers = (3...4).map { Self.row(Self.echo(1, isReply: true), number: $0, &state) }
        #expect(
            answers == [
                "Echo (ping) reply    id=0x0007, seq=1/256, ttl=64 (request in 2)",
                "Echo (ping) reply    id=0x0007, seq=1/256, ttl=64",
            ])
    }

    @Test func forgetsTheFirstRequestsAtTheLimit() {
        var limits = NetworkState.Limits()
        limits.echoRequestCountMax = 2
        var state = NetworkState(limits: limits)
        for sequence in 1...3 as ClosedRange<UInt8> {
            _ = Self.row(Self.echo(sequence, isReply: false), number: Int(sequence), &state)
        }
        let found = (1...3 as ClosedRange<UInt8>).map {
            Self.row(Self.echo($0, isReply: true), number: 9, &state).contains("request in \($0)")
        }
        #expect(found == [false, true, true])
    }

    @Test func saysWhenAnAddressIsUsedTwice() {
        var state = NetworkState()
        #expect(
            Self.row(Self.announcement(1, of: 5), number: 1, &state)
                == "ARP Announcement for 10.0.0.5")
        #expect(
            Self.row(Self.announcement(2, of: 5), number: 2, &state)
                == "ARP Announcement for 10.0.0.5 (duplicate use of 10.0.0.5 detected!)")
    }

    @Test func forgetsTheFirstOwnersAtTheLimit() {
        var limits = NetworkState.Limits()
        limits.hardwareAddressCountMax = 2
        var state = NetworkState(limits: limits)
        for address in 1...3 as ClosedRange<UInt8> {
            _ = Self.row(Self.announcement(1, of: address), number: 1, &state)
        }
        // The third one made the first one go; a look at the second one changes nothing.
        #expect(Self.row(Self.announcement(2, of: 2), number: 2, &state).contains("duplicate"))
        #expect(!Self.row(Self.announcement(2, of: 1), number: 3, &state).contains("duplicate"))
    }

    /// Whatever stands in a packet, a row comes out of it and nothing of it reaches the terminal raw.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func writesARowForAnyBytes(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var state = NetworkState()
        let numbers: [UInt8] = [0, 1, 2, 4, 6, 17, 41, 43, 44, 50, 51, 58, 59, 60, 89, 200]
        for number in 1...3000 {
            var bytes = (0..<Int.random(in: 14...120, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let types: [[UInt8]] = [[8, 0], [0x86, 0xDD], [8, 6], [0x81, 0], [0, 30]]
            bytes.replaceSubrange(12..<14, with: types.randomElement(using: &generator) ?? [8, 0])
            if bytes.count > 50 {
                let isIPv6 = bytes[12] == 0x86
                bytes[14] = isIPv6 ? 0x60 : 0x45
                bytes[isIPv6 ? 20 : 23] = numbers.randomElement(using: &generator) ?? 1
                if !isIPv6 { bytes.replaceSubrange(16..<22, with: [0, 100, 0, 1, 0, 0]) }
            }
            let text = Self.row(bytes, number: number, &state)
            #expect(text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "\(bytes)")
        }
    }
}
