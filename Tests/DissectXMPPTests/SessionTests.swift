import Bytes
import DissectXMPP
import Dissection
import TestKit
import Testing

/// Who answers whom, and who says to be whom.
@Suite struct XMPPSessionTests {
    private func read(_ texts: [(Endpoint, String)]) -> FieldSink {
        var reading = Reading.greeted
        for (sender, text) in texts {
            if sender == .client { reading.client(text) } else { reading.server(text) }
        }
        return reading.read()
    }

    /// A server's ping and a client's question may have the same id.
    @Test func pairsByDirection() {
        let sink = read([
            (.client, "<iq type='get' id='1' to='host'><ping xmlns='urn:xmpp:ping'/></iq>"),
            (.server, "<iq type='get' id='1' from='host'><ping xmlns='urn:xmpp:ping'/></iq>"),
            (.client, "<iq type='result' id='1' to='host'/>"),
            (.server, "<iq type='result' id='1' from='host'/>"),
        ])
        #expect(sink["xmpp.response_to"] == ["4", "3"])
        #expect(sink["earshot.xmpp.response_time"] == ["1000000000", "3000000000"])
        #expect(sink.rules.isEmpty)
    }

    /// Two may be asked under one id; who answers tells which.
    @Test func pairsByAddress() {
        let sink = read([
            (.client, "<iq type='get' id='1' to='a@host/r'><query/></iq>"),
            (.client, "<iq type='get' id='1' to='b@host/r'><query/></iq>"),
            (.server, "<iq type='error' id='1' from='b@host/r'/>"),
            (.server, "<iq type='result' id='1' from='a@host/r'/>"),
            (.client, "<iq type='get' id='2'><query/></iq>"),
            (.server, "<iq type='result' id='2' from='c@host/r'/>"),
            (.server, "<iq type='result' id='2' from='me@host' to='me@host/r'/>"),
        ])
        #expect(sink["xmpp.response_to"] == ["4", "3", "7"])
        #expect(sink.rules == ["xmpp.iq-unasked"])
    }

    /// `A` and `a` are two.
    @Test func pairsLetterForLetter() {
        let sink = read([
            (.client, "<iq type='get' id='A'><query/></iq>"),
            (.client, "<iq type='get' id='a'><query/></iq>"),
            (.server, "<iq type='result' id='a'/>"), (.server, "<iq type='result' id='A'/>"),
        ])
        #expect(sink["xmpp.response_to"] == ["4", "3"])
    }

    /// Nothing is said of answers whose questions may not have been seen.
    @Test func blamesNobodyBehindAGap() {
        var reading = Reading.greeted
        reading.talk.add(.gap(10), .client)
        reading.server("<iq type='result' id='1'/>")
        #expect(reading.read().rules.isEmpty)
    }

    @Test func remembersTheLastRequests() {
        var reading = Reading.greeted
        for number in 0...256 {
            reading.client("<iq type='get' id='\(number)'><query/></iq>")
        }
        reading.server("<iq type='result' id='0'/>", "<iq type='result' id='1'/>")
        let long = String(repeating: "x", count: 5000)
        reading.client("<iq type='get' id='\(long)'><query/></iq>")
        reading.server("<iq type='result' id='\(long)'/>")
        #expect(reading.read()["xmpp.response_to"] == ["4"])
    }

    @Test(arguments: [
        ("PLAIN", "AGp1bGlldAByMG0zMA==", ["juliet"], ["r0m30"], []),
        ("PLAIN", "cm9vdABqdWxpZXQAcjBtMzA=", ["juliet"], ["r0m30"], ["root"]),
        ("PLAIN", "anVsaWV0", [], [], []),
        ("SCRAM-SHA-1", "bixhPXJvb3Qsbj1ib2Iscj0wMw==", ["bob"], [], ["root"]),
        ("EXTERNAL", "Ym9iQGhvc3Q=", [], [], ["bob@host"]),
        ("ANONYMOUS", "dHJhY2U=", [], [], []), ("PLAIN", "=", [], [], []),
        ("PLAIN", "*", [], [], []), ("UNHEARD-OF", "AGEAYg==", [], [], []),
    ])
    func readsFirstMessagesOfSASL(
        mechanism: String, data: String, user: [String], password: [String], identity: [String]
    ) {
        let sink = read([
            (
                .client,
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='\(mechanism)'>"
                    + "\(data)</auth>"
            )
        ])
        #expect(sink["earshot.xmpp.sasl.mechanism"] == [mechanism])
        #expect(sink["earshot.xmpp.sasl.username"] == user)
        #expect(sink["earshot.xmpp.sasl.password"] == password)
        #expect(sink["earshot.xmpp.sasl.authzid"] == identity)
    }

