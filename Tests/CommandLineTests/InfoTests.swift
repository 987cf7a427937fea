import Foundation
import Testing

@Suite struct InfoTests {
    private let earshot = Program.earshot

    private func report(_ capture: [UInt8]) throws -> [String: Any] {
        let folder = try TemporaryFolder()
        let result = try earshot.run("info", "--json", folder.file("a.pcap", capture))
        #expect(result.lines.count == 1)
        let object = try JSONSerialization.jsonObject(with: Data(result.output))
        return try #require(object as? [String: Any])
    }

    @Test func addsUpPackets() throws {
        let capture = SampleCapture(times: [(100, 0), (99, 500_000), (103, 250_000)])
        let report = try report(capture.bytes)
        #expect(report["packets"] as? Int == 3)
        #expect(report["file_size"] as? Int == capture.bytes.count)
        #expect(report["data_size"] as? Int == 165)
        #expect(report["duration_ns"] as? Int == 3_750_000_000)
        #expect(report["byte_rate"] as? Double == 44)
        #expect(report["first_time"] as? String == "1970-01-01T00:01:39.500000000Z")
        #expect(report["last_time_ns"] as? Int == 103_250_000_000)
        #expect(report["in_time_order"] as? Bool == false)
        #expect(report["cut_short"] as? Bool == false)
        #expect(report["error"] is NSNull)
        let interfaces = try #require(report["interfaces"] as? [[String: Any]])
        #expect(interfaces.count == 1)
        #expect(interfaces[0]["link_type_name"] as? String == "EN10MB")
        #expect(interfaces[0]["packets"] as? Int == 3)
    }

    @Test func countsSessionsWithKeys() throws {
        let path = try Sample.path("tls13.pcap")
        let without = try earshot.run("info", path).text
        #expect(without.contains("Number of TLS sessions: 2\n"))
        #expect(without.contains("TLS sessions with keys: 0\n"))
        let keys = try Sample.path("tls13.keys")
        let with = try earshot.run("info", "--keys", keys, path).text
        #expect(with.contains("TLS sessions with keys: 2\n"))
        let own = try earshot.run("info", Sample.path("mqtt-tls12-dsb.pcapng")).text
        #expect(own.contains("TLS sessions with keys: 2\n"), "the keys are in the capture")
    }

    @Test func saysThatKeysCannotBeRead() throws {
        let path = try Sample.path("tls13.pcap")
        for command in ["info", "read"] {
            let result = try earshot.run(command, "--keys", "/nowhere", path)
            #expect(result.status == 2)
            #expect(result.errors == "earshot: /nowhere: No such file or directory\n")
            #expect(result.text.isEmpty)
        }
        let wrong = try earshot.run("read", "-q", "-o", "tls.keylog_file:\(path)", path)
        #expect(wrong.status == 0)
        #expect(wrong.errors.contains("lines are no lines of a key log"))
    }

    @Test func reportsAnEmptyCapture() throws {
        let report = try report(SampleCapture(times: []).bytes)
        #expect(report["packets"] as? Int == 0)
        #expect(report["first_time"] is NSNull)
        #expect(report["duration_ns"] is NSNull)
        #expect(report["packet_rate"] as? Double == 0)
    }

    @Test func saysWhereACaptureEnds() throws {
        let report = try report(SampleCapture.segments(3).bytes.dropLast(1).map { $0 })
        #expect(report["packets"] as? Int == 2)
        #expect(report["cut_short"] as? Bool == true)
        #expect((report["error"] as? String)?.hasPrefix("cut short") == true)
    }

    /// The lines that both programs have are the same.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/capinfos")))
    func agreesWithCapinfos() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("a.pcap", SampleCapture.segments(120).bytes)
        let theirs = try Program(path: "/usr/bin/capinfos").run(path)
        let ours = try earshot.run("info", path)
        let left = Set(theirs.lines).subtracting(ours.lines).map { $0.prefix { $0 != ":" } }
        // Sizes that it rounds, rates that it writes in thousands, and what we do not tell.
        let known: Set<Substring> = [
            "File size", "Data bit rate", "SHA256", "RIPEMD160", "SHA1",
            "File timestamp precision", "                     Encapsulation = Ethernet (1 - ether)",
        ]
        #expect(Set(left).subtracting(known).isEmpty)
    }
}
