import DissectXMPP
import TestKit
import Testing

@testable import Traffic

/// What becomes of stanzas (RFC 6120, RFC 6121).
@Suite struct XMPPServerTests {
    private let harness = XMPPHarness()

    @Test func carriesMessagesWithTheSendersName() {
        let alice = harness.presentClient("alice")
        let bob = harness.presentClient("bob")
        harness.send("<message to='bob@host' from='mallory@host'><body>Hi</body></message>", alice)
        let heard = harness.hear(bob)
        #expect(heard.map(\.body) == ["Hi"])
        #expect(heard.first?["from"] == "alice@host/desk")
        #expect(harness.hear(alice) == [])
    }

    @Test func reachesAllProgramsOfAUserThatAreThere() {
        let alice = harness.presentClient("alice")
        let desk = harness.presentClient("bob")
        let phone = harness.presentClient("bob", as: "phone")
        let silent = harness.client("bob", as: "silent")
        _ = harness.hear(desk)
        harness.send("<message to='bob@host'><body>1</body></message>", alice)
        harness.send("<message to='bob@host/phone'><body>2</body></message>", alice)
        #expect(harness.hear(desk).map(\.body) == ["1"])
        #expect(harness.hear(phone).map(\.body) == ["1", "2"])
        #expect(harness.hear(silent) == [])
    }

    /// RFC 6120, section 8.3.3, and what comes back beside the condition.
    @Test(arguments: [
        ("<message id='1' to='dave@host'><body>a</body></message>", "service-unavailable"),
        ("<message id='1' to='bob@elsewhere'><body>a</body></message>", "remote-server-not-found"),
        ("<message id='1' to='@host'><body>a</body></message>", "jid-malformed"),
        ("<iq id='1' type='get' to='bob@host/desk'><a xmlns='b'/></iq>", "service-unavailable"),
        ("<iq id='1' type='get' to='host'><query xmlns='b'/></iq>", "service-unavailable"),
        ("<iq id='1' type='get'><vCard xmlns='vcard-temp'/></iq>", "item-not-found"),
        ("<presence id='1' to='lab@rooms.host'/>", "jid-malformed"),
        ("<message id='1' to='lab@rooms.host' type='groupchat'/>", "item-not-found"),
    ])
    func sendsBackWhatItCannotDeliver(stanza: String, condition: String) {
        let alice = harness.presentClient("alice")
        harness.send(stanza, alice)
        let heard = harness.hear(alice)
        #expect(heard.count == 1)
        #expect(heard.first?["type"] == "error")
        #expect(heard.first?["id"] == "1")
        #expect(heard.first?["to"] == "alice@host/desk")
        #expect(heard.first?.condition == condition)
    }

    /// Two ends that answer errors with errors would never stop.
    @Test func doesNotSendErrorsBack() {
        let alice = harness.presentClient("alice")
        harness.send("<message to='dave@host' type='error'/>", alice)
        harness.send("<iq id='1' type='result' to='dave@host/x'/>", alice)
        #expect(harness.hear(alice) == [])
    }

    @Test func tellsOfComingAndGoing() {
        let harness = XMPPHarness {
            $0.accounts["alice"]?.contacts = [XMPPAddress("bob", at: "host")]
            $0.accounts["bob"]?.contacts = [XMPPAddress("alice", at: "host")]
        }
        let bob = harness.presentClient("bob")
        let alice = harness.client("alice")
        harness.send("<presence><show>away</show></presence>", alice)
        #expect(harness.hear(bob).map { $0["from"] } == ["alice@host/desk"])
        #expect(harness.hear(alice).map { $0["from"] } == ["bob@host/desk", "alice@host/desk"])
        harness.end(alice, .reset)
        let goodbye = harness.hear(bob)
        #expect(goodbye.map { $0["type"] } == ["unavailable"])
        #expect(harness.server.sessions.count == 1)
    }

    @Test func asksForVersions() {
        let harness = XMPPHarness { $0.asksVersionAfter = 5 }
        let alice = harness.presentClient("alice")
        #expect(harness.timers[TimerID(alice.number)] == 5)
        harness.fire(TimerID(alice.number))
        #expect(harness.hear(alice).first?.question == "jabber:iq:version")
        // Who has gone is not asked.
        harness.end(alice)
        harness.fire(TimerID(alice.number))
        #expect(harness.hear(alice) == [])
    }

    // MARK: - Streams

    @Test(arguments: [
        ("<presence/>", "not-authorized"), ("hello", "not-well-formed"),
        ("<a></b>", "not-well-formed"), ("<!-- -->", "restricted-xml"),
        ("<!DOCTYPE a>", "restricted-xml"),
    ])
    func endsStreamsOfStrangers(text: String, condition: String) {
        let stranger = harness.open()
        harness.send(XMPPHarness.streamTag + text, stranger)
        #expect(harness.hear(stranger).last?.condition == condition)
        #expect(harness.closed.contains(stranger))
        // It is not listened to any longer.
        harness.send("<iq type='get' id='1'/>", stranger)
        #expect(harness.hear(stranger) == [])
    }

