import Foundation
import Testing

/// `earshot generate` over sockets, and `earshot serve`.
@Suite(.serialized) struct LiveTrafficTests {
    /// One of its own, so that two runs of the tests do not meet.
    private static let port = "\(46_000 + Int(ProcessInfo.processInfo.processIdentifier) % 2000)"

    @Test func playsBothEnds() throws {
        let result = try Program.earshot.run(
            "generate", "mqtt-qos2", "--live", "--speed", "50", "--port", Self.port)
        #expect(result.status == 0)
        #expect(result.errors == "")
        #expect(result.lines.contains("subscriber: paho/test/topic: my message"))
    }

    /// However a stream is cut, over real sockets too.
    @Test func playsInPieces() throws {
        let result = try Program.earshot.run(
            "generate", "mqtt-websocket", "--live", "--speed", "50", "--port", Self.port, "--cut",
            "2")
        #expect(result.status == 0)
        #expect(result.lines.contains("browser: web/topic: my message"))
    }

    @Test func saysThatNobodyListens() throws {
        let result = try Program.earshot.run(
            "generate", "mqtt-qos1", "--connect", "127.0.0.1:\(Self.port)")
        #expect(
            result
                == Program.Result(
                    output: [],
                    errors: "earshot: mqtt-qos1: nobody listens at 127.0.0.1:\(Self.port)\n",
                    status: 2))
    }

    @Test func servesUntilItIsStopped() throws {
        let server = try Server([
            "mqtt", "--port", Self.port, "--user", "me", "--password", "right",
        ])
        let place = ["--connect", "localhost:\(Self.port)", "--speed", "20"]
        let guest = try Program.earshot.run(
            ["generate", "mqtt-v5"] + place + ["--user", "me", "--password", "right"])
        #expect(guest.status == 0)
        #expect(guest.lines.contains("asker: lab/answers: my message"))
        let stranger = try Program.earshot.run(
            ["generate", "mqtt-retain"] + place + ["--user", "me", "--password", "wrong"])
        #expect(
            stranger.errors
                == "earshot: mqtt-retain: publisher: 127.0.0.1:\(Self.port) refused the client: "
                + "wrong user name or password\n")
        #expect(stranger.status == 2)
        let second = try Program.earshot.run("serve", "mqtt", "--port", Self.port)
        #expect(
            second
                == Program.Result(
                    output: [],
                    errors: "earshot: serve mqtt: port \(Self.port) is in use; choose another "
                        + "with --port\n",
                    status: 2))
        #expect(server.stop() == 0)
    }

    /// `earshot serve`, as a program of its own.
    private final class Server {
        private let process = Process()

        init(_ arguments: [String]) throws {
            process.executableURL = URL(filePath: Program.earshot.path)
            process.arguments = ["serve"] + arguments
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            // It is there when somebody can connect.
            for _ in 0..<200 where !Self.answers { usleep(20_000) }
        }

        private static var answers: Bool {
            let check = "exec 3<>/dev/tcp/127.0.0.1/\(LiveTrafficTests.port)"
            let bash = Program(path: "/bin/bash")
            return (try? bash.run("-c", check))?.status == 0
        }

        /// - Returns: the exit status.
        func stop() -> Int32 {
            process.terminate()
            process.waitUntilExit()
            return process.terminationReason == .exit ? process.terminationStatus : -1
        }
    }
}