    /// RFC 2831, section 4, and RFC 2195, section 2.
    @Test func readsAnswersToChallenges() {
        let digest =
            "Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iY2hyaXMiLHJlYWxtPSJlbHdvb2QuaW5ub3NvZnQuY29tIixu"
            + "b25jZT0iT0E2TUc5dEVRR20yaGgiLG5jPTAwMDAwMDAx"
        let sink = read([
            (.client, "<auth mechanism='DIGEST-MD5'/>"),
            (.server, "<challenge>cmVhbG09ImVsd29vZCIscW9wPSJhdXRoIg==</challenge>"),
            (.client, "<response>\(digest)</response>"), (.server, "<success/>"),
            (.client, "<auth mechanism='CRAM-MD5'/>"),
            (.server, "<challenge>PDE4OTYuNjk3QHA+</challenge>"),
            (.client, "<response>dGltIGI5MTNhNjAy</response>"),
        ])
        #expect(sink["earshot.xmpp.sasl.username"] == ["chris", "tim"])
        #expect(sink["earshot.xmpp.sasl.realm"] == ["elwood", "elwood.innosoft.com"])
        #expect(
            sink["earshot.xmpp.sasl.text"].last == "tim b913a602"
                && sink["earshot.xmpp.sasl.text"].contains("<1896.697@p>"))
    }

    @Test func readsWhyAuthenticationFailed() {
        let sink = read([
            (
                .server,
                "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/>"
                    + "<text>no &amp; no</text></failure>"
            )
        ])
        #expect(sink["earshot.xmpp.condition"] == ["not-authorized"])
        #expect(sink["xmpp.failure_text"] == ["no & no"])
    }

    /// What "<presence/>" and then "<presence to='b'/>" become, flushed after each, as zlib has it.
    private static let packed: [[UInt8]] = [
        [
            0x78, 0x9C, 0xB2, 0x29, 0x28, 0x4A, 0x2D, 0x4E, 0xCD, 0x4B, 0x4E, 0xD5, 0xB7, 0x03,
            0x00, 0x00, 0x00, 0xFF, 0xFF,
        ]
    ]

    /// XEP-0138: all that follows is compressed, in both directions.
    @Test(arguments: DeliverySchedule.all)
    func readsCompressedStreams(schedule: DeliverySchedule) {
        var reading = Reading.greeted
        reading.client("<compress><method>zlib</method></compress>")
        reading.server("<compressed/>")
        reading.talk.client(Self.packed[0])
        reading.talk.server(Self.packed[0])
        let result = reading.run(schedule)
        let stanzas = result.records.filter { $0.place.stream == 1 }
        #expect(stanzas.count == 2)
        #expect(stanzas.map(\.place.range.count) == [11, 11])
        #expect(result.skips.isEmpty)
    }

    @Test func givesUpWhatIsNotCompressedAsSaid() {
        var reading = Reading.greeted
        reading.server("<compressed/>")
        reading.client("<presence/>", "<presence/>")
        let result = reading.run()
        #expect(result.records.count == 6)
        #expect(
            result.skips.first.map { "\($0.why)" }?.contains("cannot be read") == true)
    }

    /// A thousand times as long as sent: enough is enough.
    @Test func stopsInflatingBombs() {
        var reading = Reading.greeted
        reading.server("<compressed/>")
        // One block of a blank that is repeated, 258 times for each pair of bits.
        var bomb: [UInt8] = [
            0x78, 0xDA, 0xEC, 0xC1, 0x81, 0, 0, 0, 0, 0x80, 0x20, 0x95, 0xFD, 0x29, 0x17, 0xA9,
            0x0A,
        ]
        bomb += [UInt8](repeating: 0, count: 40_000)
        reading.talk.client(bomb)
        let result = reading.run(depth: .summary)
        #expect(result.skips.contains { "\($0.why)".contains("far too long") })
    }
}
