import DissectChat
import Testing

@testable import Traffic

/// A download asks until all parts have come, and writes none in the place of another.
@Suite struct ChatDownloadTests {
    private let content = (0..<2500).map { UInt8(truncatingIfNeeded: $0 / 10) }

    /// Answers of a server that never fails.
    private func answer(_ part: Int, of content: [UInt8]) throws -> [UInt8] {
        let file = try #require(ChatFile("f", content))
        return ChatTransferMessage.data(try #require(file.part(part))).encoded()
    }

    private func ask(_ part: Int) -> ChatDownload.Step {
        .ask(.part(part), patience: ChatDownload.patience)
    }

    @Test func asksForOnePartAfterTheOther() throws {
        var download = ChatDownload("f", byteCount: content.count)
        #expect(download.begin() == ask(0))
        #expect(download.receive(try answer(0, of: content)) == ask(1))
        #expect(download.receive(try answer(1, of: content)) == ask(2))
        #expect(download.receive(try answer(2, of: content)) == .done)
        #expect(download.content == content)
        #expect(download.receive(try answer(2, of: content)) == .wait)
    }

    @Test(arguments: [0, 1, 999, 1000, 1001, 2000])
    func anEmptyPartEndsAFileOfWholeParts(byteCount: Int) throws {
        let content = Array(content.prefix(byteCount))
        var download = ChatDownload("f", byteCount: byteCount)
        var step = download.begin()
        var parts = 0
        while case .ask(.part(let part), _) = step {
            step = download.receive(try answer(part, of: content))
            parts += 1
        }
        #expect(step == .done)
        #expect(parts == byteCount / 1000 + 1)
        #expect(download.content == content)
    }

    @Test func asksAgainForWhatDidNotComeOrCameWrong() throws {
        var download = ChatDownload("f", byteCount: content.count)
        #expect(download.begin() == ask(0))
        #expect(download.lapse() == ask(0))
        #expect(download.receive(ChatTransferMessage.size(1000).encoded()) == ask(0))
        let short = ChatTransferMessage.sizedData([1, 2], size: 1000).encoded()
        #expect(download.receive(short) == ask(0))
        #expect(download.receive([0x80, 4, 0x63]) == ask(0))
        #expect(download.receive([]) == ask(0))
        // What is still on its way is let come in.
        let right = try answer(0, of: content)
        #expect(download.receive(right) == .settle(ChatDownload.settlingTime))
        #expect(download.receive(right) == .wait)
        #expect(download.lapse() == ask(1))
    }

    @Test func anAnswerThatCameTwiceIsNotTakenForTheNextPart() throws {
        var download = ChatDownload("f", byteCount: content.count)
        _ = download.begin()
        #expect(download.receive(try answer(0, of: content)) == ask(1))
        #expect(download.receive(try answer(0, of: content)) == ask(1))
        let settle = ChatDownload.Step.settle(ChatDownload.settlingTime)
        #expect(download.receive(try answer(1, of: content)) == settle)
        #expect(download.lapse() == ask(2))
        #expect(download.receive(try answer(2, of: content)) == .done)
        #expect(download.content == content)
    }

    @Test func aFileMayRepeatItself() throws {
        let zeros = [UInt8](repeating: 0, count: 3000)
        var download = ChatDownload("f", byteCount: zeros.count)
        var step = download.begin()
        var asked = 0
        while case .ask(.part(let part), _) = step, asked < 100 {
            asked += 1
            step = download.receive(try answer(part, of: zeros))
        }
        #expect(step == .done)
        #expect(download.content == zeros)
    }

    @Test func givesUpAtItsLimits() {
        var large = ChatDownload("f", byteCount: ChatDownload.byteCountMax + 1)
        guard case .fail = large.begin() else { return #expect(Bool(false), "too large") }
        var deaf = ChatDownload("f", byteCount: 1)
        var step = deaf.begin()
        for _ in 1..<ChatDownload.attemptMax { step = deaf.lapse() }
        #expect(step == ask(0))
        #expect(deaf.lapse() == .fail("part 0 of f did not come, asked for 100 times"))
    }
}
