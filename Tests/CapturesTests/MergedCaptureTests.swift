import Captures
import Foundation
import Testing

/// Several files as one; what is expected is what mergecap 4.0.17 makes of the same files, but for
/// packets of the same time.
@Suite struct MergedCaptureTests {
    /// Writes captures into a folder of their own, and takes them away again.
    private static func withFiles<Result>(
        _ contents: [[UInt8]], _ body: ([String]) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "earshot-merge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let paths = try contents.enumerated().map { index, bytes in
            let file = folder.appending(path: "\(index).pcap")
            try Data(bytes).write(to: file)
            return file.path
        }
        return try body(paths)
    }

    private static func merge(
        _ contents: [[UInt8]]
    ) throws -> (contents: CaptureContents, failures: [CaptureError]) {
        try withFiles(contents) { paths in
            var merged = MergedCapture(paths: paths)
            let contents = CaptureContents(&merged)
            return (contents, merged.failures.map(\.error))
        }
    }

    private static func classic(_ fractions: [Int], linkType: Int = 1) -> [UInt8] {
        fractions.reduce(RawCapture.classic(linkType: linkType)) {
            $0.record([UInt8(linkType)], fraction: $1)
        }.bytes
    }

    @Test func takesTheEarliestAndKeepsTheOrderOfEachFile() throws {
        let (contents, failures) = try Self.merge([
            Self.classic([1, 5, 3, 9]), Self.classic([1, 2, 4, 9], linkType: 101),
        ])
        #expect(failures.isEmpty && contents.error == nil)
        #expect(
            contents.packets.map { (($0.time ?? 0) / 1000) % 1000 } == [1, 1, 2, 4, 5, 3, 9, 9])
        #expect(contents.packets.map(\.source) == [0, 1, 1, 1, 0, 0, 0, 1])
        #expect(contents.packets.map(\.interface) == [0, 1, 1, 1, 0, 0, 0, 1])
        #expect(contents.packets.map(\.linkType) == contents.packets.map { UInt16($0.bytes[0]) })
        #expect(contents.metadata.interfaces.map(\.linkType) == [1, 101])
    }

    @Test func takesPacketsWithoutATimeAtOnce() throws {
        let untimed = RawCapture.pcapng().interface().simplePacket([7]).bytes
        let (contents, _) = try Self.merge([Self.classic([1, 2]), untimed])
        #expect(contents.packets.map(\.source) == [1, 0, 0])
    }

    /// More files than are kept open, one after the other in time, and out of order by name.
    @Test func readsARingOfManyFiles() throws {
        let starts = (0..<100).map { ($0 * 37) % 100 }
        let (contents, failures) = try Self.merge(
            starts.map { start in Self.classic((0..<40).map { start * 40 + $0 }) })
        #expect(failures.isEmpty)
        #expect(contents.packets.count == 4000)
        let times = contents.packets.map { $0.time ?? 0 }
        #expect(times == times.sorted())
    }

    @Test func readsMoreOverlappingFilesThanAreKeptOpen() throws {
        let (contents, failures) = try Self.merge(
            (0..<40).map { file in Self.classic((0..<50).map { $0 * 40 + file }) })
        #expect(failures.isEmpty)
        let times = contents.packets.map { $0.time ?? 0 }
        #expect(times.count == 2000 && times == times.sorted())
    }

    @Test(arguments: [3, 20]) func readsWhatItCanOfBrokenFiles(count: Int) throws {
        var files = (0..<count).map { Self.classic([$0, $0 + 100]) }
        files[0].removeLast()
        files[1] = Array("nothing".utf8)
        let (contents, failures) = try Self.merge(files)
        #expect(contents.packets.count == 2 * count - 3)
        #expect(Set(failures.map(\.description)).count == 2)
        #expect(failures.count == 2)
        #expect(contents.error == failures.first)
    }

    @Test func saysThatAFileIsMissing() {
        var merged = MergedCapture(paths: ["/nowhere/at.all"])
        let contents = CaptureContents(&merged)
        #expect(contents.error == .system(ENOENT))
        #expect(merged.failures.map(\.path) == ["/nowhere/at.all"])
    }

    @Test func findsCommentsInTheRightFile() throws {
        let raw = RawCapture.pcapng()
        let files = ["one", "two"].map {
            raw.interface().packet(options: raw.option(1, Array($0.utf8))).bytes
        }
        let (contents, _) = try Self.merge(files)
        #expect(contents.comments == [["one"], ["two"]])
    }
}
