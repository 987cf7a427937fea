import Foundation
import TestKit
import Testing

/// The forms of `earshot flow` that other programs show: nothing that was sent is more than text.
@Suite struct FlowPictureTests {
    private func flow(_ format: String, _ capture: String, _ options: String...) throws -> String {
        let result = try Program.earshot.run(["flow", "--format", format] + options + [capture])
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        return result.text
    }

    /// Client identifiers and topics of a capture that is made up for it.
    private static let words = [
        "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>&amp;<!--",
        "end", "p0->>p1: forged", "a;b#c%d", "\n@enduml\n!include /etc/passwd", "%getenv(HOME)",
        "$x\\n\"q\"", "\u{1B}[31m\u{7}\u{200B}\u{202E}",
        "\u{2028}p1 -> p0 : forged", String(repeating: "x", count: 4000),
    ]

    private func hostile() throws -> (folder: TemporaryFolder, path: String) {
        let folder = try TemporaryFolder()
        var capture = HostileCapture()
        for (index, words) in Self.words.enumerated() { capture.converse(index, words) }
        return (folder, try folder.file("hostile.pcap", capture.bytes))
    }

    @Test func wordsAreNoMarkup() throws {
        let (folder, path) = try hostile()
        defer { withExtendedLifetime(folder) {} }
        let svg = try flow("svg", path)
        #expect(!svg.contains("<script"))
        #expect(!svg.contains("<img"))
        #expect(svg.contains("&lt;img src=x onerror=alert(1)&gt;"))
        #expect(SVGPicture(Array(svg.utf8))?.textsOutside == [])
        let page = try flow("html", path)
        #expect(page.components(separatedBy: "<script").count == 3)
        #expect(page.components(separatedBy: "</script").count == 3)
        #expect(!page.contains("<img"))
        #expect(!page.contains("http:") || page.contains("http://www.w3.org/2000/svg"))
    }

    /// All text of a picture is in it, and none on another.
    @Test(
        arguments: [
            "mqtt-lossy.pcapng", "chat-private.pcapng", "xmpp-muc.pcapng", "dns.pcap",
            "amqp10-p2p-outcomes.pcapng", "torture-broken.pcap", "mqtt-broken.pcap",
            "network-odd.pcap", "scenarios/mqtt-keepalive.pcapng",
        ], ["message", "packet"])
    func textIsApart(sample: String, unit: String) throws {
        let svg = try flow("svg", "SamplePcaps/\(sample)", "--by", unit)
        let picture = try #require(SVGPicture(Array(svg.utf8)))
        #expect(picture.textsOutside.isEmpty)
        #expect(picture.textsOverlapping.isEmpty)
    }

    /// Packets that are more than a hundred years apart.
    @Test func longTimesHaveRoom() throws {
        let folder = try TemporaryFolder()
        var capture = HostileCapture()
        capture.connect(0, "first")
        capture.wait(seconds: 4_000_000_000)
        capture.connect(1, "last")
        let svg = try flow("svg", try folder.file("years.pcap", capture.bytes))
        let picture = try #require(SVGPicture(Array(svg.utf8)))
        #expect(picture.texts.contains { $0.words.hasPrefix("4000000000.") })
        #expect(picture.textsOutside.isEmpty)
        #expect(picture.textsOverlapping.isEmpty)
    }

    /// Each line of a source is one of the few that it may have.
    @Test func wordsAreNoStatements() throws {
        let (folder, path) = try hostile()
        defer { withExtendedLifetime(folder) {} }
        let text = #"[^;#%<>"\\{}|`$&!@*~']|#[0-9]+;"#
        let mermaid = try flow("mermaid", path).split(separator: "\n")
        // Of 4,000 letters a beginning that can be drawn.
        #expect(mermaid.contains { $0.hasSuffix(String(repeating: "x", count: 100) + "…") })
        #expect(mermaid.allSatisfy { !$0.contains(String(repeating: "x", count: 200)) })
        #expect(mermaid.first == "sequenceDiagram")
        let statement = try Regex(
            "^    (participant p[0-9]+ as (\(text)|<br/>)+|p[0-9]+(->>|-->>|--x)p[0-9]+: (\(text))+"
                + "|Note over p[0-9]+(,p[0-9]+)?: (\(text))+)$")
        for line in mermaid.dropFirst() {
            #expect(line.wholeMatch(of: statement) != nil, "\(line)")
            #expect(line.range(of: #"\bend\b"#, options: .regularExpression) == nil, "\(line)")
        }
        let plain = #"[^;#%<>"\\{}|`$&!@*~']|<U\+[0-9A-F]{4,6}>"#
        let plantUML = try flow("plantuml", path).split(separator: "\n")
        #expect(plantUML.first == "@startuml")
        #expect(plantUML.last == "@enduml")
        let command = try Regex(
            "^(title (\(plain))+|participant \"(\(plain)|\\\\n)+\" as p[0-9]+"
                + "|p[0-9]+ (->|-->|-\\[#B91C1C,dashed\\]>x) p[0-9]+ : (\(plain))+"
                + "|note over p[0-9]+(,p[0-9]+)? : (\(plain))+)$")
        for line in plantUML.dropFirst().dropLast() {
            #expect(line.wholeMatch(of: command) != nil, "\(line)")
            #expect(!line.unicodeScalars.contains("\u{2028}"))
        }
    }

