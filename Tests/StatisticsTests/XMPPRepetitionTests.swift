import Dissection
import Printing
import Testing

@testable import Statistics

@Suite struct XMPPRepetitionTests {
    private func stanza(
        _ kind: XMPPStatistics.Field, stream: Int, _ sender: Endpoint, byteCount: Int
    ) -> XMPPFacts {
        var packet = StatisticsPacket()
        packet.line.stream = stream
        let message = StatisticsMessage(sender, byteCount: byteCount, firstFact: 0)
        var facts = XMPPFacts(MessageOrigin(message, of: packet))
        facts.kind = kind
        return facts
    }

    private func message(
        _ id: UInt64, _ body: UInt64, stream: Int, _ sender: Endpoint
    ) -> XMPPFacts {
        var message = stanza(.message, stream: stream, sender, byteCount: 100)
        message.id = id
        message.bodyHash = body
        message.bodyByteCount = 10
        return message
    }

    private func rows(_ stanzas: [XMPPFacts]) -> [[StatisticsValue]] {
        var repetition = XMPPRepetition()
        for stanza in stanzas { repetition.take(stanza) }
        return repetition.table().rows.map(\.values)
    }

    /// What one says to a room of three goes back to all three.
    @Test func copiesToOthersAreRepetition() {
        let rows = rows([
            message(1, 7, stream: 0, .client), message(1, 7, stream: 0, .server),
            message(1, 7, stream: 1, .server), message(1, 7, stream: 2, .server),
            // The same text once more is another message.
            message(2, 7, stream: 0, .client),
        ])
        #expect(rows[0][1...2].map { $0 } == [.count(5), .bytes(500)])
        #expect(rows[1][1...2].map { $0 } == [.count(5), .bytes(50)])
        #expect(rows[2][1...3].map { $0 } == [.count(3), .bytes(300), .percent(60)])
    }

    @Test func whatIsSaidAgainToTheSameIsNone() {
        let rows = rows([message(1, 7, stream: 0, .client), message(1, 7, stream: 0, .client)])
        #expect(rows[2][1] == .count(0))
    }

    @Test func presencesGoByWhoseTheyAre() {
        func presence(_ from: Int, stream: Int, show: Int?) -> XMPPFacts {
            var presence = stanza(.presence, stream: stream, .server, byteCount: 40)
            presence.from = from
            presence.show = show
            return presence
        }
        let rows = rows([
            presence(1, stream: 0, show: nil), presence(1, stream: 1, show: nil),
            presence(1, stream: 1, show: 4), presence(2, stream: 0, show: nil),
        ])
        #expect(rows[3][1...3].map { $0 } == [.count(1), .bytes(40), .percent(25)])
    }
}
