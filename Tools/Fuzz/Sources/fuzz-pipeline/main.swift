internal import Bytes
internal import Captures
internal import FuzzSupport
internal import Glibc

/// Reads an input as a capture, and every byte of its packets.
func readCapture(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    var limits = CaptureReader.Limits()
    // Small windows are moved more often.
    limits.windowByteCount = 4096
    limits.recordByteCountMax = 65536
    do throws(CaptureError) {
        var reader = try CaptureReader(descriptor: MemoryFile.make(input), limits: limits)
        var batch = PacketBatch()
        var sum: UInt8 = 0
        while try reader.next(&batch) {
            for index in 0..<batch.count {
                let record = batch[index]
                let bytes = reader.bytes(of: record)
                for offset in 0..<bytes.byteCount { sum &+= bytes.byte(at: offset) }
                _ = reader.comments(of: record)
                _ = reader.flags(of: record)
                _ = reader.dropCount(of: record)
            }
        }
        _ = reader.readMetadata()
    } catch {
        _ = "\(error)"
    }
    return 0
}

exit(unsafe runFuzzer(readCapture))
