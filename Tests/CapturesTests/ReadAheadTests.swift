import Captures
import Foundation
import TestKit
import Testing

/// Captures so long that a thread of its own reads them.
@Suite struct ReadAheadTests {
    /// Packets of all sizes, up to the longest that there are.
    private static let frames: [[UInt8]] = {
        var random = SeededGenerator(seed: 7)
        var sizes = (0..<400).map { _ in Int.random(in: 0...40_000, using: &random) }
        for index in 50..<58 { sizes[index] = 262_144 - index % 3 }
        return sizes.map { size in (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
    }()

    /// Written piece by piece: a value with all of it would be copied for each packet.
    private static let bytes: [UInt8] = {
        let start = RawCapture.classic()
        return frames.enumerated().reduce(into: start.bytes) { bytes, frame in
            bytes += start.encode32([1000, frame.offset, frame.element.count, frame.element.count])
            bytes += frame.element
        }
    }()

    private static func withFile<Value>(
        _ bytes: some DataProtocol, _ body: (String) throws -> Value
    ) throws -> Value {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent(
            UUID().uuidString + ".pcap")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url.path)
    }

    private static func read(_ path: String, window: Int = 1 << 18) throws -> CaptureContents {
        var limits = CaptureReader.Limits()
        limits.windowByteCount = window
        var reader = try CaptureReader(path: path, limits: limits)
        return CaptureContents(&reader)
    }

    @Test(arguments: [1 << 12, 1 << 16, 1 << 18]) func readsWhatIsThere(window: Int) throws {
        let contents = try Self.withFile(Self.bytes) { try Self.read($0, window: window) }
        #expect(contents.error == nil)
        #expect(contents.packets.map(\.bytes) == Self.frames)
    }

    /// Where the file ends inside a block, between two, or in a record that needs several.
    @Test func tellsWhereAFileEndsEarly() throws {
        for cut in [1, 300_000, 5_000_000, Self.bytes.count - 1_500_000] {
            let contents = try Self.withFile(Self.bytes.dropLast(cut)) { try Self.read($0) }
            let whole = contents.packets.count
            #expect(contents.packets.map(\.bytes) == Array(Self.frames.prefix(whole)))
            let offset = Self.frames.prefix(whole).reduce(24) { $0 + 16 + $1.count }
            #expect(contents.error == .cutShort(offset: offset))
        }
    }

    /// A block of a capture that is longer than what is read at a time.
    @Test func putsTogetherWhatIsLonger() throws {
        let secrets = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 % 251) }
        var raw = RawCapture.pcapng().interface()
        for _ in 0..<3000 { raw = raw.packet(Array(repeating: 5, count: 1000)) }
        raw = raw.block(10, raw.encode32([0x544C_534B, secrets.count]) + secrets).packet()
        let contents = try Self.withFile(raw.bytes) { try Self.read($0, window: 1 << 16) }
        #expect(contents.error == nil && contents.packets.count == 3001)
        #expect(contents.metadata.secrets.map(\.bytes) == [secrets])
    }

    @Test func unpacksAheadToo() throws {
        let contents = try Self.withFile(Self.bytes) { path in
            let gzip = Process()
            gzip.executableURL = URL(fileURLWithPath: "/bin/gzip")
            gzip.arguments = ["-1", "--keep", path]
            try gzip.run()
            gzip.waitUntilExit()
            defer { try? FileManager.default.removeItem(atPath: path + ".gz") }
            return try Self.read(path + ".gz")
        }
        #expect(contents.error == nil)
        #expect(contents.packets.map(\.bytes) == Self.frames)
    }

    /// Who reads no further leaves nobody behind that still reads.
    @Test func endsWithItsReader() throws {
        try Self.withFile(Self.bytes) { path in
            for _ in 0..<20 {
                var limits = CaptureReader.Limits()
                limits.windowByteCount = 1 << 12
                var reader = try CaptureReader(path: path, limits: limits)
                var batch = PacketBatch()
                for _ in 0..<30 { _ = try reader.next(&batch) }
            }
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").allSatisfy {
                    (try? FileManager.default.destinationOfSymbolicLink(
                        atPath: "/proc/self/fd/" + $0))
                        != path
                })
        }
    }
}
