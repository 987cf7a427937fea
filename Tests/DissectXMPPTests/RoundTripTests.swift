import Bytes
import DissectXMPP
import TestKit
import Testing

/// What is written is what is read: by the dissector, and by the other end.
@Suite struct XMPPRoundTripTests {
    private static let odd = "a<b>&\"c'\t\n\r é 你 😀 ]]>"

    static let styles = [XMLStyle(.single), XMLStyle(.double, hasSpaceInEmptyTags: true)]

    private static var samples: [XMLElement] {
        [
            XMLElement("presence"),
            XMLElement(
                "message", ["to": "a@host/r", "id": nil, "type": "chat"],
                [XMLElement("body", text: odd), XMLElement("x", ["xmlns": "jabber:x:event"])]),
            XMLElement(
                "iq", ["id": odd, "type": "set"],
                [
                    XMLElement(
                        "query", ["xmlns": "jabber:iq:roster"],
                        [XMLElement("item", ["jid": "b@host"], [XMLElement("group", text: "&")])])
                ]),
            XMLElement("stream:features", [:], [XMLElement("bind", ["xmlns": "urn:x"])]),
            XMLElement("auth", ["mechanism": "PLAIN"], text: "AGEAYg=="),
        ]
    }

    /// All cuts of all samples behind one another.
    @Test(arguments: DeliverySchedule.all, styles)
    func readsWhatItWrites(schedule: DeliverySchedule, style: XMLStyle) throws {
        let header = XMLElement("stream:stream", ["to": "host", "xmlns:stream": "urn:s"])
        var bytes = Array("<?xml version='1.0'?>\n".utf8) + header.writtenStartTag(style)
        for sample in Self.samples { bytes += [0x20] + sample.written(style) }
        bytes += Array(" </stream:stream>".utf8)
        var reader = XMPPStreamReader()
        var events: [XMPPStreamReader.Event] = []
        for piece in schedule.cut(bytes) {
            reader.receive(Array(piece))
            while let event = try reader.next() { events.append(event) }
        }
        #expect(
            events == [.opened(header)] + Self.samples.map { .element($0) } + [.closed])
    }

    @Test(arguments: styles)
    func writesWhatTheDissectorReads(style: XMLStyle) {
        var reading = Reading.greeted
        for sample in Self.samples { reading.talk.client(sample.written(style)) }
        #expect(reading.rules == [])
        let sink = reading.read()
        #expect(sink["xmpp.message.body.text"] == [Self.odd] || sink["xmpp.message.body"] != [])
        #expect(sink["xmpp.iq.id"].last == Self.odd || sink["xmpp.id"].contains(Self.odd))
    }

    @Test func writesBothTagsAroundAnEmptyText() {
        #expect(XMLElement("a", text: "").written() == Array("<a></a>".utf8))
        #expect(XMLElement("a").written() == Array("<a/>".utf8))
    }

    /// XML has no way to write these.
    @Test(arguments: ["\u{0}", "\u{8}", "\u{B}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"])
    func replacesWhatCannotBeWritten(character: String) {
        let bytes = XMLElement("a", ["b": character], text: character).written()
        #expect(bytes == Array("<a b=\"\u{FFFD}\">\u{FFFD}</a>".utf8))
    }
}

/// What an end does not listen to.
@Suite struct XMPPStreamReaderTests {
    private func violation(_ text: String) -> XMPPStreamReader.Violation? {
        var reader = XMPPStreamReader()
        reader.receive(Array(text.utf8))
        do throws(XMPPStreamReader.Violation) {
            while try reader.next() != nil {}
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "hello", "<a></b>", "<a b></a>", "<a>&unknown;</a>", "<a>\u{0}</a>", "< a/>",
        "<a b='1' b='2'/>", "<a/>text", "<message><stream:stream></message>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>", "<!-- a -->", "<?php a ?>", "<a><!DOCTYPE b></a>",
    ])
    func refuses(text: String) {
        #expect(violation(text) != nil)
    }

    @Test func waitsNoLongerThanItsLimit() {
        let most = XMPPStreamReader.elementByteCountMax
        let whole = "<a>" + String(repeating: "b", count: most - 7) + "</a>"
        #expect(violation(whole) == nil)
        #expect(violation("<a>" + whole) == .tooLong)
        #expect(violation("<a b='" + whole) == .tooLong)
        let nested = String(repeating: "<a>", count: 300)
        #expect(violation(nested + String(repeating: "</a>", count: 300)) == .tooLong)
    }

    /// An element that never ends costs no more than its bytes, however it comes.
    @Test func readsByteByByte() throws {
        var reader = XMPPStreamReader()
        for byte in Array("<a><b c='d'>e</b></a><f/>".utf8) {
            reader.receive([byte])
            if let event = try reader.next() {
                #expect(event != .closed)
            }
        }
        #expect(try reader.next() == nil)
    }
}
