import Testing

/// `-V`, `-O`, `-x` and `-P`.
@Suite struct TreeTests {
    private let earshot = Program.earshot

    /// Text of a packet's tree: lines with their depth.
    private func tree(_ arguments: String...) throws -> [(depth: Int, text: Substring)] {
        let result = try earshot.run(["read", "-V"] + arguments)
        #expect(result.errors == "" && result.status == 0)
        return result.lines.map { line in
            let blanks = line.prefix { $0 == " " }.count
            return (blanks / 4, line.dropFirst(blanks))
        }
    }

    @Test func showsLayersAndFields() throws {
        let path = try Sample.path("dns.pcap")
        let lines = try tree("-Y", "frame.number == 4", path)
        let layers = lines.filter { $0.depth == 0 }.map { $0.text }
        #expect(
            layers == [
                "Frame 4: 182 bytes on wire, 182 bytes captured",
                "Ethernet, Dst: 02:00:00:00:00:0a, Src: 02:00:00:00:00:01",
                "Internet Protocol Version 4, Src: 198.51.100.20, Dst: 192.0.2.10",
                "User Datagram Protocol, Src: 53, Dst: 47112",
                "Domain Name System, Standard query (0)",
            ])
        let flags = try #require(lines.lastIndex { $0.text == "Flags: 0x8500" })
        #expect(lines[flags].depth == 1)
        #expect(lines[flags + 1] == (2, "Response: Set"))
        #expect(lines[flags + 2] == (2, "Opcode: Standard query (0)"))
    }

    /// What the analysis of a connection finds out stands where tshark has it.
    @Test func ordersTCPAsTshark() throws {
        let path = try Sample.path("tcp-plain.pcap")
        let lines = try tree("-Y", "tcp.flags.syn == 1", "-c", "9", path)
        let start = try #require(lines.firstIndex { $0.text.hasPrefix("Transmission Control") })
        let names = lines[(start + 1)...].filter { $0.depth == 1 }
            .map { $0.text.prefix { $0 != ":" } }
        #expect(
            names.prefix(12) == [
                "Source Port", "Destination Port", "Stream index", "Conversation completeness",
                "TCP Segment Len", "Sequence Number", "Sequence Number (raw)",
                "Next Sequence Number", "Acknowledgment Number", "Acknowledgment number (raw)",
                "Header Length", "Flags",
            ])
    }

    /// Each message of a packet has a heading of its own, and its fields below it.
    @Test func givesEachMessageALayer() throws {
        let path = try Sample.path("mqtt-segments.pcapng")
        let fields = try earshot.run(
            "read", "-T", "fields", "-e", "frame.number", "-e", "mqtt.msgtype", path)
        let packet = try #require(fields.lines.first { $0.contains(",") })
        let columns = packet.split(separator: "\t")
        let types = columns[1].split(separator: ",")
        let lines = try tree("-Y", "frame.number == \(columns[0])", path)
        let headings = lines.indices.filter { lines[$0].text.hasPrefix("MQ Telemetry") }
        #expect(headings.count == types.count)
        for (heading, type) in zip(headings, types) {
            let end = headings.first { $0 > heading } ?? lines.count
            let inside = lines[(heading + 1)..<end].filter { $0.text.hasPrefix("Message Type: ") }
            #expect(inside.count == 1)
            #expect(inside.first?.text.hasSuffix("(\(type))") ?? false)
        }
    }

    @Test func opensChosenLayers() throws {
        let path = try Sample.path("dns.pcap")
        let result = try earshot.run("read", "-O", "udp,dns", "-Y", "frame.number == 4", path)
        let closed = ["Frame 4", "Ethernet", "Internet Protocol"]
        #expect(zip(result.lines, closed).allSatisfy { $0.hasPrefix($1) })
        #expect(result.lines[3].hasPrefix("User Datagram Protocol"))
        #expect(result.lines[4] == "    Source Port: 53")
        let wrong = try earshot.run("read", "-O", "dsn", path)
        #expect(wrong.errors == "earshot: -O: 'dsn' is not a known layer; did you mean 'dns'?\n")
        #expect(wrong.status == 2)
    }

    /// Notes stand in the layer of the message that they are about.
    @Test func showsNotes() throws {
        let path = try Sample.path("dns-malformed.pcap")
        let lines = try tree("-c", "20", path)
        let notes = lines.filter { $0.text.hasPrefix("Note: ") }
        #expect(notes.count >= 20)
        #expect(notes.allSatisfy { $0.depth == 1 })
    }

    @Test(arguments: [[], ["-P"], ["-V"], ["-P", "-V"]])
    func showsBytes(options: [String]) throws {
        let path = try Sample.path("dns.pcap")
        let result = try earshot.run(["read", "-x", "-c", "1"] + options + [path])
        let blocks = result.text.split(separator: "\n\n", omittingEmptySubsequences: false)
        // A block ends with an empty line, so that the last part is empty.
        let bytes = """
            0000  02 00 00 00 00 0a 02 00 00 00 00 01 08 06 00 01   ................
            0010  08 00 06 04 00 01 02 00 00 00 00 01 c0 00 02 01   ................
            0020  00 00 00 00 00 00 c0 00 02 0a                     ..........
            """
        #expect(blocks.count == (options.isEmpty ? 2 : 3))
        #expect(blocks[blocks.count - 2] == bytes)
        #expect(blocks.last == "")
    }

    @Test(.enabled(if: Program.tshark != nil, "tshark is not installed"))
    func showsBytesAsTshark() throws {
        let path = try Sample.path("arp-icmp.pcap")
        let options = ["-n", "-P", "-x", "-r", path]
        let theirs = try #require(Program.tshark).run(options)
        #expect(try earshot.run(["read"] + options).lines == theirs.lines)
    }

    /// No line is longer than a limit, and nothing of a sender's making reaches a terminal.
    @Test(arguments: [
        "dns-malformed.pcap", "dns-names.pcap", "dns-records.pcap", "network-odd.pcap",
        "mqtt-v5.pcapng", "mqtt-malformed.pcapng", "chat-private.pcapng",
    ])
    func boundsLines(sample: String) throws {
        let result = try earshot.run("read", "-V", "-x", Sample.path(sample))
        #expect(result.status == 0)
        #expect(result.lines.count > 100)
        #expect(result.lines.allSatisfy { $0.utf8.count < 500 })
        #expect(result.output.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    }

    @Test func refusesFieldsInOneLine() throws {
        let result = try earshot.run("read", "-T", "fields", "-e", "ip.src", "-V", "/no/such")
        #expect(
            result.errors
                == "earshot: -T fields has a form of its own: -V, -O and -x need -T text\n")
        #expect(result.status == 2)
    }
}
