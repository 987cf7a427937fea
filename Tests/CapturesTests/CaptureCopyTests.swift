import Captures
import Foundation
import Testing

/// What is copied says the same as what it was copied from.
@Suite struct CaptureCopyTests {
    @Test(arguments: Samples.names)
    func samplesComeBack(name: String) throws {
        let path = Samples.path(name)
        try expectSame(CaptureContents(path: path), copy(path))
    }

    @Test(arguments: [false, true])
    func everythingKnownComesBack(isBigEndian: Bool) throws {
        let path = try Self.file(Self.rich(isBigEndian: isBigEndian).bytes)
        let original = CaptureContents(path: path.path)
        try #require(original.error == nil)
        try #require(original.packets.count == 6)
        let (bytes, leftOut) = try Self.copy(path, .pcapng)
        #expect(leftOut == 0)
        expectSame(original, CaptureContents(bytes))
        // Copied again, not a byte is another.
        let again = try Self.file(bytes)
        #expect(try Self.copy(again, .pcapng).bytes == bytes)
    }

    /// Flags, drop counts and times finer than a nanosecond are in no record.
    @Test func optionsComeBackInTheOtherByteOrder() throws {
        let little = try Self.file(Self.rich(isBigEndian: false).bytes)
        let big = try Self.file(Self.rich(isBigEndian: true).bytes)
        #expect(try Self.copy(big, .pcapng).bytes == Self.copy(little, .pcapng).bytes)
    }

    @Test func leavesOutWhatIsNotToBeCopied() throws {
        var raw = RawCapture.pcapng().interface()
        raw = raw.packet(options: raw.option(19372, [1, 0, 0, 0, 7]) + raw.option(0, []))
        raw = raw.block(0x4000_0BAD, [9, 0, 0, 0, 1, 2, 3, 4])
        let path = try Self.file(raw.bytes)
        let (bytes, leftOut) = try Self.copy(path, .pcapng)
        #expect(leftOut == 1)
        #expect(
            bytes == Self.plainBeginning + RawCapture().packet().bytes)
    }

    /// A section and an interface as they are written: with a resolution, and the end of options.
    private static let plainBeginning: [UInt8] = {
        let raw = RawCapture()
        return raw.section(raw.option(0, []))
            .interface(raw.option(9, [6]) + raw.option(0, [])).bytes
    }()

    @Test(arguments: [CaptureCopy.Format.pcap, .nanosecondPcap])
    func classicCapturesHoldOneLinkType(format: CaptureCopy.Format) throws {
        let one = try Self.file(RawCapture.pcapng().interface().packet().packet().bytes)
        let two = try Self.file(
            RawCapture.pcapng().interface().interface(linkType: 101).packet()
                .packet(interface: 1).packet().bytes)
        let contents = CaptureContents(try Self.copy(one, format).bytes)
        #expect(contents.packets.map(\.bytes) == [RawCapture.frame, RawCapture.frame])
        #expect(contents.packets.map(\.time) == [1_000_000_005_000, 1_000_000_005_000])
        #expect(throws: CaptureError.mixedLinkTypes(1, 101)) { try Self.copy(two, format) }
    }

    /// A capture that begins with another interface than the one whose packets are copied.
    @Test func interfacesKeepTheirNumbers() throws {
        let raw = RawCapture.pcapng().interface().interface(linkType: 101).packet()
            .packet(interface: 1)
        let path = try Self.file(raw.bytes)
        let contents = CaptureContents(try Self.copy(path, .pcapng) { $0.linkType == 101 }.bytes)
        #expect(contents.packets.map(\.interface) == [1])
        #expect(contents.packets.map(\.linkType) == [101])
        #expect(contents.metadata.interfaces.map(\.linkType) == [1, 101])
    }
}

