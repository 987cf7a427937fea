import Captures
import Testing

/// pcapng files; what is expected is what tshark 4.0.17 makes of the same bytes.
@Suite struct PcapngFormatTests {
    @Test(arguments: [false, true]) func readsPacketsOfAllKinds(isBigEndian: Bool) {
        let raw = RawCapture.pcapng(isBigEndian: isBigEndian).interface()
            .packet(original: 100).simplePacket().simplePacket(Array(1...33)).obsoletePacket()
        let contents = CaptureContents(raw.bytes)
        #expect(contents.error == nil)
        #expect(contents.packets.map(\.time) == [1_000_000_005_000, nil, nil, 1_000_000_005_000])
        #expect(contents.packets.map(\.originalCount) == [100, 60, 33, 60])
        let frame = RawCapture.frame
        #expect(contents.packets.map(\.bytes) == [frame, frame, Array(1...33), frame])
        #expect(contents.packets.allSatisfy { $0.interface == 0 && $0.linkType == 1 })
    }

    /// Where a simple packet was cut, only the interface says.
    @Test func cutsSimplePacketsWhereTheInterfaceDoes() {
        let raw = RawCapture.pcapng().interface(snapLength: 30)
            .simplePacket(Array(1...30), original: 100)
        let packets = CaptureContents(raw.bytes).packets
        #expect(packets.map(\.bytes) == [Array(1...30)])
        #expect(packets.map(\.originalCount) == [100])
    }

    @Test func numbersInterfacesOverSectionsOfBothByteOrders() {
        var raw = RawCapture.pcapng().interface().interface(linkType: 101)
            .packet(interface: 1).packet()
        raw.isBigEndian = true
        raw = raw.section().interface(linkType: 113, raw.option(9, [9])).packet(units: 77)
        raw.isBigEndian = false
        raw = raw.section().interface(linkType: 0).packet()
        let contents = CaptureContents(raw.bytes)
        #expect(contents.error == nil)
        #expect(contents.packets.map(\.interface) == [1, 0, 2, 3])
        #expect(contents.packets.map(\.linkType) == [101, 1, 113, 0])
        #expect(contents.packets[2].time == 77)
        #expect(contents.metadata.interfaces.map(\.section) == [0, 0, 1, 2])
        #expect(contents.metadata.interfaces.map(\.number) == [0, 1, 0, 0])
    }

    /// The decimals are those of tshark's Time column.
    @Test(
        arguments: [
            (0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (5, 3), (6, 6), (7, 6), (8, 6), (9, 9), (12, 9),
            (20, 9), (0x81, 0), (0x83, 0), (0x84, 1), (0x87, 2), (0x8A, 3), (0x93, 3), (0x94, 6),
            (0x9D, 6), (0x9E, 9), (0xBF, 9), (0xC0, 9), (0xFF, 9),
        ] as [(UInt8, UInt8)])
    func showsAsManyDecimalsAsTheResolutionIsWorth(_ it: (resolution: UInt8, digits: UInt8)) {
        let raw = RawCapture.pcapng()
        let packets = CaptureContents(
            raw.interface(raw.option(9, [it.resolution])).packet(units: 1).bytes
        ).packets
        #expect(packets.map(\.timeDigits) == [it.digits])
    }

    @Test(
        arguments: [
            (0, 7, 7_000_000_000), (3, 1_000_123, 1_000_123_000_000), (6, 5, 5000), (9, 5, 5),
            (12, 1_000_000_002_000, 1_000_000_002), (0x94, 3_000_001, 2_861_023_902),
            (0x8A, 3_000_001, 2_929_688_476_562), (0x81, 3, 1_500_000_000),
            (0x80, .max, .max), (0, .max, .max), (9, .max, .max), (127, .max, 0), (0xC0, .max, 0),
        ] as [(UInt8, UInt64, Int64)])
    func convertsTimesOfEveryResolution(
        _ it: (resolution: UInt8, units: UInt64, time: Int64)
    ) {
        let raw = RawCapture.pcapng()
        let packets = CaptureContents(
            raw.interface(raw.option(9, [it.resolution])).packet(units: it.units).bytes
        ).packets
        #expect(packets.map(\.time) == [it.time])
    }

    @Test(
        arguments: [
            (-5, 995_000_005_000), (1, 1_001_000_005_000), (.max, .max),
            (.min, .min + 1_000_000_005_000),
        ] as [(Int64, Int64)])
    func addsTheInterfacesTimeOffset(_ it: (offset: Int64, time: Int64)) {
        let raw = RawCapture.pcapng()
        let packets = CaptureContents(
            raw.interface(raw.option(14, raw.encode(it.offset))).packet().bytes
        ).packets
        #expect(packets.map(\.time) == [it.time])
    }

    @Test func listsWhatIsNoPacketAsTsharkDoes() {
        let entry = Array("__REALTIME_TIMESTAMP=1600000000123456\nMESSAGE=hello\n\n".utf8)
        let raw = RawCapture.pcapng()
        var event = raw.encode(1 as UInt16) + raw.encode(1_000_000_000_007 as UInt64)
        event += raw.encode(42 as UInt64) + raw.encode(26 as UInt32) + raw.encode(3 as UInt16)
        let whole = raw.interface().block(0xBAD, raw.encode32([32473]) + Array("hello".utf8))
            .block(0x4000_0BAD, raw.encode32([32473])).block(9, entry)
            .block(0x204, event + [1, 2, 3, 4]).packet()
        let contents = CaptureContents(whole.bytes)
        #expect(contents.error == nil)
        #expect(
            contents.packets.map(\.kind) == [
                .customBlock, .customBlock, .journalEntry, .systemEvent, .packet,
            ])
        #expect(
            contents.packets.map(\.time) == [
                nil, nil, 1_600_000_000_123_456_000, 1_000_000_000_007, 1_000_000_005_000,
            ])
        #expect(contents.packets.map(\.originalCount) == [8, 0, entry.count, 26, 60])
        #expect(contents.packets.map(\.bytes.count) == [8, 0, entry.count, 4, 60])
        #expect(contents.packets.map(\.interface) == [nil, nil, nil, nil, 0])
    }

    @Test func stepsOverBlocksThatNobodyKnows() {
        let raw = RawCapture.pcapng().interface().packet().block(0x8000_0001, [1, 2, 3, 4])
            .block(0x77, [UInt8](repeating: 9, count: 100_000)).packet()
        let contents = CaptureContents(raw.bytes)
        #expect(contents.packets.count == 2 && contents.error == nil)
        #expect(contents.metadata.unknownBlockCount == 2)
    }

    /// As some writers do: the length is that of the bytes without padding.
    @Test func roundsBlockLengthsUp() {
        let raw = RawCapture.pcapng()
        let body = raw.encode32([0, 0, 5, 61, 61]) + RawCapture.frame + [1]
        let whole = raw.interface().block(6, body, length: 93, second: 93).packet()
        let contents = CaptureContents(whole.bytes)
        #expect(contents.packets.map(\.bytes.count) == [61, 60] && contents.error == nil)
    }

    @Test func readsPacketsOfDBusThatAreLongerThanFrames() {
        let long = [UInt8](repeating: 3, count: 1 << 21)
        let raw = RawCapture.pcapng().interface(linkType: 231).packet(long).packet()
        let contents = CaptureContents(raw.bytes)
        #expect(contents.packets.map(\.bytes.count) == [1 << 21, 60] && contents.error == nil)
    }
}
