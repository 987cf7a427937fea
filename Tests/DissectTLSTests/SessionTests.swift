import Bytes
import Dissection
import TestKit
import Testing

@testable import DissectTLS

/// Recorded sessions, each a full handshake and one that takes the first up again.
@Suite struct SessionTests {
    static let names = ["tls12", "tls13"]
    /// What the application sent in each of the connections: MQTT's packet types.
    private static let types = [16, 32, 130, 144, 48, 48, 48, 48, 50, 64, 48, 50, 64, 224]
        .map { Optional("\($0)") }

    @Test(arguments: names, DeliverySchedule.all)
    func opensWhateverTheCuts(_ name: String, schedule: DeliverySchedule) throws {
        let recorded = try RecordedSession(name)
        #expect(recorded.conversations.count == 2)
        for talk in recorded.conversations {
            let result = Reading.run(talk, recorded.keys, schedule)
            #expect(result.packetTypes == Self.types)
            #expect(result.rules == [])
            #expect(result.skips == [])
            // The same records, of the same names, wherever the segments end.
            #expect(result.names == Reading.run(talk, recorded.keys).names)
        }
    }

    @Test(arguments: names)
    func staysClosedWithoutKeys(_ name: String) throws {
        let recorded = try RecordedSession(name)
        for talk in recorded.conversations {
            let result = Reading.run(talk, TLSKeyLog())
            #expect(result.packetTypes == [])
            #expect(result.rules == [])
        }
    }

    /// One note, and not a byte of what is inside.
    @Test(arguments: names, [0, 5, 47])
    func saysOnceThatKeysAreWrong(_ name: String, at place: Int) throws {
        let recorded = try RecordedSession(name)
        let wrong = recorded.keyText.split(separator: "\n").map { line in
            var words = line.split(separator: " ").map(String.init)
            guard words.count == 3 else { return String(line) }
            var digits = Array(words[2])
            let index = min(place * 2, digits.count - 1)
            digits[index] = digits[index] == "0" ? "1" : "0"
            words[2] = String(digits)
            return words.joined(separator: " ")
        }
        let keys = RecordedSession.log(wrong.joined(separator: "\n"))
        #expect(!keys.isEmpty)
        for talk in recorded.conversations {
            let result = Reading.run(talk, keys)
            #expect(result.packetTypes == [])
            #expect(result.rules == ["tls.keys-do-not-fit"])
        }
    }

    @Test(arguments: names)
    func saysOnceThatKeysAreOfOthers(_ name: String) throws {
        let recorded = try RecordedSession(name)
        let random = String(repeating: "ab", count: 32)
        let keys = RecordedSession.log(
            "CLIENT_RANDOM \(random) \(String(repeating: "cd", count: 48))")
        let result = Reading.run(recorded.conversations[0], keys)
        #expect(result.packetTypes == [])
        #expect(result.rules == ["tls.keys-missing"])
    }

    /// A key log without the second handshake's secret: the ticket tells whose session it is.
    @Test func takesUpASessionByItsTicket() throws {
        let recorded = try RecordedSession("tls12")
        let lines = recorded.keyText.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(lines.count == 2)
        let keyring = TLSKeyring(RecordedSession.log(String(lines[0])))
        for talk in recorded.conversations {
            let registry = Registry([
                Registry.Entry("mqtt", stream: Registry.Stream { PacketDissector() })
            ])
            let result = talk.run(TLSDissector(keyring), registry)
            #expect(result.packetTypes == Self.types)
        }
        #expect(keyring.sessionCount == 2)
        #expect(keyring.keyedSessionCount == 2)
    }

    /// A write that was not captured: what is inside goes on behind it, and nothing is made up.
    @Test(arguments: names)
    func goesOnBehindLostWrites(_ name: String) throws {
        let recorded = try RecordedSession(name)
        let talk = recorded.conversations[0]
        let whole = Reading.run(talk, recorded.keys)
        let sent = Set(whole.records.filter { $0.name == "Packet" }.map { "\($0.fields)" })
        for lost in talk.events.indices {
            var gapped = talk
            let (sender, event) = talk.events[lost]
            guard case .write(let bytes) = event else { continue }
            gapped.events[lost] = (sender, .gap(bytes.count))
            let result = Reading.run(gapped, recorded.keys)
            for record in result.records where record.name == "Packet" {
                let isSent = sent.contains("\(record.fields)")
                #expect(isSent, "write \(lost)")
            }
            // Not where the keys are agreed on.
            if lost > 5 { #expect(result.packetTypes.count >= 8, "write \(lost)") }
        }
    }

    @Test(arguments: names)
    func standsEveryShorterConversation(_ name: String) throws {
        let recorded = try RecordedSession(name)
        let talk = recorded.conversations[0]
        for last in talk.events.indices {
            guard case .write(let bytes) = talk.events[last].1 else { continue }
            for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 150)) {
                var shorter = talk
                shorter.events = Array(talk.events[..<last])
                shorter.events.append((talk.events[last].0, .write(Array(bytes[..<count]))))
                shorter.add(.finish)
                shorter.add(.finish, .server)
                _ = Reading.run(shorter, recorded.keys)
            }
        }
    }

    /// As tshark names it: nobody knows which version it is of.
    @Test func listsWhatComesInTheMiddleOfARecord() throws {
        let recorded = try RecordedSession("tls12")
        var talk = Conversation()
        talk.add(.midstream)
        talk.add(.midstream, .server)
        let rest = recorded.conversations[0].events[6...]
        guard let first = rest.first, case .write(let bytes) = first.1 else { return }
        talk.events.append((first.0, .write(Array(bytes[7...]))))
        talk.events += rest.dropFirst()
        let result = Reading.run(talk, recorded.keys)
        #expect(result.names.first == "SSL")
        #expect(Set(result.names.dropFirst()) == ["TLSv1.2"])
        #expect(result.summaries.first == "Continuation Data")
        #expect(result.skips == [])
    }

    @Test(arguments: names)
    func listsWhatComesInTheMiddle(_ name: String) throws {
        let recorded = try RecordedSession(name)
        var talk = Conversation()
        talk.add(.midstream)
        talk.add(.midstream, .server)
        talk.events += recorded.conversations[0].events[6...]
        let result = Reading.run(talk, recorded.keys)
        #expect(result.packetTypes == [])
        #expect(result.names.count > 4)
        #expect(Set(result.names) == ["TLSv1.2"], "as records call themselves")
    }
}
