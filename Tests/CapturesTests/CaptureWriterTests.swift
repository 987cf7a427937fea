import Bytes
import Captures
import Foundation
import LiveCapture
import Testing

/// What is written is read back as it was, by our reader and by libpcap.
@Suite struct CaptureWriterTests {
    private static let times: [Int64] = [0, 1_000_000_005_000, 2_147_483_647_999_999_000]

    private static func interface(_ linkType: UInt16) -> CaptureMetadata.Interface {
        var interface = CaptureMetadata.Interface()
        interface.linkType = linkType
        interface.snapLength = 262_144
        return interface
    }

    @Test(arguments: [false, true])
    func classicCapturesComeBack(isBigEndian: Bool) throws {
        for isFine in [false, true] {
            var writer = CaptureWriter(
                isFine ? .nanosecondPcap : .pcap, to: MemorySink(),
                interface: Self.interface(113), isBigEndian: isBigEndian)
            for (index, time) in Self.times.enumerated() {
                let bytes = [UInt8](repeating: UInt8(index), count: 10 * index)
                try writer.append(
                    bytes.rawSpan, time: time + (isFine ? 7 : 0), originalCount: 1000)
            }
            try writer.finish()
            let contents = CaptureContents(writer.sink.bytes)
            #expect(contents.error == nil)
            #expect(contents.packets.map(\.time) == Self.times.map { $0 + (isFine ? 7 : 0) })
            #expect(contents.packets.map(\.bytes.count) == [0, 10, 20])
            #expect(contents.packets.allSatisfy { $0.originalCount == 1000 })
            #expect(contents.packets.allSatisfy { $0.linkType == 113 })
            #expect(contents.metadata.isBigEndian == isBigEndian)
            try Self.expectSame(writer.sink.bytes, contents)
        }
    }

    @Test(arguments: [false, true], [6, 9, 3, 0x94] as [UInt8])
    func pcapngCapturesComeBack(isBigEndian: Bool, resolution: UInt8) throws {
        var section = CaptureMetadata.Section()
        section.isBigEndian = isBigEndian
        section.comments = ["first", "zweiter – ü"]
        (section.hardware, section.operatingSystem) = ("abacus", "none")
        section.application = "earshot"
        var first = Self.interface(1)
        first.setResolution(resolution)
        (first.name, first.description, first.filter) = ("lo", "Loopback", "tcp port 1883")
        (first.operatingSystem, first.hardware) = ("Linux", "wire")
        (first.speed, first.timeOffset, first.comments) = (1_000_000_000, -3600, ["an interface"])
        var second = Self.interface(1)
        second.number = 1
        var writer = CaptureWriter(
            .pcapng, to: MemorySink(), interface: first, section: section,
            isBigEndian: isBigEndian)
        #expect(writer.addInterface(second) == 1)
        let secrets = CaptureMetadata.Secrets(
            type: CaptureMetadata.Secrets.tlsKeyLog, bytes: Array("CLIENT_RANDOM 1 2".utf8))
        writer.append(secrets)
        let names = [
            CaptureMetadata.NameRecord(address: [127, 0, 0, 1], names: ["localhost", "here"]),
            CaptureMetadata.NameRecord(address: Array(1...16), names: ["six"]),
        ]
        writer.append(names)
        let frame = RawCapture.frame
        try writer.append(frame.rawSpan, time: 1_000_000_000_000, comments: ["why", "not"])
        try writer.append(frame.rawSpan, time: 1_001_000_005_000, interface: 1)
        var statistics = CaptureMetadata.Statistics()
        (statistics.received, statistics.dropped, statistics.blockCount) = (10, 3, 1)
        writer.append(statistics, interface: 1)
        try writer.finish()

        let contents = CaptureContents(writer.sink.bytes)
        #expect(contents.error == nil)
        #expect(contents.packets.map(\.time) == [1_000_000_000_000, 1_001_000_005_000])
        #expect(contents.packets.map(\.interface) == [0, 1])
        #expect(contents.comments == [["why", "not"], []])
        #expect(contents.metadata.packetComments.commentCount == 2)
        #expect(contents.metadata.packetComments.packetCount == 1)
        #expect(contents.metadata.sections == [section])
        second.statistics = statistics
        #expect(contents.metadata.interfaces == [first, second])
        #expect(contents.metadata.secrets == [secrets])
        #expect(contents.metadata.nameRecords.map(\.names) == names.map(\.names))
        #expect(contents.metadata.nameRecords.map(\.address) == names.map(\.address))
        // libpcap counts in other units, and rounds, where they are powers of two.
        if resolution < 0x80 { try Self.expectSame(writer.sink.bytes, contents) }
    }

    private static func expectSame(_ bytes: [UInt8], _ ours: CaptureContents) throws {
        let path = NSTemporaryDirectory() + "earshot-writer-\(UUID().uuidString).pcap"
        try Data(bytes).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let theirs = try #require(LibpcapRefereeTests.libpcap(path))
        #expect(theirs.error == nil)
        #expect(theirs.packets.map(\.time) == ours.packets.map(\.time))
        #expect(theirs.packets.map(\.bytes) == ours.packets.map(\.bytes))
    }
}
