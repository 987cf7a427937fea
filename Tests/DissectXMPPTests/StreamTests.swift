import Bytes
import DissectXMPP
import Dissection
import TestKit
import Testing

@Suite struct XMPPStreamTests {
    private static let body = """
        <message to='b@host' id='1'><body>x &lt;iq/&gt; &#x20AC; <![CDATA[</message>]]></body>\
        <!-- </message> --><?php </message> ?><x a='>' b="&lt;/message>"/></message>
        """

    private static var conversation: Reading {
        var reading = Reading.greeted
        reading.client(
            "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")
        reading.server("<iq type='result' id='b'><bind><jid>a@host/r</jid></bind></iq>")
        reading.client(
            "<presence/>" + body, String(body.prefix(30)), String(body.dropFirst(30)),
            "<r xmlns='urn:xmpp:sm:3'/>")
        reading.server("<presence from='b@host'><show>away</show></presence><a h='1'/>")
        reading.client("</stream:stream>")
        reading.server("</stream:stream>")
        return reading
    }

    @Test(arguments: DeliverySchedule.all)
    func readsStanzasHoweverTheyAreCut(schedule: DeliverySchedule) {
        let result = Self.conversation.run(schedule)
        #expect(result.records.count == 15)
        #expect(result.names == Array(repeating: "XMPP/XML", count: 15))
        #expect(result.records.allSatisfy { $0.notes.isEmpty })
        #expect(result.skips.isEmpty)
        let whole = Self.conversation.run().records
        #expect(result.records.map(\.place.range) == whole.map(\.place.range))
        #expect(result.records.map(\.fields) == whole.map(\.fields))
    }