    @Test func answersAlsoThoseWhoNeverOpenedAStream() {
        let stranger = harness.open()
        harness.send("GET / HTTP/1.1\r\n\r\n", stranger)
        let said = String(decoding: harness.raw[stranger] ?? [], as: UTF8.self)
        #expect(said.hasPrefix("<?xml version='1.0'?><stream:stream "))
        #expect(said.hasSuffix("</stream:stream>"))
    }

    @Test func takesNoStreamForAnotherHost() {
        let stranger = harness.open()
        harness.send(
            XMPPHarness.streamTag.replacing("to='host'", with: "to='other'"), stranger)
        #expect(harness.hear(stranger).map(\.condition) == ["host-unknown"])
    }

    @Test func givesANameToWhoComesLast() {
        let first = harness.presentClient("alice")
        let second = harness.client("alice")
        #expect(harness.hear(first).map(\.condition).contains("conflict"))
        #expect(harness.closed == [first])
        harness.send("<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>", second)
        #expect(harness.hear(second).map { $0["type"] } == ["result"])
    }

    @Test(arguments: [
        ("PLAIN", "AGFsaWNlAGI=", "not-authorized"), ("PLAIN", "=", "malformed-request"),
        ("PLAIN", "AGRhdmUAYQ==", "not-authorized"), ("X", "", "invalid-mechanism"),
        ("SCRAM-SHA-1", "AAAA", "malformed-request"), ("DIGEST-MD5", "", "invalid-mechanism"),
    ])
    func letsNobodyInWithoutProof(mechanism: String, data: String, condition: String) {
        let stranger = harness.open()
        harness.send(XMPPHarness.streamTag, stranger)
        _ = harness.hear(stranger)
        harness.send(
            "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='\(mechanism)'>\(data)"
                + "</auth>", stranger)
        #expect(harness.hear(stranger).map(\.condition) == [condition])
        #expect(!harness.closed.contains(stranger))
    }

    // MARK: - Hostile ends

    @Test func waitsForNoElementWithoutEnd() {
        let alice = harness.client("alice")
        let piece = [UInt8](repeating: 0x61, count: 1 << 16)
        harness.send("<message><body>", alice)
        for _ in 0..<17 { harness.send(piece, alice) }
        #expect(harness.hear(alice).map(\.condition) == ["policy-violation"])
        #expect(harness.closed == [alice])
    }

    @Test func hasALimitOfClients() {
        for _ in 0..<XMPPServer.sessionCountMax { _ = harness.open() }
        #expect(harness.closed.isEmpty)
        let late = harness.open()
        #expect(harness.closed == [late])
    }

    /// The same answers, whatever the cuts.
    @Test(arguments: DeliverySchedule.all)
    func readsWhateverTheCuts(schedule: DeliverySchedule) {
        let text =
            XMPPHarness.greeting("alice", as: "desk").joined(separator: "\n")
            + "<presence/><message to='alice@host'><body>é &amp; ß</body></message>"
            + "<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq></stream:stream>"
        let whole = XMPPHarness()
        let connection = whole.open()
        whole.send(text, connection)
        let cut = XMPPHarness()
        let other = cut.open()
        for piece in schedule.cut(Array(text.utf8)) { cut.send(Array(piece), other) }
        #expect(cut.raw[other] == whole.raw[connection])
        #expect(cut.closed == [other])
    }

    /// Bytes that are changed, lost or doubled: no trap, and no word behind the end of a stream.
    @Test(arguments: 0..<200)
    func standsHostileBytes(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let harness = XMPPHarness()
        let other = harness.presentClient("bob")
        let connection = harness.open()
        let stanzas = [
            "<presence to='lab@rooms.host/a'><x xmlns='http://jabber.org/protocol/muc'/></presence>",
            "<message to='lab@rooms.host' type='groupchat'><body>a</body></message>",
            "<iq type='set' id='1' to='lab@rooms.host'><query "
                + "xmlns='http://jabber.org/protocol/muc#admin'><item nick='a' role='none'/>"
                + "</query></iq>", "<message to='bob@host'><body>b</body></message>",
            "<presence type='unavailable'/>", "</stream:stream>",
        ]
        for text in XMPPHarness.greeting("alice", as: "desk") + stanzas {
            var bytes = Array(text.utf8)
            if Int.random(in: 0..<3, using: &random) == 0 {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                default: bytes += bytes[place...]
                }
            }
            harness.send(bytes, connection)
        }
        harness.end(connection)
        #expect(harness.server.sessions.count == 1)
        let said = String(decoding: harness.raw[connection] ?? [], as: UTF8.self)
        #expect(said.components(of: "</stream:stream>") <= 1)
        // The other one goes on as if nothing was.
        _ = harness.hear(other)
        harness.send("<message to='bob@host'><body>still here</body></message>", other)
        #expect(harness.hear(other).map(\.body) == ["still here"])
    }
}

extension String {
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
