internal import Bytes
public import Captures

/// Frames taken from a fuzzer's input: one byte for the link type, then frames, each behind its
/// length in two bytes.  The last is as long as the input lets it be.
public struct FrameList {
    /// The link types that Earshot decodes, and one that it does not.
    private static let linkTypes: [UInt32] = [1, 0, 101, 108, 113, 228, 229, 276, 147]

    public let linkType: UInt16
    public private(set) var frames: [[UInt8]] = []

    public init(_ start: UnsafePointer<UInt8>?, _ count: Int) {
        let input = unsafe UnsafeBufferPointer(start: start, count: count)
        let choice = unsafe Int(input.first ?? 0)
        linkType = UInt16(Self.linkTypes[choice % Self.linkTypes.count])
        var offset = 1
        while offset + 2 <= count {
            let length = unsafe Int(input[offset]) << 8 | Int(input[offset + 1])
            let end = min(offset + 2 + length, count)
            unsafe frames.append(Array(input[offset + 2..<end]))
            offset = end
        }
    }

    /// A capture of these frames, a millisecond between them.
    public func capture() throws(CaptureError) -> [UInt8] {
        var interface = CaptureMetadata.Interface()
        interface.linkType = linkType
        var writer = CaptureWriter(.pcap, to: MemorySink(), interface: interface)
        for (number, frame) in frames.enumerated() {
            try writer.append(frame.rawSpan, time: Int64(number) * 1_000_000)
        }
        try writer.finish()
        return writer.sink.bytes
    }
}
