import Captures
import Foundation
import Testing

/// Packed captures, recognised by what they hold.
@Suite struct CompressionTests {
    /// Twelve packets, one a microsecond after the other.
    static let plain: [UInt8] = (0..<12).reduce(RawCapture.classic()) { raw, index in
        raw.record(fraction: index)
    }.bytes

    /// The same, as the tools of that name pack it.
    static func packed(_ compression: Compression) throws -> [UInt8] {
        let text =
            switch compression {
            case .gzip:
                "H4sIAAAAAAACA7tyeNNCJgYWBgRgYWAEki+YITwbKP4PBkwgIUYOBlcGBhmQMgfBmnP1QBEQZrkkpsfA"
                    + "AZJnYmZhZWPn4OTi5uHl4xcQBJnFSEWzmKhoFjMVzWKholmsVDSLjYpmsVPRLA4qmsVJRbO4qGgWN5XM"
                    + "AgA+2WEwqAMAAA=="
            case .zstd:
                "KLUv/QRopQMAQkUTHsCnA+/eoC00d/VX8f91zNCLYrDURMjeW+69pZQyBc+1Zkvxav4bITEIAfBca7YU"
                    + "r+b//lFEnD8DLTD588avvPP/dUK+8X+ez9fGeaQQoBDI2a2fDZCvGYQiitGIYjSiiGI0ohhojI9QwMpC"
                    + "jmYw+AGQdSGM"
            case .lz4:
                "BCJNGGRAp5EAAACG1MOyoQIABAABAIIEAAEAAADoAw4AEzwEABH/AQAQAhMAcAEIAEUAABwnAIBAEXzO"
                    + "fwAAAQQAYATSFi4ACCAA8AECAwQFBgcICQoLDA0ODxARTAAfAUwAOB8CTAA4HwNMADgfBEwAOB8FTAA4"
                    + "HwZMADgfB0wAOB8ITAA4HwlMADgfCkwAOB8LTAAvUA0ODxARAAAAAFFXfts="
            }
        return Array(try #require(Data(base64Encoded: text)))
    }

    @Test(arguments: Compression.allCases) func unpacks(_ compression: Compression) throws {
        let contents = CaptureContents(try Self.packed(compression))
        #expect(contents.error == nil)
        #expect(contents.packets == CaptureContents(Self.plain).packets)
        #expect(contents.packets.count == 12)
        #expect(contents.metadata.compression == compression)
    }

    /// `cat a.gz b.gz`: what they unpack to is one file.
    @Test(arguments: Compression.allCases)
    func readsMembersOneBehindTheOther(_ compression: Compression) throws {
        let packed = try Self.packed(compression)
        let contents = CaptureContents(packed + packed)
        // The second file header is taken for a record's, as in `cat a b`.
        let plain = CaptureContents(Self.plain + Self.plain)
        #expect(contents.packets == plain.packets && contents.packets.count > 12)
        #expect(contents.error == plain.error)
    }

    @Test(arguments: Compression.allCases)
    func leavesAloneWhatStandsBehind(_ compression: Compression) throws {
        let zeros = [UInt8](repeating: 0, count: 700)
        let contents = CaptureContents(try Self.packed(compression) + zeros)
        #expect(contents.packets.count == 12 && contents.error == nil)
    }

    @Test(arguments: Compression.allCases)
    func saysOfEveryShorterPrefixThatItIsCut(_ compression: Compression) throws {
        let packed = try Self.packed(compression)
        let whole = CaptureContents(Self.plain).packets
        for count in 4..<packed.count {
            let contents = CaptureContents(Array(packed[..<count]))
            guard case .cutShort = contents.error else {
                Issue.record("\(count) bytes: \(String(describing: contents.error))")
                continue
            }
            #expect(contents.packets[...] == whole.prefix(contents.packets.count))
        }
    }

    /// Damage is found, by the codec or by what it unpacks to, and nothing worse happens.
    @Test(arguments: Compression.allCases)
    func survivesEveryFlippedBit(_ compression: Compression) throws {
        var packed = try Self.packed(compression)
        for index in packed.indices {
            for bit in 0..<8 {
                packed[index] ^= 1 << bit
                let contents = CaptureContents(packed)
                #expect(contents.packets.count <= 13)
                packed[index] ^= 1 << bit
            }
        }
    }

    @Test func doesNotUnpackTwice() throws {
        let path = try Self.write(try Self.packed(.gzip), name: "twice.gz")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let packed = try Self.pipe("gzip", ["-c", path])
        guard case .notACapture(let bytes) = CaptureContents(packed).error else {
            Issue.record("unpacked twice")
            return
        }
        #expect(bytes.starts(with: [0x1F, 0x8B]))
    }

    /// 100 MiB of one block that nobody knows, in 100 kB of gzip.
    @Test func readsABombInBoundedMemory() throws {
        let zeros = [UInt8](repeating: 0, count: 100 << 20)
        let raw = RawCapture.pcapng().interface().packet().block(0x77, zeros).packet()
        let path = try Self.write(raw.bytes, name: "bomb.pcapng")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let packed = try Self.pipe("gzip", ["-1", "-c", path])
        #expect(packed.count < 1 << 20)
        let before = Self.peakMemory()
        let contents = CaptureContents(packed, windowByteCount: 1 << 16)
        #expect(contents.packets.count == 2 && contents.error == nil)
        #expect(Self.peakMemory() - before < 16 << 20)
    }

    private static func peakMemory() -> Int {
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }

    private static func write(_ bytes: [UInt8], name: String) throws -> String {
        let path = NSTemporaryDirectory() + "earshot-\(getpid())-\(name)"
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    private static func pipe(_ tool: String, _ arguments: [String]) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Array(bytes)
    }
}
