import Captures
import Foundation
import Testing

/// Captures that are still being written.
@Suite struct PipeTests {
    private static func makePipe() -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        _ = unsafe pipe(&ends)
        return (ends[0], ends[1])
    }

    private static func send(_ bytes: [UInt8], to descriptor: Int32) {
        #expect(unsafe write(descriptor, bytes, bytes.count) == bytes.count)
    }

    /// Would wait for ever if the reader asked for more than one packet.
    @Test(arguments: [true, false]) func handsOutEachPacketAsItComes(isClassic: Bool) throws {
        let (input, output) = Self.makePipe()
        let start = isClassic ? RawCapture.classic() : RawCapture.pcapng().interface()
        let whole = isClassic ? start.record() : start.packet()
        let packet = Array(whole.bytes[start.bytes.count...])
        Self.send(start.bytes, to: output)
        var reader = try CaptureReader(descriptor: input)
        var batch = PacketBatch()
        for count in [1, 3, 40] {
            for _ in 0..<count { Self.send(packet, to: output) }
            var seen = 0
            while seen < count {
                #expect(try reader.next(&batch))
                seen += batch.count
            }
            #expect(seen == count)
        }
        Self.send(Array(packet[..<20]), to: output)
        close(output)
        #expect(throws: CaptureError.self) { try reader.next(&batch) }
    }

    @Test(arguments: [1, 3, 7, 64], [true, false])
    func readsWhatComesInSmallPieces(size: Int, isPacked: Bool) throws {
        let (input, output) = Self.makePipe()
        let bytes = try isPacked ? CompressionTests.packed(.gzip) : CompressionTests.plain
        let writer = Thread {
            var rest = bytes[...]
            while !rest.isEmpty {
                Self.send(Array(rest.prefix(size)), to: output)
                rest = rest.dropFirst(size)
            }
            close(output)
        }
        writer.start()
        var reader = try CaptureReader(descriptor: input)
        let contents = CaptureContents(&reader)
        #expect(contents.error == nil)
        #expect(contents.packets == CaptureContents(CompressionTests.plain).packets)
    }

    @Test func handsOutFullBatchesOfAFile() {
        let full = PacketBatch.countMax
        let raw = (0..<(3 * full + 4)).reduce(RawCapture.classic()) { raw, _ in raw.record() }
        let contents = CaptureContents(raw.bytes, windowByteCount: 1 << 20)
        #expect(contents.batchSizes == [full, full, full, 4])
    }
}