    /// Each place where one segment may end and the next begin.
    @Test func readsTheSameForEveryCut() {
        let text = Array(Self.body.utf8)
        for cut in 1..<text.count {
            var reading = Reading.greeted
            reading.talk.client(Array(text[..<cut]))
            reading.talk.client(Array(text[cut...]))
            let sink = reading.read()
            #expect(sink.messages.count == 6, "cut at \(cut)")
            #expect(sink.rows.last == "MESSAGE > b@host ", "cut at \(cut)")
            #expect(
                sink["xmpp.message.body.text"] == ["x <iq/> € </message>"], "cut at \(cut)")
        }
    }

    /// The list says the same whether anybody looks at fields or not, and all stanzas of a packet;
    /// an XML declaration gives way to what stands behind it.
    @Test func saysTheSameAtEachDepth() {
        let list = Self.conversation.read(depth: .summary).rows
        #expect(list == Self.conversation.read(depth: .tree).rows)
        #expect(
            list == [
                "STREAM > host ", "STREAM < host, FEATURES ", "IQ(set) BIND ",
                "IQ(result) BIND ", "PRESENCE, MESSAGE > b@host ", "", "MESSAGE > b@host ",
                "SM REQUEST ", "PRESENCE < b@host, SM ANSWER ", "STREAM END", "STREAM END",
            ])
    }

    /// Every shorter beginning of a stanza is waited for: nothing is cut at a `>`.
    @Test func waitsForEveryShorterStanza() {
        for whole in [Self.body, Reading.declaration, "<iq type='get' id='1'/>"] {
            let bytes = Array(whole.utf8)
            for count in 1..<bytes.count {
                var reading = Reading.greeted
                reading.talk.client(Array(bytes[..<count]))
                let result = reading.run()
                #expect(result.records.count == 5, "\(count) bytes of \(whole)")
                #expect(result.skips.isEmpty, "\(count) bytes of \(whole)")
            }
        }
    }

    /// Alone in a packet white space keeps a connection alive; behind a stanza it says nothing.
    @Test func tellsKeepalivesFromWhiteSpaceBetweenStanzas() {
        var reading = Reading.greeted
        reading.client(" ", "\n", "<presence/>\n", "\n <presence/>", " \r\n")
        let sink = reading.read()
        #expect(
            Array(sink.rows.dropFirst(2)) == [
                "Whitespace Keepalive", "Whitespace Keepalive", "PRESENCE ", "PRESENCE ",
                "Whitespace Keepalive",
            ])
        let names = reading.run().names
        #expect(names.filter { $0 == "XMPP" }.count == 3)
    }

    /// A stanza whose tags do not fit ends where its own end tag, or the stream's, comes.
    @Test(arguments: [
        "<message><body>x</message>", "<iq><query></iq>", "<presence><a><b></a></presence>",
        "<message a=<b'>'></message>",
    ])
    func readsOnBehindABrokenStanza(text: String) {
        var reading = Reading.greeted
        reading.client(text + "<presence/>", "</stream:stream>")
        let sink = reading.read()
        #expect(sink.rules.contains("xmpp.not-well-formed"))
        #expect(sink.rows[2].hasSuffix(", PRESENCE "))
        #expect(sink.rows[3] == "STREAM END")
    }

    @Test func endsAnUnfinishedStanzaWithTheStream() {
        var reading = Reading.greeted
        reading.client("<message to='x'><body>unfinished</stream:stream>")
        let sink = reading.read()
        #expect(sink.rows[2] == "MESSAGE > x, STREAM END")
        #expect(sink.rules == ["xmpp.not-well-formed"])
    }

    @Test(arguments: DeliverySchedule.all)
    func goesOnBehindAGap(schedule: DeliverySchedule) {
        var reading = Reading.greeted
        reading.client("<message to='b'><body>the beginning")
        reading.talk.add(.gap(100))
        reading.client("of another</body></message><presence id='1'/><presence id='2'/>")
        let result = reading.run(schedule)
        #expect(result.records.count == 7)
        #expect(result.records.allSatisfy { $0.notes.isEmpty })
    }

    /// A stanza inside of another one is none of the stream's.
    @Test(arguments: DeliverySchedule.all)
    func beginsInTheMiddle(schedule: DeliverySchedule) {
        var reading = Reading()
        reading.talk.add(.midstream, .client)
        reading.talk.add(.midstream, .server)
        reading.server("<message><body>1</body></message></forwarded></sent></message>")
        reading.server("<presence from='a'/><iq type='get' id='2'/>")
        reading.client("dy></message>", "<iq type='result' id='2'/>")
        let result = reading.run(schedule)
        #expect(result.records.count == 3)
        #expect(result.records.allSatisfy { $0.notes.isEmpty })
    }

    /// Nothing is read out of bytes that are no stream of XML.
    @Test(arguments: 1...20)
    func inventsNothing(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var reading = Reading()
        reading.talk.add(.midstream, .client)
        reading.talk.client((0..<20_000).map { _ in .random(in: 0...255, using: &generator) })
        #expect(reading.run(.chunks(of: 1448)).records.isEmpty)
    }

    @Test func leavesElementsThatAreTooDeep() {
        var reading = Reading.greeted
        reading.client(
            "<message>" + String(repeating: "<a>", count: 1023) + "</message>", "<presence/>")
        #expect(reading.read().rules == ["xmpp.not-well-formed", "xmpp.too-large"])
        var deeper = Reading.greeted
        deeper.client("<message>" + String(repeating: "<a>", count: 1024), "<presence/><presence/>")
        let result = deeper.run()
        #expect(
            result.skips.contains {
                if case .unreadable(.malformed(let defect, _)) = $0.why {
                    return "\(defect)" == "elements too deep in one another"
                }
                return false
            })
        #expect(deeper.read().rows.last == "PRESENCE, PRESENCE ")
    }

    @Test(arguments: 1...100)
    func survivesRandomBytes(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var bytes = Self.conversation.talk.events.flatMap { event -> [UInt8] in
            if case .write(let bytes) = event.1 { return bytes }
            return []
        }
        for _ in 0..<Int.random(in: 1...20, using: &generator) {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[place] = .random(in: 0...255, using: &generator)
        }
        var reading = Reading.greeted
        reading.talk.client(bytes)
        reading.talk.server(bytes)
        _ = reading.run()
        _ = reading.run(.random(seed: seed))
        _ = reading.run(depth: .summary)
    }

    /// Of a stanza that the capture cut there are its name and whose it is; the next packet begins
    /// another one.
    @Test func readsTheBeginningOfACutStanza() {
        let text = "<message to='b@host' type='chat' id='1'><body>not all of it</body></message>"
        for count in 1..<text.utf8.count {
            var reading = Reading.greeted
            reading.talk.add(.cut(Array(text.utf8), to: count))
            reading.client("<presence/>")
            let sink = reading.read(depth: .summary)
            let row = sink.rows[2]
            let words = count < 9 ? "" : count < 20 ? "MESSAGE " : "MESSAGE > b@host "
            #expect(row == words + "[Packet size limited during capture]", "\(count)")
            #expect(sink.rows[3] == "PRESENCE ", "\(count)")
        }
    }

    @Test func readsOnBehindAPacketThatWasCutBetweenStanzas() {
        var reading = Reading.greeted
        let stanza = "<presence id='1'/>"
        let both = Array((stanza + stanza).utf8)
        reading.talk.add(.cut(both, to: stanza.utf8.count))
        reading.talk.add(.cut(both, to: 10))
        reading.client(stanza)
        #expect(
            reading.read(depth: .summary).rows.suffix(3) == [
                "PRESENCE ", "PRESENCE [Packet size limited during capture]", "PRESENCE ",
            ])
    }
}
