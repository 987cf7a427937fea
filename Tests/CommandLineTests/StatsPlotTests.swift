import Foundation
import TestKit
import Testing

/// `earshot stats --plot`.
@Suite struct StatsPlotTests {
    private let sample = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "SamplePcaps").path

    @Test(arguments: [
        ("mqtt-v5.pcapng", ["mqtt.latency.svg", "mqtt.rate.svg"]),
        (
            "amqp10-p2p-outcomes.pcapng",
            ["amqp.credit.svg", "amqp.latency.svg", "amqp.rate.svg"]
        ),
        ("xmpp-muc.pcapng", ["xmpp.latency.svg", "xmpp.rate.svg"]),
        ("mqtt-lossy.pcapng", ["mqtt.latency.svg", "mqtt.rate.svg"]),
        ("amqp091-basic.pcapng", ["amqp091.latency.svg", "amqp091.rate.svg"]),
        ("dns.pcap", ["dns.latency.svg"]),
        ("tls13.pcap", ["tls.latency.svg"]),
        ("scenarios/amqp-storm.pcapng", ["amqp.credit.svg", "amqp.latency.svg", "amqp.rate.svg"]),
    ])
    func drawsWhatThereIs(name: String, files: [String]) throws {
        let folder = try TemporaryFolder()
        let plots = folder.path + "/plots"
        let result = try Program.earshot.run("stats", "\(sample)/\(name)", "--plot", plots)
        #expect(result.status == 0, "\(result.errors)")
        let found = try FileManager.default.contentsOfDirectory(atPath: plots).sorted()
        let ofAll = ["io.bytes.svg", "io.packets.svg", "lengths.svg"]
        #expect(found == (ofAll + files).sorted())
        for file in found {
            let bytes = Array(try Data(contentsOf: URL(filePath: "\(plots)/\(file)")))
            let picture = try #require(SVGPicture(bytes), "\(file)")
            #expect(picture.textsOutside.isEmpty, "\(file)")
            #expect(picture.textsOverlapping.isEmpty, "\(file)")
            #expect(picture.elements.contains { $0.name == "title" })
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("nan") && !text.contains("inf"), "\(file)")
        }
    }

    /// The credit of a link, step by step: as many as the flows of the scenario allow, and none
    /// while its sender waits.
    @Test func drawsTheCreditOfEachLink() throws {
        let folder = try TemporaryFolder()
        let path = "\(sample)/scenarios/amqp-credit.pcapng"
        let result = try Program.earshot.run("stats", path, "amqp", "--plot", folder.path)
        #expect(result.status == 0)
        let file = URL(filePath: folder.path + "/amqp.credit.svg")
        let picture = try #require(SVGPicture(Array(try Data(contentsOf: file))))
        let words = picture.texts.map(\.words)
        #expect(words.contains { $0.hasPrefix("receiver (the server sends): at most 10, ") })
        #expect(words.contains { $0.hasPrefix("sender (the client sends): at most 65,536, ") })
        #expect(words.contains("time since the first packet (ms)"))
    }

    @Test func saysWhatIsWrongWithTheFolder() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("taken", [])
        let path = "\(sample)/mqtt-v5.pcapng"
        for place in [file, folder.path + "/none/plots"] {
            let result = try Program.earshot.run("stats", path, "--plot", place)
            #expect(result.status == 2)
            #expect(result.errors.contains(place))
        }
    }
}
