import Foundation
import Testing

@testable import Extraction

/// Names come from strangers.
@Suite struct ExtractFolderTests {
    private static let hostile: [[UInt8]] =
        [
            "../../evil", "/etc/passwd", "..", ".", "", ".bashrc", "a/b/c", "~root", "-rf",
            "con\\aux",
            "\u{1B}[31mred", "a\0b", "name\n", "ünïcödé", "$(id)", "`id`", "a b;c",
            String(repeating: "x", count: 5000), "..\u{2215}up",
        ].map { Array($0.utf8) } + [[0xFF, 0xFE, 0x2F], Array(0...255)]

    @Test(arguments: hostile)
    func nothingLeavesTheFolder(name: [UInt8]) throws {
        let scratch = try ScratchFolder()
        let folder = try ExtractFolder(path: scratch.inner.path)
        let made = try #require(folder.create(name))
        #expect(close(made.descriptor) == 0)
        #expect(try scratch.names(in: scratch.outer) == ["inner"])
        #expect(try scratch.names(in: scratch.inner) == [made.name])
        #expect(made.name.utf8.count <= ExtractFolder.nameByteCountMax)
        #expect(made.name.first != ".")
        #expect(made.name.utf8.allSatisfy { 0x20 < $0 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
    }

    @Test func nothingIsOverwritten() throws {
        let scratch = try ScratchFolder()
        let folder = try ExtractFolder(path: scratch.inner.path)
        let there = scratch.inner.appending(path: "photo.jpg")
        try Data("old".utf8).write(to: there)
        try FileManager.default.createDirectory(
            at: scratch.inner.appending(path: "photo-2.jpg"), withIntermediateDirectories: true)
        let names = try (0..<3).map { _ in
            let made = try #require(folder.create(Array("photo.jpg".utf8)))
            #expect(close(made.descriptor) == 0)
            return made.name
        }
        #expect(names == ["photo-3.jpg", "photo-4.jpg", "photo-5.jpg"])
        #expect(try scratch.bytes("photo.jpg") == Array("old".utf8))
    }

    /// Neither one that leads to a file nor one that leads to where none is.
    @Test func noLinkIsFollowed() throws {
        let scratch = try ScratchFolder()
        let folder = try ExtractFolder(path: scratch.inner.path)
        let outside = scratch.outer.appending(path: "outside")
        try Data("secret".utf8).write(to: outside)
        let manager = FileManager.default
        try manager.createSymbolicLink(
            at: scratch.inner.appending(path: "a"), withDestinationURL: outside)
        try manager.createSymbolicLink(
            at: scratch.inner.appending(path: "b"),
            withDestinationURL: scratch.outer.appending(path: "nowhere"))
        for name in ["a", "b"] {
            let file = try #require(
                ExtractedFile(Array(name.utf8), "X", source: [], stream: "tcp:0", in: folder))
            file.write(Array("mine".utf8), at: 0)
            #expect(file.name == "\(name)-2")
        }
        #expect(try Data(contentsOf: outside) == Data("secret".utf8))
        #expect(try scratch.names(in: scratch.outer) == ["inner", "outside"])
    }

    @Test func aManifestIsOfOneRun() throws {
        let scratch = try ScratchFolder()
        let folder = try ExtractFolder(path: scratch.inner.path)
        let manifest = ExtractManifest(in: folder)
        #expect(manifest != nil)
        #expect(ExtractManifest(in: folder) == nil)
        // A stranger's file of that name gets another one.
        #expect(folder.create(Array("manifest.json".utf8))?.name == "manifest-2.json")
    }

    @Test func saysThatAFolderIsNone() throws {
        let scratch = try ScratchFolder()
        let path = scratch.outer.appending(path: "file")
        try Data().write(to: path)
        #expect(throws: ExtractFolder.Failure(number: ENOTDIR)) {
            try ExtractFolder(path: path.path)
        }
        #expect(throws: ExtractFolder.Failure(number: ENOENT)) {
            try ExtractFolder(path: scratch.outer.path + "/no/such")
        }
    }
}
