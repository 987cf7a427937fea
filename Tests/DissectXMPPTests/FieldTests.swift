import Bytes
import DissectXMPP
import Dissection
import TestKit
import Testing

/// What the fields of stanzas say.
@Suite struct XMPPFieldTests {
    private func read(_ text: String) -> FieldSink {
        var reading = Reading.greeted
        reading.client(text)
        return reading.read()
    }

    /// References to characters are what they stand for.
    @Test func decodesValues() {
        let sink = read(
            "<message to='o&apos;neil@host' id='&#65;&#x42;'><body>a &lt; b &amp; c</body>"
                + "<subject><![CDATA[<s>]]></subject></message>")
        #expect(sink["xmpp.to"] == ["o'neil@host"])
        #expect(sink["xmpp.id"] == ["AB"])
        #expect(sink["xmpp.message.body.text"] == ["a < b & c"])
        #expect(sink["xmpp.message.subject.text"] == ["<s>"])
        #expect(sink.rows.last == "MESSAGE > o&apos;neil@host ")
    }

    /// Nothing can be expanded: whatever is declared is declared nowhere.
    @Test(arguments: [
        "<message><body>&lol;</body></message>",
        "<message><!DOCTYPE x [<!ENTITY lol 'lol'>]><body>&lol;</body></message>",
    ])
    func expandsNothing(text: String) {
        let sink = read(text)
        #expect(sink.rules == ["xmpp.not-well-formed"])
        #expect(!sink["xmpp.message.body.text"].contains { $0.contains("lol") })
        #expect(sink["xmpp.message"] == [""])
    }

    @Test func refusesADocumentType() {
        let sink = read("<!DOCTYPE x [<!ENTITY a 'b'>]><message><body>&a;</body></message>")
        #expect(sink.rows.last == "UNKNOWN PACKET, MESSAGE ")
        #expect(!sink["xmpp.message.body.text"].contains("b"))
    }

    @Test func tellsWhatIsWrongWithAStanza() {
        let sink = read(
            "<iq type='error' id='1'><query xmlns='jabber:iq:last'/>"
                + "<error type='auth' code='401'>"
                + "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>no</text>"
                + "<not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")
        #expect(sink["xmpp.error.condition"] == ["not-authorized"])
        #expect(sink["xmpp.error.type"] == ["auth"])
        #expect(sink["xmpp.error.code"] == ["401"])
        #expect(sink["xmpp.error.text"] == ["no"])
        #expect(sink.rows.last == "IQ(error) QUERY(jabber:iq:last) ")
    }

    @Test func tellsReceiptsMarkersAndCopies() {
        let sink = read(
            "<message><received xmlns='urn:xmpp:receipts' id='m1'/>"
                + "<displayed xmlns='urn:xmpp:chat-markers:0' id='m2'/>"
                + "<composing xmlns='http://jabber.org/protocol/chatstates'/>"
                + "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                + "<message from='a' to='b'><body>copied</body></message></forwarded></sent>"
                + "<json xmlns='urn:xmpp:json:0'> {\"a\": 1} </json></message>")
        #expect(sink["earshot.xmpp.receipt"] == ["received"])
        #expect(sink["earshot.xmpp.receipt.id"] == ["m1"])
        #expect(sink["earshot.xmpp.marker"] == ["displayed"])
        #expect(sink["xmpp.message.chatstate"] == ["composing"])
        #expect(sink["earshot.xmpp.carbon"] == ["sent"])
        #expect(sink["earshot.xmpp.carbon.body"] == ["copied"])
        #expect(sink["earshot.xmpp.json"] == [" {\"a\": 1} "])
        #expect(sink["xmpp.message"] == [""])
    }

    @Test func readsOldAuthentication() {
        let sink = read(
            "<iq type='set' id='1'><query xmlns='jabber:iq:auth'><username>bill</username>"
                + "<password>Calli0pe</password><resource>globe</resource></query></iq>")
        #expect(sink["earshot.xmpp.auth.username"] == ["bill"])
        #expect(sink["earshot.xmpp.auth.password"] == ["Calli0pe"])
        #expect(sink["earshot.xmpp.auth.resource"] == ["globe"])
    }

    /// Children that tshark knows come first in the row, in its order, then the others.
    @Test func namesTheChildrenOfAnIQ() {
        let sink = read(
            "<iq type='set' id='1'><x/><ping xmlns='urn:xmpp:ping'/><bind/><bind/>"
                + "<query xmlns='jabber:iq:private'/><jingle action='content-add'/></iq>")
        #expect(sink.rows.last == "IQ(set) BIND JINGLE(content-add) PING X BIND QUERY ")
    }

    @Test func tellsMoreWhereThatIsWanted() {
        var reading = Reading.greeted
        reading.client(
            "<message id='m1' to='b@host' type='chat'><subject>s</subject>"
                + "<body>\(String(repeating: "é", count: 40)) &amp; more</body></message>",
            "<iq type='get' id='1'><query/></iq>", "<auth mechanism='PLAIN'/>")
        reading.server("<iq type='result' id='1'/>")
        #expect(
            Array(reading.read(depth: .summary, isRich: true).rows[2...]) == [
                "MESSAGE > b@host type=chat id=m1 subject=\"s\" body=\""
                    + String(repeating: "é", count: 24) + "…\" ",
                "IQ(get) QUERY id=1 ", "AUTH mechanism=PLAIN ", "IQ(result) id=1 2000.000 ms ",
            ])
    }

    /// What the tree of a stanza may grow to.
    @Test func keepsToItsLimits() {
        let many = read("<message>" + String(repeating: "<a/>", count: 20_000) + "</message>")
        #expect(many.rules == ["xmpp.too-large"])
        #expect(many["xmpp.unknown"].count == 16_383)
        let wide = read(
            "<message " + (0..<17_000).map { "a\($0)='' " }.joined() + "/><presence/>")
        #expect(wide.rules == ["xmpp.too-large"])
        #expect(wide.rows.last == "MESSAGE, PRESENCE ")
        let long = read(
            "<message><body>\(String(repeating: "x", count: 5 << 20))</body></message>")
        #expect(long.rules == ["xmpp.too-large"])
        #expect(long["xmpp.message.body"] == [""])
    }
}
