import Bytes
import Dissection
import TestKit
import Testing

/// Whatever bytes come, every schedule reports the same messages, and skips the same bytes for the
/// same reasons.
@Suite struct RandomBytesTests {
    @Test(arguments: 0..<60 as Range<UInt64>)
    func readsNoiseTheSameHoweverItIsCut(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var talk = Conversation()
        for _ in 0..<3 {
            talk.client(Self.noise(&generator))
            if Bool.random(using: &generator) {
                talk.add(.gap(Int.random(in: 1...20, using: &generator)))
            }
            talk.server(Self.noise(&generator))
        }
        talk.add(.finish, .client)
        talk.add(.finish, .server)
        compare(talk, BlockDissector(carrying: "block"))
        compare(talk, XorDissector())
        compare(talk, LineDissector())
    }

    private func compare(_ talk: Conversation, _ dissector: any StreamDissector) {
        let registry = Registry.toys()
        let whole = talk.run(dissector, registry)
        for schedule in DeliverySchedule.all {
            let cut = talk.run(dissector, registry, schedule)
            #expect(cut.records == whole.records)
            #expect(ordered(cut.skips) == ordered(whole.skips), "\(schedule)")
        }
    }

    /// Of different streams, which comes first depends on how many bytes are there.
    private func ordered(_ skips: [RecordingSink.Skipped]) -> [RecordingSink.Skipped] {
        let byStream = Dictionary(grouping: skips) { "\($0.stream) \($0.sender)" }
        return byStream.keys.sorted().flatMap { byStream[$0] ?? [] }
    }

    /// Random bytes, with blocks, records and lines among them.
    static func noise(_ generator: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...6, using: &generator) {
            let body = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            switch Int.random(in: 0...5, using: &generator) {
            case 0: bytes += body
            case 1: bytes += BlockDissector.block(body)
            case 2: bytes += BlockDissector.block(BlockDissector.block(body), .carrier)
            case 3: bytes += XorDissector.record(0x17, BlockDissector.block(body))
            case 4: bytes += Array("HELO\nSTARTTLS\n".utf8)
            default: bytes += [0xB5, 0]
            }
        }
        return bytes
    }
}