    /// Nothing moves a terminal's cursor, and no line is longer than the terminal.
    @Test func textIsTame() throws {
        let (folder, path) = try hostile()
        defer { withExtendedLifetime(folder) {} }
        for width in [40, 80, 200] {
            let result = try Program.earshot.run(["flow", "--width", "\(width)", path])
            #expect(result.output.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
            let ladder = result.text.components(separatedBy: "\n\n")[0]
            #expect(ladder.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= width })
        }
    }

    @Test(arguments: ["text", "json", "svg", "html", "mermaid", "plantuml"])
    func standsAnEmptyCapture(format: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("empty.pcap", HostileCapture().bytes)
        #expect(!(try flow(format, path)).isEmpty)
        let missing = try Program.earshot.run(["flow", "--format", format, folder.path + "/none"])
        #expect(missing.status == 2)
        let junk = try folder.file("junk", Array("no capture at all".utf8))
        let result = try Program.earshot.run(["flow", "--format", format, junk])
        #expect(result.status == 2)
        #expect(!result.errors.isEmpty)
    }

    /// What stands before a place where the capture is broken is drawn, and the status tells.
    @Test(arguments: ["text", "json", "svg", "html", "mermaid", "plantuml"])
    func drawsWhatCanBeRead(format: String) throws {
        let folder = try TemporaryFolder()
        var capture = HostileCapture()
        capture.converse(0, "first")
        let path = try folder.file("cut.pcap", capture.bytes.dropLast(5))
        let result = try Program.earshot.run(["flow", "--format", format, path])
        #expect(result.text.contains("Connect Command"))
        #expect(!result.errors.isEmpty)
    }

    /// A pause is told in every picture; the page finds it out from its data.
    @Test(arguments: ["text", "svg", "mermaid", "plantuml"])
    func drawsPauses(format: String) throws {
        let text = try flow(format, "SamplePcaps/scenarios/mqtt-keepalive.pcapng")
        let pauses = text.matches(of: /[0-9]+(?:\.[0-9]+)? s later/).map { String($0.0) }
        #expect(
            pauses == [
                "5.04 s later", "6 s later", "5.04 s later", "6 s later", "2.04 s later",
            ])
    }

    @Test(arguments: ["text", "json", "svg", "html", "mermaid", "plantuml"])
    func drawsOnePacket(format: String) throws {
        let folder = try TemporaryFolder()
        var capture = HostileCapture()
        capture.connect(0, "only")
        let path = try folder.file("one.pcap", capture.bytes)
        for unit in ["message", "packet"] {
            let text = try flow(format, path, "--by", unit)
            #expect(text.contains("only"))
            #expect(text.contains("Connect Command"))
        }
    }

    /// What was sent comes back from JSON and from the page's data as it was sent.
    @Test func wordsAreWhole() throws {
        let (folder, path) = try hostile()
        defer { withExtendedLifetime(folder) {} }
        let page = try flow("html", path, "--unfolded")
        let data = page.components(separatedBy: "id=\"graph\">")[1]
            .components(separatedBy: "</script>")[0]
        for text in [try flow("json", path), data] {
            let graph = try JSONSerialization.jsonObject(with: Data(text.utf8))
            let events = try #require((graph as? [String: Any])?["events"] as? [Any])
            let topics = events.compactMap { event in
                let fields = (event as? [Any])?.last ?? (event as? [String: Any])?["fields"]
                return (fields as? [String: Any])?["mqtt.clientid"] as? String
            }
            #expect(topics.count == Self.words.count)
            for (topic, words) in zip(topics, Self.words) where !words.contains("\u{1B}") {
                #expect(topic == words)
            }
        }
    }

    /// 10,000 ends: all are told of, in a picture of bounded width.
    @Test(arguments: ["text", "json", "svg", "html", "mermaid", "plantuml"])
    func standsManyEnds(format: String) throws {
        let folder = try TemporaryFolder()
        var capture = HostileCapture()
        for index in 0..<10_000 { capture.connect(index, "client \(index)") }
        let path = try folder.file("many.pcap", capture.bytes)
        let result = try Program.earshot.run(["flow", "--format", format, path])
        #expect(result.status == 0)
        // Mermaid would not draw that.
        #expect(result.errors.contains("maxTextSize") == (format == "mermaid"))
        let text = result.text
        #expect(text.contains("client 9999"))
        switch format {
        case "text": #expect(text.contains("10001 participants"))
        case "svg":
            let width = try #require(text.firstMatch(of: /viewBox="0 0 ([0-9]+)/)?.1)
            #expect(Int(width) ?? 0 < 30_000)
        default: break
        }
    }
}
