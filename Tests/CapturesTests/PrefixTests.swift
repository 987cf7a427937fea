import Captures
import TestKit
import Testing

/// Files cut anywhere, and files with bytes changed.
@Suite struct PrefixTests {
    static let captures: [(name: String, raw: RawCapture)] = [false, true].flatMap { isBigEndian in
        [
            (
                "classic",
                RawCapture.classic(isBigEndian: isBigEndian).record().record([])
                    .record(Array(1...33)).record(original: 99)
            ),
            (
                "modified",
                RawCapture.classic(0xA1B2_CD34, isBigEndian: isBigEndian)
                    .record(extra: Array(1...8)).record(extra: Array(1...8))
            ),
            ("pcapng", pcapng(isBigEndian)),
        ]
    }

    private static func pcapng(_ isBigEndian: Bool) -> RawCapture {
        let raw = RawCapture.pcapng(isBigEndian: isBigEndian)
        return raw.interface(raw.option(2, Array("lo".utf8))).packet()
            .packet(Array(1...33), options: raw.option(1, Array("why".utf8)) + raw.option(0, []))
            .block(4, raw.option(1, [127, 0, 0, 1, 65, 0]) + raw.option(0, []))
            .simplePacket().block(0x77, [1, 2, 3, 4]).obsoletePacket()
            .block(5, raw.encode32([0, 0, 0]) + raw.option(4, raw.encode(9 as UInt64)))
            .packet()
    }

    /// Where each record ends, and whether it is a packet: told by the lengths alone.
    static func ends(_ raw: RawCapture) -> [(end: Int, isPacket: Bool)] {
        func load(_ offset: Int) -> Int {
            let four = raw.bytes[offset..<(offset + 4)]
            let ordered = raw.isBigEndian ? Array(four) : four.reversed()
            return ordered.reduce(0) { $0 << 8 | Int($1) }
        }
        var ends: [(Int, Bool)] = []
        let isPcapng = raw.bytes[0] == 0x0A
        let header = load(0) == 0xA1B2_CD34 ? 24 : 16
        var offset = isPcapng ? 0 : 24
        while offset < raw.bytes.count {
            let isPacket = !isPcapng || [2, 3, 6].contains(load(offset))
            offset += isPcapng ? load(offset + 4) : header + load(offset + 8)
            ends.append((offset, isPacket))
        }
        return ends
    }

    @Test(arguments: captures.indices) func readsExactlyWhatIsWhole(index: Int) throws {
        let raw = Self.captures[index].raw
        let whole = CaptureContents(raw.bytes)
        let ends = Self.ends(raw)
        try #require(whole.error == nil && whole.packets.count == ends.filter(\.isPacket).count)
        let start = raw.bytes[0] == 0x0A ? 12 : 24
        for count in start..<raw.bytes.count {
            for window in [32, 1024] {
                let contents = CaptureContents(
                    Array(raw.bytes[..<count]), windowByteCount: window)
                let expected = ends.count { $0.isPacket && $0.end <= count }
                #expect(contents.packets == Array(whole.packets.prefix(expected)), "\(count)")
                let last = ends.last { $0.end <= count }?.end ?? (start == 24 ? 24 : 0)
                let isClean = last == count
                #expect(contents.error == (isClean ? nil : .cutShort(offset: last)), "\(count)")
                #expect(contents.metadata.isCutShort == !isClean)
            }
        }
    }

    @Test func saysOfTooFewBytesWhatTheyAre() {
        #expect(CaptureContents([]).error == .emptyFile)
        #expect(CaptureContents([0xD4]).error == .notACapture(firstBytes: [0xD4]))
        #expect(
            CaptureContents(Array("Hello".utf8)).error
                == .notACapture(firstBytes: Array("Hell".utf8)))
        for count in 4..<24 {
            let start = Array(RawCapture.classic().bytes[..<count])
            #expect(CaptureContents(start).error == .cutShort(offset: 0))
        }
        for count in 4..<28 {
            let start = Array(RawCapture.pcapng().bytes[..<count])
            #expect(CaptureContents(start).error == .cutShort(offset: 0))
        }
    }

    @Test(arguments: captures.indices, 0..<20 as Range<UInt64>)
    func survivesChangedBytes(index: Int, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            var bytes = Self.captures[index].raw.bytes
            for _ in 0...Int.random(in: 0..<4, using: &generator) {
                let place = Int.random(in: bytes.indices, using: &generator)
                bytes[place] = UInt8.random(in: 0...255, using: &generator)
            }
            let tight = CaptureContents(bytes, windowByteCount: 32)
            let wide = CaptureContents(bytes, windowByteCount: 4096)
            #expect(tight.packets == wide.packets)
            #expect(tight.error == wide.error)
        }
    }
}
