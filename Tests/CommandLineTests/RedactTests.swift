import Foundation
import Testing

/// `--redact`: what people and programs tell one another is nowhere in the output, whatever is
/// asked for; without it all of this is.
@Suite struct RedactTests {
    private let earshot = Program.earshot

    struct Secrets: Sendable, CustomTestStringConvertible {
        var capture: String
        var texts: [String]
        var keys: String?

        var testDescription: String { capture }
    }

    static let secrets = [
        Secrets(
            capture: "tls13.pcap", texts: ["Password: secret", "Message: 6f70656e", "\"open\""],
            keys: "tls13.keys"),
        Secrets(
            capture: "tls12.pcap", texts: ["Password: secret", "Message: 73687574"],
            keys: "tls12.keys"),
        Secrets(capture: "chat-private.pcapng", texts: ["hey alll"]),
        Secrets(capture: "ias-tcp.pcapng", texts: ["hello", "hi from alpine"]),
        Secrets(capture: "amqp091-basic.pcapng", texts: ["006775657374006775657374"]),
    ]

    private func output(_ secrets: Secrets, _ options: [String]) throws -> String {
        let path = try Sample.path(secrets.capture)
        let keys = try secrets.keys.map { ["--keys", try Sample.path($0)] } ?? []
        let all = ["read", "-r", path, "--info", "rich"] + keys + options
        let result = try earshot.run(all)
        #expect(result.status == 0)
        return result.text
    }

    @Test(arguments: secrets)
    func keepsSecretsAway(_ secrets: Secrets) throws {
        let shown = try output(secrets, ["-V", "-x", "-P"])
        let redacted = try output(secrets, ["-V", "-x", "-P", "--redact"])
        #expect(redacted.contains("<redacted, "))
        for text in secrets.texts where shown.contains(text) {
            #expect(!redacted.contains(text), "\(text)")
        }
        let isAnyShown = secrets.texts.contains { shown.contains($0) }
        #expect(isAnyShown, "the test looks for what is there")
        // All else is as before, line by line.
        #expect(shown.split(separator: "\n").count == redacted.split(separator: "\n").count)
    }

    @Test func tellsTheLengthInFields() throws {
        let path = try Sample.path("mqtt-ipv6.pcapng")
        let fields = ["-T", "fields", "-e", "mqtt.topic", "-e", "mqtt.msg", "-e", "tcp.payload"]
        let result = try earshot.run(["read", "--redact", "-Y", "mqtt.msg", path] + fields)
        let lines = result.text.split(separator: "\n")
        #expect(!lines.isEmpty)
        #expect(
            lines.allSatisfy { $0 == "paho/test/topic\t<redacted, 9 bytes>\t<redacted, 30 bytes>" })
    }

    @Test(arguments: ["json", "ek", "pdml", "ndjson"])
    func keepsSecretsOutOfDocuments(_ format: String) throws {
        let options = ["--keys", try Sample.path("tls13.keys"), "-T", format]
        let path = try Sample.path("tls13.pcap")
        let shown = try earshot.run(["read", path] + options).text
        let redacted = try earshot.run(["read", path, "--redact"] + options).text
        let secrets = ["\"secret\"", "6f:70:65:6e", "6f70656e"]
        let areShown = secrets.contains { shown.contains($0) }
        #expect(areShown)
        for secret in secrets {
            let isShown = redacted.contains(secret)
            #expect(!isShown, "\(secret)")
        }
    }

    /// A filter is in front of what is shown.
    @Test func filtersByWhatIsThere() throws {
        let path = try Sample.path("tls13.pcap")
        let keys = try Sample.path("tls13.keys")
        let result = try earshot.run([
            "read", "--redact", "--keys", keys, "-Y", "mqtt.passwd == \"secret\"", path,
        ])
        #expect(result.text.split(separator: "\n").count == 2)
    }
}
