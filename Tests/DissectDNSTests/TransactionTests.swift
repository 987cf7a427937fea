import DissectDNS
import Testing

/// Which answer belongs to which question.
@Suite struct TransactionTests {
    private let query: [UInt8]
    private let response: [UInt8]

    init() throws {
        let message = DNSMessage.query(7, "a.example", .a)
        query = try message.encoded()
        response = try message.response([]).encoded()
    }

    @Test func findsTheQuestionOfAnAnswer() {
        let reading = Reading()
        reading.read(query, at: 1)
        #expect(reading.values("dns.response_to").isEmpty)
        reading.read(response, at: 1.25)
        #expect(reading.values("dns.response_to") == ["1"])
        #expect(reading.values("dns.time") == ["duration(250000000)"])
        #expect(reading.values("dns.unsolicited").isEmpty)
    }

    @Test func knowsRepetitions() {
        let reading = Reading()
        reading.read(query, at: 1)
        reading.read(query, at: 5.9)
        #expect(reading.values("dns.retransmit_request_in") == ["1"])
        // After five seconds it is another question.
        reading.read(query, at: 6)
        #expect(reading.values("dns.retransmission").isEmpty)
        reading.read(response, at: 6.5)
        #expect(reading.values("dns.response_to") == ["3"])
        reading.read(response, at: 6.6)
        #expect(reading.values("dns.retransmit_response_in") == ["4"])
    }

    @Test func noticesAnswersThatNobodyAskedFor() {
        let reading = Reading()
        reading.read(response)
        #expect(reading.values("dns.unsolicited") == ["true"])
    }

    /// A zone comes in many answers; none of them repeats another.
    @Test func takesManyAnswersToAZoneTransfer() throws {
        let message = DNSMessage.query(7, "a.example", DNSType(252))
        let answer = try message.response([]).encoded()
        let reading = Reading()
        reading.read(try message.encoded())
        reading.read(answer)
        reading.read(answer)
        #expect(reading.values("dns.response_to") == ["1"])
    }

    /// A conversation remembers so many questions and no more; the oldest is forgotten.
    @Test func forgetsTheOldestQuestion() throws {
        let reading = Reading()
        for id in 0..<257 as Range<UInt16> {
            reading.read(try DNSMessage.query(id, "a", .a).encoded())
        }
        reading.read(try DNSMessage.query(0, "a", .a).response([]).encoded())
        #expect(reading.values("dns.unsolicited") == ["true"])
        reading.read(try DNSMessage.query(1, "a", .a).response([]).encoded())
        #expect(reading.values("dns.response_to") == ["2"])
    }
}
