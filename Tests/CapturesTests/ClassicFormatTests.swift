import Captures
import Testing

/// Classic pcap files; what is expected is what tshark 4.0.17 makes of the same bytes.
@Suite struct ClassicFormatTests {
    @Test(arguments: [false, true], [(0xA1B2_C3D4, 6), (0xA1B2_3C4D, 9), (0xA1B2_CD34, 6)])
    func readsEveryVariant(isBigEndian: Bool, variant: (magic: UInt32, digits: UInt8)) {
        let extra: [UInt8] = variant.magic == 0xA1B2_CD34 ? [1, 0, 0, 0, 0, 8, 0, 0] : []
        let raw = RawCapture.classic(variant.magic, isBigEndian: isBigEndian)
            .record(extra: extra).record(Array(1...33), fraction: 6, original: 99, extra: extra)
        let contents = CaptureContents(raw.bytes)
        #expect(contents.error == nil)
        #expect(contents.packets.map(\.bytes) == [RawCapture.frame, Array(1...33)])
        let unit: Int64 = variant.digits == 9 ? 1 : 1000
        #expect(
            contents.packets.map(\.time) == [
                1_000_000_000_000 + 5 * unit, 1_000_000_000_000 + 6 * unit,
            ])
        #expect(contents.packets.map(\.originalCount) == [60, 99])
        #expect(contents.packets.allSatisfy { $0.timeDigits == variant.digits })
        #expect(contents.packets.allSatisfy { $0.linkType == 1 && $0.interface == 0 })
        #expect(contents.metadata.isBigEndian == isBigEndian)
        #expect(contents.metadata.snapLength == 262_144)
    }

    @Test func takesTheLinkTypeWithoutTheBitsAboveIt() {
        let raw = RawCapture.classic(linkType: 0x4400_0071).record()
        #expect(CaptureContents(raw.bytes).packets.map(\.linkType) == [0x71])
    }

    /// tshark does not count what libpcap puts in front of these links' packets.
    @Test(arguments: [(1, 60), (201, 56), (245, 58), (204, 59), (209, 55)])
    func countsWhatTsharkCounts(_ it: (linkType: Int, count: Int)) {
        let classic = RawCapture.classic(linkType: it.linkType).record()
        #expect(CaptureContents(classic.bytes).packets.map(\.originalCount) == [it.count])
        let pcapng = RawCapture.pcapng().interface(linkType: it.linkType).packet()
        #expect(CaptureContents(pcapng.bytes).packets.map(\.originalCount) == [it.count])
    }

    /// Before version 2.3 the sizes stood the other way round, in 2.3 they may.
    @Test(
        arguments: [(2, 2, 60, 100), (2, 3, 60, 100), (543, 0, 60, 100)]
            as [(UInt16, UInt16, Int, Int)])
    func readsSizesInTheOldOrder(_ it: (major: UInt16, minor: UInt16, captured: Int, original: Int))
    {
        let raw = RawCapture.classic(version: (it.major, it.minor))
            .record(captured: it.original, original: it.captured)
        let packets = CaptureContents(raw.bytes).packets
        #expect(packets.map(\.bytes.count) == [it.captured])
        #expect(packets.map(\.originalCount) == [it.original])
    }

    @Test(arguments: [(2, 3), (2, 4), (2, 5), (3, 0)] as [(UInt16, UInt16)])
    func readsLaterVersions(version: (UInt16, UInt16)) {
        let contents = CaptureContents(RawCapture.classic(version: version).record().bytes)
        #expect(contents.packets.count == 1 && contents.error == nil)
    }

    @Test func refusesVersionsBeforeTwo() {
        let contents = CaptureContents(RawCapture.classic(version: (1, 9)).record().bytes)
        #expect(contents.error == .unsupportedVersion(.pcap, major: 1, minor: 9))
    }

    @Test func acceptsMoreCapturedThanOriginal() {
        let raw = RawCapture.classic().record(original: 30).record(original: 0)
            .record([], original: 60).record(original: -1)
        let packets = CaptureContents(raw.bytes).packets
        #expect(packets.map(\.originalCount) == [30, 0, 60, Int(Int32.max)])
        #expect(packets.map(\.bytes.count) == [60, 60, 0, 60])
    }

    @Test func readsTheLongestPacketAndRefusesALongerOne() {
        let longest = [UInt8](repeating: 1, count: 262_144)
        let raw = RawCapture.classic().record().record(longest).record().record(longest + [1])
        let contents = CaptureContents(raw.bytes)
        #expect(contents.packets.map(\.bytes.count) == [60, 262_144, 60])
        #expect(
            contents.error
                == .malformed(
                    .packetTooLong(262_145, maximum: 262_144),
                    offset: 24 + 76 + 16 + 262_144 + 76))
    }

    @Test(arguments: [0xFFFF_FFFF, 0x8000_0000, 0x7FFF_FFFF, 262_145])
    func refusesLengthsThatLie(length: Int) {
        let raw = RawCapture.classic().record().record(captured: length)
        let contents = CaptureContents(raw.bytes)
        #expect(contents.packets.count == 1)
        #expect(
            contents.error == .malformed(.packetTooLong(length, maximum: 262_144), offset: 100))
    }
}
