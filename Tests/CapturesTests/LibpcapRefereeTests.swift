import Captures
import Foundation
import LiveCapture
import Testing

/// libpcap and our own reader, held to the same packets.
@Suite struct LibpcapRefereeTests {
    static func libpcap(_ path: String) -> CaptureContents? {
        guard var reader = try? LibpcapReader(path: path) else { return nil }
        return CaptureContents(&reader)
    }

    @Test(arguments: Samples.names) func bothReadersAgree(name: String) throws {
        let ours = CaptureContents(path: Samples.path(name))
        guard let theirs = Self.libpcap(Samples.path(name)) else {
            // libpcap does not unpack.
            #expect(ours.metadata.compression != nil)
            return
        }
        // Where interfaces differ in their link types, libpcap goes on to the first that does.
        let linkTypes = Set(ours.metadata.interfaces.map(\.linkType))
        if theirs.error == nil || linkTypes.count == 1 {
            #expect(theirs.packets.count == ours.packets.count)
            #expect((theirs.error == nil) == (ours.error == nil))
        }
        for (index, (ours, theirs)) in zip(ours.packets, theirs.packets).enumerated() {
            // Nothing in libpcap's interface says that a packet has no time.
            if let time = ours.time { #expect(time == theirs.time, "packet \(index + 1)") }
            #expect(ours.bytes == theirs.bytes, "packet \(index + 1)")
            #expect(ours.originalCount == theirs.originalCount, "packet \(index + 1)")
            #expect(ours.linkType == theirs.linkType, "packet \(index + 1)")
        }
    }

    @Test func thereAreSamples() {
        #expect(Samples.names.count >= 12)
    }
}

@Suite struct PacketFilterTests {
    private static func count(_ expression: String, in name: String) throws -> (Int, of: Int) {
        var filter = try PacketFilterSet(expression)
        var reader = try CaptureReader(path: Samples.path(name))
        var batch = PacketBatch()
        var (matching, all) = (0, 0)
        while try reader.next(&batch) {
            for index in 0..<batch.count {
                let record = batch[index]
                all += 1
                if try filter.matches(reader.bytes(of: record), record) { matching += 1 }
            }
        }
        return (matching, all)
    }

    /// Every packet of these is to or from the broker, whatever the link.
    @Test(arguments: [
        "mqtt-be.pcap", "mqtt-null.pcap", "mqtt-loop.pcap", "mqtt-rawip.pcap", "mqtt-sll2.pcap",
        "multi-if.pcapng",
    ])
    func isCompiledForEachLinkType(name: String) throws {
        let (tcp, all) = try Self.count("tcp or udp or arp or icmp or icmp6 or ip6", in: name)
        #expect(tcp == all && all > 0)
        let (none, _) = try Self.count("tcp port 1", in: name)
        #expect(none == 0)
    }

    @Test func saysWhatIsWrongInLibpcapsWords() {
        let error = #expect(throws: FilterError.self) {
            _ = try PacketFilterSet("tcp prot 80")
        }
        #expect(error?.message.contains("syntax error") == true)
    }

    /// What only wireless links understand is no mistake before a packet is seen.
    @Test func acceptsExpressionsForOtherLinks() throws {
        var filter = try PacketFilterSet("type mgt")
        var reader = try CaptureReader(path: Samples.path("mqtt-be.pcap"))
        var batch = PacketBatch()
        #expect(try reader.next(&batch))
        let record = batch[0]
        #expect(throws: FilterError.self) {
            try filter.matches(reader.bytes(of: record), record)
        }
    }

    @Test func namesLinkTypesByTheirNumbersInFiles() {
        #expect(LinkTypeName.find(1) == "EN10MB")
        #expect(LinkTypeName.describe(1) == "Ethernet")
        #expect(LinkTypeName.find(101) == "RAW")
        #expect(LinkTypeName.find(276) == "LINUX_SLL2")
        #expect(LinkTypeName.find(65000) == nil)
    }
}
