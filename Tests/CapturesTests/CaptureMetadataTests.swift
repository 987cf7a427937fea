import Captures
import Testing

@Suite struct CaptureMetadataTests {
    /// As capinfos 4.0.17 says of the samples.
    @Test func saysWhatASampleIs() throws {
        let gzip = CaptureContents(path: Samples.path("mqtt-gz.pcapng.gz")).metadata
        #expect(gzip.fileType?.name == "Wireshark/... - pcapng")
        #expect(gzip.compression == .gzip)
        let interface = try #require(gzip.interfaces.first)
        #expect(interface.name == "lo" && interface.description == "Loopback")
        #expect(interface.filter == "tcp port 1883")
        #expect(interface.unitsPerSecond == 1_000_000_000 && interface.statistics.blockCount == 1)
        let fine = CaptureContents(path: Samples.path("mqtt-nsec.pcap")).metadata
        #expect(fine.fileType?.name == "Wireshark/tcpdump/... - nanosecond pcap")
        let big = CaptureContents(path: Samples.path("mqtt-be.pcap")).metadata
        #expect(big.isBigEndian && big.snapLength == 262_144)
        #expect(CaptureContents(path: Samples.path("mqtt-trunc.pcapng")).metadata.isCutShort)
        let secrets = CaptureContents(path: Samples.path("mqtt-tls12-dsb.pcapng")).metadata.secrets
        #expect(secrets.map(\.type) == [CaptureMetadata.Secrets.tlsKeyLog])
        #expect(
            CaptureContents(path: Samples.path("multi-if.pcapng")).metadata.interfaces.count == 4)
    }

    @Test func keepsNoMoreThanItsLimit() {
        var raw = RawCapture.pcapng().interface()
        let key = [UInt8](repeating: 65, count: 1 << 20)
        let block = raw.block(10, raw.encode32([1, key.count]) + key).bytes[raw.bytes.count...]
        for _ in 0..<20 { raw.bytes += block }
        let contents = CaptureContents(raw.packet().bytes)
        #expect(contents.packets.count == 1 && contents.error == nil)
        let kept = contents.metadata.secrets.reduce(0) { $0 + $1.bytes.count }
        #expect(kept <= CaptureMetadata.byteCountMax && kept > 14 << 20)
        #expect(contents.metadata.isIncomplete)
    }

    @Test func saysErrorsInOneLine() {
        #expect("\(CaptureError.emptyFile)" == "the file is empty")
        #expect(
            "\(CaptureError.notACapture(firstBytes: [0x48, 0x0A]))"
                == "not a capture: no pcap or pcapng file begins with the bytes 48 0a")
        #expect(
            "\(CaptureError.cutShort(offset: 100))"
                == "cut short in the middle of a packet at byte 100; everything before it was read")
        #expect("\(CaptureError.system(2))" == "No such file or directory")
    }

    @Test func findsFlagsAndDropCounts() throws {
        let raw = RawCapture.pcapng(isBigEndian: true)
        let options =
            raw.option(2, raw.encode(0x8000_0001 as UInt32))
            + raw.option(4, raw.encode(7 as UInt64)) + raw.option(0, [])
        let bytes = raw.interface().packet(options: options).packet().bytes
        var reader = try CaptureReader(descriptor: CaptureContents.descriptor(bytes))
        var batch = PacketBatch()
        #expect(try reader.next(&batch))
        #expect(reader.flags(of: batch[0]) == 0x8000_0001)
        #expect(reader.dropCount(of: batch[0]) == 7)
        #expect(reader.flags(of: batch[1]) == nil)
    }
}
