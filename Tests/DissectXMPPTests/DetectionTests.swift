import Bytes
import DissectXMPP
import Dissection
import TestKit
import Testing

/// Which connections are XMPP, and what comes after it.
@Suite struct XMPPDetectionTests {
    private func count(_ text: String, port: UInt16) -> Int {
        var sink = RecordingSink()
        var message = Message(depth: .summary)
        var driver = StreamDriver(
            registry: Registry(XMPPProtocols.entries), serverPort: port, clientPort: 40_000,
            isServerKnown: true)
        message.beginPacket()
        driver.receive(
            Array(text.utf8).rawSpan, from: .client, end: .pushed, into: &message, to: &sink)
        return sink.records.count
    }

    @Test(
        arguments: [
            Reading.clientTag, Reading.declaration + "\n" + Reading.clientTag,
            "<open xmlns=\"urn:ietf:params:xml:ns:xmpp-framing\" to='x' version='1.0'/>",
            "<body xmlns='http://jabber.org/protocol/httpbind' rid='1'/>",
        ], [5222, 50_000] as [UInt16])
    func findsAStreamOnAnyPort(text: String, port: UInt16) {
        #expect(count(text, port: port) > 0)
    }

    /// XML is not yet XMPP.
    @Test(arguments: [
        "<?xml version='1.0'?><html/>", "<body>text</body>", "<open/>", "<iq type='get'/>",
        "<!DOCTYPE html><html/>",
    ])
    func leavesOtherXMLAlone(text: String) {
        #expect(count(text, port: 50_000) == 0)
    }

    /// A port alone is no proof: messengers of other kinds use it too.
    @Test(arguments: [
        "GET / HTTP/1.1\r\n\r\n", "\u{16}\u{3}\u{1}\u{0}\u{5}hello", "WA\u{1}\u{2}\u{0}\u{0}\u{1}",
        "ED\u{0}\u{1}", "\u{0}\u{0}\u{0}\u{0}<iq/>", "<\u{0}iq/>", "<!x>",
    ])
    func refusesWhatIsNotXML(text: String) {
        #expect(count(text, port: 5222) == 0)
    }

    @Test func readsXMLAtThePort() {
        #expect(count("<iq type='get' id='1'/>", port: 5222) == 1)
        #expect(count("<policy-file-request/>", port: 5222) == 1)
    }

    /// What follows `<proceed/>` is not for this dissector, in either direction.
    @Test func handsOverToTLS() {
        var reading = Reading.greeted
        reading.client("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
        reading.server("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
        reading.talk.client([0x16, 3, 1, 0, 2, 1, 0])
        reading.talk.server([0x16, 3, 1, 0, 2, 2, 0])
        let sink = reading.read()
        #expect(
            sink.rows == [
                "STREAM > host ", "STREAM < host, FEATURES ", "STARTTLS ", "PROCEED ", "", "",
            ])
    }

    /// The answer may be missing from the capture.
    @Test func handsOverToTLSWithoutAnAnswer() {
        var reading = Reading.greeted
        reading.client("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
        reading.talk.client([0x16, 3, 1, 0, 2, 1, 0])
        #expect(reading.run().records.count == 6)
    }
}
