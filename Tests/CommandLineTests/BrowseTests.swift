import Foundation
import Testing

/// `earshot flow --browse` on a terminal, which tmux is here.
@Suite struct BrowseTests {
    /// A terminal of 100 columns and 30 lines in which a program runs.
    private final class Terminal {
        private let name = "earshot-\(UUID())"
        private let tmux: Program

        init?(_ arguments: [String]) throws {
            guard FileManager.default.isExecutableFile(atPath: "/usr/bin/tmux") else { return nil }
            tmux = Program(path: "/usr/bin/tmux", environment: ["LC_ALL": "C.UTF-8"])
            let quoted = ([Program.earshot.path] + arguments).map { "'\($0)'" }
            let command = "\(quoted.joined(separator: " ")); echo status $?; exec cat"
            // The server of tmux stays: it must not hold what is waited for with the first command.
            let script = """
                for open in /proc/$$/fd/*; do
                    number=${open##*/}
                    [ "$number" -gt 2 ] && eval "exec $number>&-"
                done
                exec "$@"
                """
            let shell = Program(path: "/bin/bash", environment: tmux.environment)
            let started = try shell.run([
                "-c", script, "bash", tmux.path, "-L", name, "-f", "/dev/null", "new-session",
                "-d", "-x", "100", "-y", "30", command,
            ])
            guard started.status == 0 else { return nil }
        }

        deinit { _ = try? tmux.run(["-L", name, "kill-server"]) }

        func press(_ keys: String...) throws {
            _ = try tmux.run(["-L", name, "send-keys"] + keys)
        }

        private func text() throws -> String {
            try tmux.run(["-L", name, "capture-pane", "-p"]).text
        }

        /// Waits until the screen shows something, however slow the machine is.
        func shows(_ words: String) throws -> Bool {
            for _ in 0..<600 {
                if try text().contains(words) { return true }
                Thread.sleep(forTimeInterval: 0.05)
            }
            print(try text())
            return false
        }
    }

    @Test func isDrawnAndDriven() throws {
        guard
            let terminal = try Terminal([
                "flow", "--browse",
                "\(FileManager.default.currentDirectoryPath)/SamplePcaps/mqtt-qos2.pcapng",
            ])
        else { return }
        #expect(try terminal.shows("Connect Command"))
        #expect(try terminal.shows("1 of 13"))
        try terminal.press("Down")
        #expect(try terminal.shows("2 of 13"))
        try terminal.press("Enter")
        #expect(try terminal.shows("Message Type: Connect Ack (2)"))
        try terminal.press("q")
        #expect(try terminal.shows("2 of 13"))
        try terminal.press("/", "Release", "Enter")
        #expect(try terminal.shows("9 of 13"))
        try terminal.press("Space", "Up", "c")
        #expect(try terminal.shows("Packets 20 and 19"))
        try terminal.press("Escape")
        try terminal.press("f", "mqtt.msgtype == 3", "Enter")
        #expect(try terminal.shows("of 2"))
        try terminal.press("q")
        #expect(try terminal.shows("status 0"))
    }

    @Test func needsATerminalAndAFile() throws {
        let piped = try Program.earshot.run("flow", "--browse", "SamplePcaps/mqtt-qos2.pcapng")
        #expect(piped.status == 2)
        #expect(piped.errors.contains("terminal"))
        let other = try Program.earshot.run(
            "flow", "--browse", "--format", "svg", "SamplePcaps/mqtt-qos2.pcapng")
        #expect(other.status == 2)
    }
}
