import Foundation
import Testing

/// `earshot demo`: sockets on loopback, listed while they talk.
@Suite(.enabled(if: LiveProgram.isPermitted, LiveProgram.permissionText), .serialized)
struct DemoTests {
    @Test func listsAndSumsUp() throws {
        let port = try LoopbackTalk().port
        let folder = try TemporaryFolder()
        let path = folder.path + "/demo.pcapng"
        let result = try Program.earshot.run(
            "demo", "mqtt-qos2", "--port", "\(port)", "--speed", "10", "-w", path)
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
        #expect(try parts[0] == Program.earshot.run("read", path).text + "\n")
        #expect(parts[0].count { $0 == "\n" } > 20)
        #expect(parts[0].components(separatedBy: "[SYN] ").count == 3)
        #expect(parts[0].components(separatedBy: "[FIN, ACK] ").count >= 5)
        #expect(parts[1].contains("2 connections"))
        #expect(parts[1].contains("mqtt.packets"))
    }

    @Test func listsMessages() throws {
        let port = try LoopbackTalk().port
        let result = try Program.earshot.run(
            "demo", "ias-tcp", "--messages", "--port", "\(port)", "--speed", "50")
        #expect(result.status == 0, "\(result.errors)")
        let rows = result.text.components(separatedBy: "\n\n")[0].split(separator: "\n")
        #expect(!rows.isEmpty)
        #expect(rows.allSatisfy { $0.contains(" IASCHAT ") })
    }

    @Test(arguments: [
        (["demo"], "which scenario?"), (["demo", "mqtt-qos7"], "unknown scenario 'mqtt-qos7'"),
        (["demo", "mqtt-qos0", "--port", "1"], "port 1 is for root"),
    ])
    func saysWhatIsWrong(arguments: [String], message: String) throws {
        let result = try Program.earshot.run(arguments)
        #expect(result.errors.contains(message))
        #expect(result.status == 2)
    }
}
