import Foundation
import Testing

@testable import Extraction

/// Files put together from what a test says was sent.
@Suite struct TransferTests {
    private let scratch: ScratchFolder
    private let folder: ExtractFolder
    private let manifest: ExtractManifest

    init() throws {
        scratch = try ScratchFolder()
        folder = try ExtractFolder(path: scratch.inner.path)
        manifest = try #require(ExtractManifest(in: folder))
    }

    private static func part(_ byte: UInt8, _ count: Int = 1000) -> [UInt8] {
        Array(repeating: byte, count: count)
    }

    private let name = Array("a.bin".utf8)

    private func ask(_ chat: ChatFiles, _ part: Int) {
        chat.request(part, of: name, stream: 0, packet: 1)
    }

    private func answer(_ chat: ChatFiles, _ data: [UInt8], _ rules: String...) {
        chat.answer(data, rules: rules.map { Array($0.utf8) }, stream: 0, packet: 9)
    }

    private func onlyFile() throws -> [String: Any] {
        manifest.finish()
        let files = try scratch.manifest()
        try #require(files.count == 1)
        return files[0]
    }

    @Test func downloadsAreWhole() throws {
        let chat = ChatFiles(folder, manifest)
        chat.announce(name, 2003)
        ask(chat, 0)
        answer(chat, Self.part(1))
        ask(chat, 1)
        // Asked again after an answer of a wrong size: that one does not count.
        answer(chat, Self.part(9, 7), "chatudp.wrong-size")
        ask(chat, 1)
        answer(chat, Self.part(2))
        ask(chat, 2)
        answer(chat, Self.part(3, 3))
        chat.finish(stream: 0, packet: 20)
        let file = try onlyFile()
        #expect(try scratch.bytes("a.bin") == Self.part(1) + Self.part(2) + Self.part(3, 3))
        #expect(file["complete"] as? Bool == true)
        #expect(file["size"] as? Int == 2003)
        #expect((file["missing"] as? [Int]) == [])
    }

    /// An answer too many is taken for the next part that is asked for: so the client did.
    @Test func lateAnswersSpoilAFile() throws {
        let chat = ChatFiles(folder, manifest)
        chat.announce(name, 2001)
        ask(chat, 0)
        answer(chat, Self.part(1))
        answer(chat, Self.part(1), "chatudp.unexpected-answer")
        ask(chat, 1)
        ask(chat, 2)
        answer(chat, Self.part(2, 1))
        chat.finish(stream: 0, packet: 20)
        let file = try onlyFile()
        #expect(try scratch.bytes("a.bin") == Self.part(1) + Self.part(1) + Self.part(2, 1))
        let doubtful = try #require(file["doubtful"] as? [[String: Any]])
        #expect(doubtful.map { $0["part"] as? Int } == [1])
        #expect(doubtful.map { $0["why"] as? String } == ["chatudp.unexpected-answer"])
    }

    @Test func saysWhichPartsAreMissing() throws {
        let chat = ChatFiles(folder, manifest)
        chat.announce(name, 4500)
        ask(chat, 1)
        answer(chat, Self.part(7))
        ask(chat, 3)
        chat.endAll()
        let file = try onlyFile()
        #expect(file["complete"] as? Bool == false)
        #expect((file["missing"] as? [Int]) == [0, 2, 3, 4])
        #expect(try scratch.bytes("a.bin") == Self.part(0) + Self.part(7))
    }

    @Test func partsAreBounded() throws {
        let chat = ChatFiles(folder, manifest)
        ask(chat, .max)
        answer(chat, Self.part(1))
        ask(chat, ChatFiles.partCountMax)
        answer(chat, Self.part(1))
        chat.endAll()
        #expect(try onlyFile()["size"] as? Int == 0)
    }

    @Test func downloadsAtOnceAreBounded() throws {
        let chat = ChatFiles(folder, manifest)
        for stream in 0...UInt64(ChatFiles.openCountMax) {
            chat.request(0, of: name, stream: stream, packet: 1)
        }
        #expect(manifest.fileCount == 1)
        chat.endAll()
        #expect(manifest.fileCount == ChatFiles.openCountMax + 1)
    }

    // MARK: - In-band bytestreams

    private let sid = Array("i781hf64".utf8)
    private let to = Array("juliet@capulet.example/balcony".utf8)

    private func block(
        _ files: InBandFiles, _ text: String, _ number: UInt16, on stream: UInt64 = 0
    ) {
        files.data(
            Array(text.utf8), sid: sid, number: number, to: to, connection: stream, packet: 3)
    }

    @Test func bytestreamsComeOnceThoughSeenTwice() throws {
        let files = InBandFiles(folder, manifest)
        for stream: UInt64 in [0, 1] {
            files.open(sid: sid, to: to, connection: stream, packet: 1)
        }
        block(files, "SGVs\nbG8=", 0)
        block(files, "SGVsbG8=", 0, on: 1)
        // Sent again.
        block(files, "SGVsbG8=", 0)
        block(files, "ISE=", 1)
        files.close(sid: sid, connection: 0, packet: 5)
        let file = try onlyFile()
        #expect(try scratch.bytes("ibb-i781hf64") == Array("Hello!!".utf8))
        #expect(file["complete"] as? Bool == true)
        #expect(file["source"] as? String == "i781hf64")
    }

    @Test func saysThatBlocksAreMissing() throws {
        let files = InBandFiles(folder, manifest)
        files.open(sid: sid, to: to, connection: 0, packet: 1)
        block(files, "SGVsbG8=", 0)
        block(files, "ISE=", 2)
        block(files, "*", 3)
        files.endAll()
        let file = try onlyFile()
        #expect(file["complete"] as? Bool == false)
        #expect((file["missing"] as? [Int])?.isEmpty == false)
        let doubtful = try #require(file["doubtful"] as? [[String: Any]])
        #expect(doubtful.compactMap { $0["why"] as? String }.contains("not base64"))
    }

    // MARK: - Bodies

    @Test func bodiesAreWhole() throws {
        let bodies = BodyFiles(folder, manifest)
        let key = BodyFiles.Key(connection: 0, channel: 1, isFromClient: true)
        bodies.announce(5, key)
        bodies.append([1, 2, 3], number: 1, received: 3, key, packet: 4)
        bodies.append([4, 5], number: 2, received: 5, key, packet: 5)
        let file = try onlyFile()
        #expect(try scratch.bytes("4-amqp") == [1, 2, 3, 4, 5])
        #expect(file["complete"] as? Bool == true)
        // SHA-256 of 01 02 03 04 05.
        #expect(
            file["sha256"] as? String
                == "74f81fe167d99b4cb41d6d0ccda82278caee9f3e2f25d5e5a3936ff3dcec60d0")
    }
}
