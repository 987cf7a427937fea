import DissectWeb
import Dissection
import TestKit
import Testing

/// Packets of which the capture has the beginning: the rows are those of tshark 4.0.17.
@Suite struct CutPacketTests {
    private static let mark = "[Packet size limited during capture]"
    private static let get = Array("GET /a HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n".utf8)
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    private static let html = Array((ok + "Content-Length: 18\r\n\r\n<html>hello</html>").utf8)
    private static let chunks = Array(
        (ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n").utf8)

    private func rows(_ bytes: [UInt8], cutTo count: Int, depth: Depth) -> [String] {
        var talk = Conversation()
        talk.client(Self.get)
        talk.add(.cut(bytes, to: count), .server)
        talk.server(Array("HTTP/1.1 204 No Content\r\n\r\n".utf8))
        return Web.run(talk, depth: depth).summaries
    }

    @Test(arguments: [Depth.summary, .fields])
    func showsWhatThereIsOfAMessage(depth: Depth) {
        let next = "HTTP/1.1 204 No Content "
        for count in 17..<Self.html.count {
            let typed = count > Self.html.count - 18 ? " (text/html)" : ""
            let row = "HTTP/1.1 200 OK " + typed + Self.mark
            #expect(
                rows(Self.html, cutTo: count, depth: depth) == ["GET /a HTTP/1.1 ", row, next])
        }
        for count in 17..<Self.chunks.count {
            let row = "HTTP/1.1 200 OK " + Self.mark
            #expect(rows(Self.chunks, cutTo: count, depth: depth)[1...] == [row, next])
        }
    }

    /// What continues a body is a packet of its own to tshark.
    @Test func continuesBehindACutBody() {
        var talk = Conversation()
        talk.client(Self.get)
        talk.add(
            .cut(Array((Self.ok + "Content-Length: 3000\r\n\r\n" + "abc").utf8), to: 50), .server)
        talk.add(.cut(Array("more\nof it".utf8), to: 7), .server)
        talk.server(Self.html)
        #expect(
            Web.run(talk).summaries[1...] == [
                "HTTP/1.1 200 OK " + Self.mark, "Continuation", "HTTP/1.1 200 OK  (text/html)",
            ])
    }

    @Test(arguments: [Depth.summary, .fields])
    func readsFramesBehindACutOne(depth: Depth) {
        let frame = Web.frame(2, String(repeating: "x", count: 200))
        var talk = Web.upgraded(subprotocol: nil)
        talk.add(.cut(frame, to: 50), .server)
        talk.add(.cut(Array(frame[..<100]), to: 50), .server)
        talk.server(Array(frame[100...]) + Web.frame(1, "next"))
        #expect(
            Web.run(talk, depth: depth).summaries[2...] == [
                "WebSocket Binary [FIN] " + Self.mark,
                "WebSocket Binary [FIN] [BoundErrorUnreassembled Packet]",
                "WebSocket Text [FIN] ",
            ])
    }

    /// The row of a segment with the answer and the first frame has both.
    @Test func showsTheAnswerBeforeAFrame() {
        var talk = Conversation()
        talk.client(Web.request(subprotocol: nil))
        talk.server(Array(Web.response(subprotocol: nil).utf8) + Web.frame(1, "hi"))
        #expect(
            Web.run(talk).summaries.last
                == "HTTP/1.1 101 Switching Protocols WebSocket Text [FIN] ")
    }
}
