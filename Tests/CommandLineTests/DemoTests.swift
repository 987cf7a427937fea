import Foundation
import Testing

/// `earshot demo`: sockets on loopback, listed while they talk.
@Suite(.enabled(if: LiveProgram.isPermitted, LiveProgram.permissionText), .serialized)
struct DemoTests {
    @Test func listsAndSumsUp() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/demo.pcapng"
        let result = try Program.earshot.run(
            "demo", "mqtt-qos2", "--speed", "10", "-w", path)
        #expect(result.status == 0, "\(result.errors)")
        for type in ["Connect Command", "Publish Received", "Publish Complete", "Disconnect Req"] {
            #expect(
                result.lines.contains {
                    $0.hasSuffix(type) || $0.contains("MQTT") && $0.contains(type)
                })
        }
        let parts = result.text.components(separatedBy: "\nmqtt-qos2: a message at QoS 2")
        #expect(parts.count == 2)
        // Each connection from its first packet to its last: nothing is missed.
        #expect(try parts[0] == Program.earshot.run("read", path).text)
        #expect(parts[0].count { $0 == "\n" } > 20)
        #expect(parts[0].components(separatedBy: "[SYN] ").count == 3)
        #expect(parts[0].components(separatedBy: "[FIN, ACK] ").count >= 5)
        #expect(parts[1].contains("2 TCP connections; "))
        #expect(parts[1].contains("mqtt.packets"))
    }

    @Test func listsMessages() throws {
        let result = try Program.earshot.run(
            "demo", "ias-tcp", "--messages", "--speed", "50")
        #expect(result.status == 0, "\(result.errors)")
        let rows = result.text.components(separatedBy: "\n\n")[0].split(separator: "\n")
        #expect(!rows.isEmpty)
        #expect(rows.allSatisfy { $0.contains(" IASCHAT ") })
    }

    /// Its own addresses keep apart what others say on loopback, and whoever else is on a port.
    @Test func playsAmongOthers() throws {
        let other = Process()
        other.executableURL = URL(filePath: Program.earshot.path)
        other.arguments = ["demo", "chat-private", "-q", "--speed", "20"]
        other.standardOutput = FileHandle.nullDevice
        other.standardError = FileHandle.nullDevice
        try other.run()
        let result = try Program.earshot.run("demo", "chat-private", "--messages", "--speed", "20")
        #expect(result.status == 0, "\(result.errors)")
        other.waitUntilExit()
        #expect(other.terminationStatus == 0)
        let hosts = Set(
            result.lines.compactMap { line in
                line.split(separator: " ").dropFirst(2).first.flatMap {
                    $0.hasPrefix("127.") ? $0 : nil
                }
            })
        #expect(hosts.count == 1, "\(hosts)")
    }

    @Test(arguments: [
        (["demo"], "which scenario?"), (["demo", "mqtt-qos7"], "unknown scenario 'mqtt-qos7'"),
        (["demo", "mqtt-qos0", "--rate", "0"], "is not a number above 0"),
    ])
    func saysWhatIsWrong(arguments: [String], message: String) throws {
        let result = try Program.earshot.run(arguments)
        #expect(result.errors.contains(message))
        #expect(result.status == 2)
    }
}
