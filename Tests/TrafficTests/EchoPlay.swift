import Packets

@testable import Traffic

/// The smallest play: one says lines, and hears them again.
enum EchoPlay {
    static let server = Endpoint(IPAddress(10, 0, 2, 16), 7007)

    static func cast(lines: [String], port: UInt16 = server.port) -> [Actor] {
        let place = Endpoint(server.address, port)
        let caller = ScriptedPeer(
            [.connect(place)] + lines.map(sayAndHear) + [.close], framer: { LineFramer() })
        let echo = ScriptedServer(port: port, framer: { LineFramer() }) { _ in
            [.times(lines.count) { _ in [echoLine] }, .hearEnd]
        }
        return [
            Actor("caller", .client, at: IPAddress(10, 0, 2, 15), caller),
            Actor("echo", .server, at: server.address, echo),
        ]
    }

    private static func sayAndHear(_ line: String) -> Step<String> {
        .all([
            .say("says \(line)") { _ in Array("\(line)\n".utf8) },
            .hear("its echo") { heard, _ in heard == line },
        ])
    }

    private static var echoLine: Step<String> {
        .hear("a line") { line, stage in
            stage.send(Array("\(line)\n".utf8))
            return true
        }
    }
}
