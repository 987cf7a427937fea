import Foundation
import Testing

/// What a capture that root begins may do afterwards.
@Suite(.enabled(if: geteuid() == 0 && LiveProgram.isPermitted, "needs root"), .serialized)
struct LivePrivilegeTests {
    private static func user(_ name: String) throws -> (id: Int, group: Int) {
        let list = try String(contentsOfFile: "/etc/passwd", encoding: .utf8)
        let line = try #require(list.split(separator: "\n").first { $0.hasPrefix(name + ":") })
        let parts = line.split(separator: ":", omittingEmptySubsequences: false)
        return (try #require(Int(parts[2])), try #require(Int(parts[3])))
    }

    private func expectUser(_ name: String, of live: LiveProgram) throws {
        let user = try Self.user(name)
        #expect(try live.status("Uid") == [String](repeating: "\(user.id)", count: 4))
        #expect(try live.status("Gid") == [String](repeating: "\(user.group)", count: 4))
        for set in ["CapPrm", "CapEff", "CapInh", "CapAmb"] {
            #expect(try live.status(set) == ["0000000000000000"], "\(set)")
        }
        #expect(try live.status("NoNewPrivs") == ["1"])
        // Those of root would be a way back.
        let groups = try live.status("Groups").joined().split(separator: " ")
        #expect(groups.allSatisfy { $0 == "\(user.group)" })
        // Also of the thread that captures.
        let tasks = "/proc/\(live.process.processIdentifier)/task"
        let names = try FileManager.default.contentsOfDirectory(atPath: tasks)
        #expect(names.count == 2)
        for task in names {
            let text = try String(contentsOfFile: "\(tasks)/\(task)/status", encoding: .utf8)
            #expect(text.contains("CapEff:\t0000000000000000"))
            #expect(text.contains("Uid:\t\(user.id)\t"))
        }
    }

    @Test func goesOnAsNobody() throws {
        let live = try LiveProgram(["-Z", "nobody"])
        #expect(live.errors.contains("capturing on lo as user nobody"))
        try expectUser("nobody", of: live)
    }

    @Test func goesOnAsWhoeverIsNamed() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/c.pcapng"
        let live = try LiveProgram(["-Z", "daemon", "-w", path])
        try live.wait { (try? live.status("Uid").first) != "0" }
        #expect(live.errors.contains("as user daemon"))
        // What is captured is for whoever captures.
        let owner = try FileManager.default.attributesOfItem(atPath: path)[.ownerAccountID]
        #expect(try owner as? Int == Self.user("daemon").id)
        live.send(SIGINT)
        #expect(try live.end() == 0)
    }

    /// The files of a ring are made by the user, who must be able to.
    @Test func saysThatARingHasNoPlace() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/c.pcapng"
        let result = try Program.earshot.run(
            "live", "-Z", "daemon", "-w", path, "-b", "packets:2")
        #expect(result.errors.hasPrefix("earshot: -w \(folder.path)/c_00001_"))
        #expect(result.errors.contains("Permission denied"))
        #expect(result.status == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    /// Whoever has not got the right is told how to give it.
    @Test func saysWhatIsMissing() throws {
        let command = "cd / && exec '\(Program.earshot.path)' live"
        let result = try Program(path: "/usr/bin/setpriv").run(
            "--reuid", "65534", "--clear-groups", "--inh-caps=-all", "--no-new-privs", "/bin/sh",
            "-c", command)
        #expect(result.errors.contains("CAP_NET_RAW"))
        #expect(result.errors.contains("sudo setcap cap_net_raw,cap_net_admin+eip /"))
        #expect(result.errors.count { $0 == "\n" } == 1)
        #expect(result.status == 2)
    }
}
