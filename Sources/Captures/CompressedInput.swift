/// One of the C libraries that unpack, fed piece by piece.
@safe
protocol Decompressor: ~Copyable {
    static var compression: Compression { get }

    init()

    /// Unpacks some of `packed` into `output`.
    mutating func step(
        _ packed: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> DecompressionStep

    /// Makes ready for another member behind one that has ended.
    mutating func reset()
}

struct DecompressionStep {
    var consumed: Int
    var produced: Int
    /// Whether a member (gzip) or frame (zstd, lz4) is complete.
    var isAtEnd = false
    var isBroken = false
}

/// Unpacks a file as it is read, through one buffer: however far a small file would expand, no
/// more of it is held than the window that asks for it.
@safe
final class CompressedInput<Codec: Decompressor & ~Copyable>: ByteInput {
    private let file: any ByteInput
    private var codec = Codec()
    private let buffer: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end: Int
    /// Where `start` is in the file.
    private var fileOffset = 0
    private var isInsideMember = true
    /// Whether the codec may have unpacked more than the output had room for.
    private var mayHoldOutput = false
    private var isAtEnd = false
    private var isBroken = false
    private(set) var isCutShort = false
    var canReadAhead: Bool { file.canReadAhead }

    private static var bufferByteCount: Int { 1 << 18 }

    /// - Parameter prefix: what has been read of the file already.
    init(file: any ByteInput, prefix: RawSpan) {
        self.file = file
        end = prefix.byteCount
        unsafe buffer = .allocate(
            byteCount: max(Self.bufferByteCount, prefix.byteCount), alignment: 64)
        unsafe prefix.withUnsafeBytes { unsafe buffer.copyMemory(from: $0) }
    }

    deinit {
        unsafe buffer.deallocate()
    }

    func read(into output: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int {
        var produced = 0
        while !isAtEnd, !isBroken, produced < output.count {
            if start == end && !mayHoldOutput {
                // What is unpacked is handed out before the file is asked for more.
                if produced > 0 { break }
                guard try refill() else {
                    (isAtEnd, isCutShort) = (true, isInsideMember)
                    break
                }
            }
            produced += unsafe take(into: .init(rebasing: output[produced...]))
            if !isInsideMember { try findNextMember() }
        }
        if isBroken && produced == 0 {
            throw .compressedDataBroken(Codec.compression, offset: fileOffset)
        }
        return produced
    }

    private func take(into output: UnsafeMutableRawBufferPointer) -> Int {
        let step = unsafe codec.step(.init(rebasing: buffer[start..<end]), into: output)
        let isStuck = start < end && step.consumed == 0 && step.produced == 0 && !step.isAtEnd
        start += step.consumed
        fileOffset += step.consumed
        isBroken = step.isBroken || isStuck
        isInsideMember = !step.isAtEnd
        mayHoldOutput = step.produced == output.count && isInsideMember
        return step.produced
    }

    /// A file may be several members, one behind the other (`cat a.gz b.gz`).  What follows the
    /// last one and is none is left alone, as `gzip` and tshark do.
    private func findNextMember() throws(CaptureError) {
        while end - start < Codec.compression.magicByteCount {
            guard try refill() else {
                isAtEnd = true
                return
            }
        }
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[start..<end])
        isAtEnd = unsafe !Codec.compression.begins(RawSpan(_unsafeBytes: rest))
        isInsideMember = !isAtEnd
        if isInsideMember { codec.reset() }
    }

    private func refill() throws(CaptureError) -> Bool {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[start..<end])
        unsafe buffer.copyMemory(from: rest)
        (start, end) = (0, end - start)
        let count = unsafe try file.read(into: .init(rebasing: buffer[end...]))
        end += count
        return count > 0
    }
}
