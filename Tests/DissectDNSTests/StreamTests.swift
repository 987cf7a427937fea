import DissectDNS
import Dissection
import TestKit
import Testing

@Suite struct DNSStreamTests {
    static let query = DNSMessage.query(1, "one.example", .a)
    static let other = DNSMessage.query(2, "two.example", .ns)

    private func run(_ talk: Conversation, _ schedule: DeliverySchedule) -> Conversation.Result {
        talk.run(DNSStreamDissector(), Registry(DNSProtocols.entries), schedule)
    }

    @Test(arguments: DeliverySchedule.all)
    func readsMessagesHoweverTheyAreCut(schedule: DeliverySchedule) throws {
        var talk = Conversation()
        talk.client(try Self.query.framed() + Self.other.framed())
        talk.server(try Self.query.response([]).framed())
        let result = run(talk, schedule)
        #expect(result.names == ["DNS", "DNS", "DNS"])
        #expect(result.records == run(talk, .whole).records)
        #expect(result.records.allSatisfy { $0.notes.isEmpty })
        #expect(result.skips.isEmpty)
    }

    /// Bytes missing from a message cost that message.
    @Test(arguments: DeliverySchedule.all)
    func goesOnBehindAGap(schedule: DeliverySchedule) throws {
        let first = try Self.query.framed()
        var talk = Conversation()
        talk.client(Array(first[..<9]))
        talk.add(.gap(5))
        talk.client(try first[14...] + Self.other.framed())
        let result = run(talk, schedule)
        #expect(result.records.map(\.place.range.offset) == [first.count])
        #expect(result.skips.map(\.why) == [.missing])
    }

    /// Behind a gap of more than a message a later one is found by its counts and its size.
    @Test(arguments: DeliverySchedule.all)
    func findsMessagesAgain(schedule: DeliverySchedule) throws {
        var talk = Conversation()
        talk.client(try Self.query.framed())
        talk.add(.gap(200))
        talk.client(try Array("lost".utf8) + Self.other.framed() + Self.query.framed())
        let result = run(talk, schedule)
        #expect(result.records.count == 3)
        #expect(result.skips.map(\.why) == [.missing, .unsynchronized])
    }
}
