import DissectXMPP
import Testing

@testable import Traffic

/// Rooms: what is done, and what is refused, with the words of XEP-0045.
@Suite struct XMPPRoomTests {
    private let harness = XMPPHarness()

    private func join(_ connection: ConnectionID, _ nick: String) -> [XMLElement] {
        harness.send(
            "<presence to='lab@rooms.host/\(nick)'><x xmlns='http://jabber.org/protocol/muc'/>"
                + "</presence>", connection)
        return harness.hear(connection)
    }

    /// The codes of XEP-0045 in a presence.
    private func codes(_ presence: XMLElement?) -> [String] {
        presence?.child("x")?.children.filter { $0.name == "status" }.compactMap { $0["code"] }
            ?? []
    }

    private func item(_ presence: XMLElement?) -> XMLElement? {
        presence?.child("x")?.child("item")
    }

    /// Sections 7.2.2 and 10.1: others first, oneself last, then the subject.
    @Test func tellsWhoIsThere() {
        let (alice, bob) = (harness.presentClient("alice"), harness.presentClient("bob"))
        let first = join(alice, "A")
        #expect(first.map(\.name) == ["presence", "message"])
        #expect(codes(first.first) == ["110", "201"])
        #expect(item(first.first)?["affiliation"] == "owner")
        let second = join(bob, "B")
        #expect(
            second.map { $0["from"] } == ["lab@rooms.host/A", "lab@rooms.host/B", "lab@rooms.host"])
        #expect(codes(second.dropFirst().first) == ["110"])
        #expect(second.last?.child("subject") != nil)
        #expect(harness.hear(alice).map { $0["from"] } == ["lab@rooms.host/B"])
    }

    @Test func everybodyHearsWhatIsSaid() {
        let (alice, bob) = (harness.presentClient("alice"), harness.presentClient("bob"))
        _ = join(alice, "A")
        _ = join(bob, "B")
        _ = harness.hear(alice)
        harness.send("<message to='lab@rooms.host' type='groupchat'><body>1</body></message>", bob)
        harness.send("<message to='lab@rooms.host/A' type='chat'><body>2</body></message>", bob)
        harness.send(
            "<message to='lab@rooms.host' type='groupchat'><subject>3</subject></message>", bob)
        let heard = harness.hear(alice)
        #expect(heard.map { $0["from"] } == Array(repeating: "lab@rooms.host/B", count: 3))
        #expect(heard.map { $0["type"] } == ["groupchat", "chat", "groupchat"])
        #expect(harness.hear(bob).map(\.body) == ["1", nil])
        // Whoever comes later hears the subject.
        #expect(join(harness.presentClient("carol"), "C").last?.child("subject")?.text == "3")
    }

    /// Sections 7.6, 7.14 and 8.2.
    @Test func renamesRemovesAndLetsGo() {
        let (alice, bob) = (harness.presentClient("alice"), harness.presentClient("bob"))
        _ = join(alice, "A")
        _ = join(bob, "B")
        _ = harness.hear(alice)
        let renamed = join(bob, "Bob")
        #expect(renamed.map { $0["type"] } == ["unavailable", nil])
        #expect(codes(renamed.first).contains("303"))
        #expect(item(renamed.first)?["nick"] == "Bob")
        _ = harness.hear(alice)
        remove("Bob", by: alice, "role='none'")
        #expect(codes(harness.hear(bob).first).contains("307"))
        #expect(harness.hear(alice).map(\.name) == ["presence", "iq"])
        _ = join(bob, "Bob")
        remove("Bob", by: alice, "affiliation='outcast'")
        #expect(codes(harness.hear(bob).last).contains("301"))
        #expect(join(bob, "Bob").map(\.condition) == ["forbidden"])
        harness.send("<presence to='lab@rooms.host/A' type='unavailable'/>", alice)
        #expect(harness.server.rooms.isEmpty)
    }

    private func remove(_ nick: String, by connection: ConnectionID, _ how: String) {
        harness.send(
            "<iq type='set' id='1' to='lab@rooms.host'>"
                + "<query xmlns='http://jabber.org/protocol/muc#admin'>"
                + "<item nick='\(nick)' \(how)/></query></iq>", connection)
    }

    @Test func refusesWithTheRightWords() {
        let (alice, bob) = (harness.presentClient("alice"), harness.presentClient("bob"))
        _ = join(alice, "A")
        let carol = harness.presentClient("carol")
        func refusal(_ stanza: String) -> [String] {
            harness.send(stanza, carol)
            return harness.hear(carol).map(\.condition)
        }
        // From outside: sections 7.2.9, 7.4 and 7.2.1.
        #expect(join(carol, "A").map(\.condition) == ["conflict"])
        #expect(refusal("<message to='lab@rooms.host' type='groupchat'/>") == ["not-acceptable"])
        #expect(refusal("<presence to='lab@rooms.host'/>") == ["jid-malformed"])
        #expect(
            refusal(
                "<iq type='get' id='1' to='lab@rooms.host'>"
                    + "<query xmlns='http://jabber.org/protocol/muc#owner'/></iq>")
                == ["forbidden"])
        // From inside: sections 8.2, 7.5 and 7.4.
        _ = join(carol, "C")
        _ = join(bob, "B")
        _ = harness.hear(carol)
        remove("B", by: carol, "role='none'")
        #expect(harness.hear(carol).map(\.condition) == ["forbidden"])
        #expect(join(carol, "A").map(\.condition) == ["conflict"])
        #expect(refusal("<message to='lab@rooms.host/D' type='chat'/>") == ["item-not-found"])
        #expect(refusal("<message to='lab@rooms.host/A' type='groupchat'/>") == ["bad-request"])
        remove("A", by: alice, "role='none'")
        #expect(harness.hear(alice).map(\.condition).last == "not-allowed")
    }

    /// A connection that breaks is a way to leave.
    @Test func lostOnesLeaveTheirRooms() {
        let (alice, bob) = (harness.presentClient("alice"), harness.presentClient("bob"))
        _ = join(alice, "A")
        _ = join(bob, "B")
        _ = harness.hear(alice)
        harness.end(bob, .reset)
        let heard = harness.hear(alice)
        #expect(heard.map { $0["type"] } == ["unavailable"])
        #expect(heard.first?["from"] == "lab@rooms.host/B")
        harness.end(alice, .reset)
        #expect(harness.server.rooms.isEmpty)
    }

    @Test func hasALimitOfRooms() {
        let alice = harness.presentClient("alice")
        for number in 0...XMPPServer.roomCountMax {
            harness.send("<presence to='room\(number)@rooms.host/A'/>", alice)
        }
        #expect(harness.server.rooms.count == XMPPServer.roomCountMax)
        #expect(harness.hear(alice).last?.condition == "not-allowed")
    }
}
