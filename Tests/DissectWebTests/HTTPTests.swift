import DissectWeb
import Dissection
import TestKit
import Testing

@Suite struct HTTPTests {
    private static let get = "GET /a?b=c HTTP/1.1\r\nHost: h\r\n\r\n"
    private static let ok = "HTTP/1.1 200 OK\r\n"

    /// Bodies with all ends that there are, one behind the other.
    private static func talk() -> Conversation {
        var talk = Conversation()
        talk.client(get + get)
        talk.client("HEAD / HTTP/1.1\r\n\r\n" + get)
        talk.server(ok + "Content-Length: 5\r\nContent-Type: text/plain\r\n\r\nhello")
        talk.server("HTTP/1.1 100 Continue\r\n\r\n" + ok)
        talk.server("Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n1\r\nd\r\n0\r\nA: b\r\n\r\n")
        talk.server(ok + "Content-Length: 100\r\n\r\n")
        talk.server(ok + "\r\nup to the end\r\n\r\n")
        talk.add(.finish, .server)
        return talk
    }

    @Test(arguments: Web.all)
    func readsTheSameHoweverItIsCut(schedule: DeliverySchedule) {
        let result = Web.run(Self.talk(), schedule)
        #expect(result.names == Array(repeating: "HTTP", count: 9))
        #expect(result.records == Web.run(Self.talk()).records)
        #expect(result.skips.isEmpty)
    }

    @Test func writesTsharksRows() {
        let result = Web.run(Self.talk())
        let request = "GET /a?b=c HTTP/1.1 "
        #expect(
            result.summaries == [
                request + request, "HEAD / HTTP/1.1 " + request,
                "HTTP/1.1 200 OK  (text/plain)", "HTTP/1.1 100 Continue HTTP/1.1 200 OK ",
                "HTTP/1.1 200 OK ", "HTTP/1.1 200 OK ", "HTTP/1.1 200 OK ",
            ])
    }

    /// A long body is counted and not kept, and its message has its fields all the same.
    @Test(arguments: Web.all)
    func countsLongBodies(schedule: DeliverySchedule) {
        let body = String(repeating: "x", count: 200_000)
        var talk = Conversation()
        talk.client(Self.get)
        talk.server(Self.ok + "Content-Length: \(body.utf8.count)\r\n\r\n")
        for piece in stride(from: 0, to: 200_000, by: 20_000) {
            talk.server(String(body.dropFirst(piece).prefix(20_000)))
        }
        talk.server(Self.ok + "Content-Length: 0\r\n\r\n")
        let fast: DeliverySchedule = schedule.description == "chunks of 1" ? .whole : schedule
        let result = Web.run(talk, fast)
        #expect(result.records.count == 3)
        #expect(result.records[1].place.range.count > 200_000)
        #expect(result.records[1].fields.contains("200000"))
    }

    /// Every beginning of a conversation gives the messages that are whole in it.
    @Test func readsEveryPrefix() {
        let bytes = Array((Self.get + Self.get).utf8)
        for count in 0...bytes.count {
            var talk = Conversation()
            if count > 0 { talk.client(Array(bytes[..<count])) }
            talk.add(.finish)
            let whole = count / (bytes.count / 2)
            #expect(Web.run(talk).records.count == whole, "prefix of \(count)")
        }
    }

    @Test func refusesWhatIsNotHTTP() {
        for text in ["\u{1}\u{2}\u{3}", "nothing known\r\n\r\n", "FOO / HTTP/1.1\r\n\r\n"] {
            var talk = Conversation()
            talk.client(text)
            let result = Web.run(talk)
            #expect(result.records.isEmpty)
            #expect(!result.skips.isEmpty)
        }
    }

    /// A message that a content on any port begins as.
    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", true), ("GET / http/1.0\r\n\r\n", true),
        ("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", true),
        ("GET / HTTP/2.0\r\n\r\n", false), ("GET /\r\n\r\n", false),
        ("HTTP/1.1\r\n\r\n", false), ("FOO / HTTP/1.1\r\n\r\n", false),
    ])
    func isFoundByContent(text: String, isHTTP: Bool) {
        var talk = Conversation()
        talk.client(text)
        let registry = Web.registry()
        for schedule in Web.all {
            let result = talk.run(UndecidedDissector(registry), registry, schedule)
            #expect(result.names == (isHTTP ? ["HTTP"] : []), "\(schedule)")
        }
    }

    /// A head that does not end is not kept for ever, nor read as often as it has bytes.
    @Test func endsLongHeads() {
        var talk = Conversation()
        talk.client(Self.get + "GET / HTTP/1.1\r\n")
        for _ in 0..<100 { talk.client(String(repeating: "X: y\r\n", count: 100)) }
        let result = Web.run(talk)
        #expect(result.records.count > 1)
    }

    @Test(arguments: Web.all)
    func goesOnBehindAGap(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.server(Self.ok + "Content-Length: 10\r\n\r\n01234")
        talk.add(.gap(5), .server)
        talk.server(Self.ok + "Content-Length: 0\r\n\r\n")
        let result = Web.run(talk, schedule)
        #expect(result.names.last == "HTTP")
        #expect(result.records.last?.fields.contains("200") == true)
    }

    /// Requests that are never answered are not kept for ever.
    @Test func forgetsOldRequests() {
        var talk = Conversation()
        for _ in 0..<200 { talk.client(Self.get) }
        #expect(Web.run(talk).records.count == 200)
    }
}