extension CaptureCopyTests {
    /// A capture with all that is read of one.
    private static func rich(isBigEndian: Bool) -> RawCapture {
        var raw = RawCapture(isBigEndian: isBigEndian)
        raw = raw.section(raw.option(1, Array("of a section".utf8)) + raw.option(2, [65]))
        let names = raw.option(2, Array("lo".utf8)) + raw.option(11, [0] + Array("udp".utf8))
        // Units of a picosecond, an address, a check sequence, speeds, a custom option.
        raw = raw.interface(
            names + raw.option(9, [12]) + raw.option(4, [127, 0, 0, 1, 255, 0, 0, 0])
                + raw.option(13, [4]) + raw.option(16, raw.encode(UInt64(10_000_000_000)))
                + raw.option(2988, raw.encode(UInt32(32473)) + Array("x".utf8)))
        raw = raw.interface(linkType: 101)
        raw = raw.block(10, raw.encode32([0x544C_534B, 5]) + Array("KEYS\n".utf8))
        raw = raw.block(
            4, raw.option(1, [127, 0, 0, 1] + Array("here".utf8) + [0]) + raw.option(0, []))
        raw = raw.packet(
            units: 1_700_000_000_123_456_789,
            options: raw.option(1, Array("one".utf8)) + raw.option(1, Array("two".utf8))
                + raw.option(2, raw.encode(UInt32(0x0102_0304)))
                + raw.option(3, [2, 1, 2, 3, 4]) + raw.option(4, raw.encode(UInt64(77)))
                + raw.option(7, [1] + raw.encode(UInt64(5)))
                + raw.option(2989, raw.encode(UInt32(32473)) + [1, 2, 3]) + raw.option(0, []))
        raw = raw.packet(interface: 1, units: 9, original: 500)
        raw = raw.simplePacket()
        raw = raw.block(0xBAD, raw.encode32([32473]) + Array("custom".utf8) + [0, 0])
        raw = raw.block(9, Array("__REALTIME_TIMESTAMP=1700000000000000\nMESSAGE=hello\n\n".utf8))
        raw = raw.obsoletePacket()
        let time = raw.encode32([1, 2])
        return raw.block(
            5, raw.encode32([0]) + time + raw.option(2, time) + raw.option(4, raw.encode(UInt64(3)))
        )
    }

    /// Goes with whoever holds it.
    private final class ScratchFile {
        let path = NSTemporaryDirectory() + "earshot-copy-\(UUID().uuidString)"

        deinit { try? FileManager.default.removeItem(atPath: path) }

        var bytes: [UInt8] {
            get throws { Array(try Data(contentsOf: URL(filePath: path))) }
        }
    }

    private static func file(_ bytes: [UInt8]) throws -> ScratchFile {
        let file = ScratchFile()
        try Data(bytes).write(to: URL(filePath: file.path))
        return file
    }

    private func copy(_ path: String) throws -> CaptureContents {
        CaptureContents(try Self.copy(path, .pcapng).bytes)
    }

    private static func copy(
        _ file: ScratchFile, _ format: CaptureCopy.Format,
        where isWanted: (PacketRecord) -> Bool = { _ in true }
    ) throws -> (bytes: [UInt8], leftOut: Int) {
        try copy(file.path, format, where: isWanted)
    }

    private static func copy(
        _ path: String, _ format: CaptureCopy.Format,
        where isWanted: (PacketRecord) -> Bool = { _ in true }
    ) throws -> (bytes: [UInt8], leftOut: Int) {
        let output = ScratchFile()
        let copy = try CaptureCopy(path: output.path, format: format)
        var reader = try CaptureReader(path: path)
        var batch = PacketBatch()
        do {
            while try reader.next(&batch) {
                for secrets in reader.takeSecrets() { copy.append(secrets, from: reader) }
                for index in 0..<batch.count where isWanted(batch[index]) {
                    copy.append(batch[index], from: reader)
                }
            }
        } catch {}
        copy.finish(reader)
        if let failure = copy.failure { throw failure }
        return (try output.bytes, copy.leftOutCount)
    }

    private func expectSame(_ one: CaptureContents, _ other: CaptureContents) {
        #expect(other.error == nil)
        #expect(one.packets == other.packets)
        #expect(one.comments == other.comments)
        #expect(one.metadata.secrets == other.metadata.secrets)
        #expect(Set(one.metadata.nameRecords) == Set(other.metadata.nameRecords))
        #expect(one.metadata.interfaces.count == other.metadata.interfaces.count)
        for (first, second) in zip(one.metadata.interfaces, other.metadata.interfaces) {
            var first = first
            // All sections become one.
            (first.section, first.number) = (second.section, second.number)
            first.statistics.blockCount = min(1, first.statistics.blockCount)
            #expect(first == second)
        }
        guard one.metadata.fileType == .pcapng else { return }
        var section = one.metadata.sections.first
        section?.isBigEndian = false
        #expect(section == other.metadata.sections.first)
    }
}
