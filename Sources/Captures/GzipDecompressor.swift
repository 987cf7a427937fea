internal import CZlib

/// zlib, for gzip.
@safe
struct GzipDecompressor: Decompressor, ~Copyable {
    static var compression: Compression { .gzip }

    /// On the heap: zlib keeps the address.
    private let stream: UnsafeMutablePointer<z_stream>

    /// Largest window there is, and a gzip header rather than zlib's own.
    private static var windowBits: Int32 { 15 + 16 }

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        _ = unsafe inflateInit2_(
            stream, Self.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    }

    deinit {
        _ = unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    mutating func step(
        _ packed: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> DecompressionStep {
        let input = unsafe UnsafeMutableRawBufferPointer(mutating: packed)
        unsafe stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_in = UInt32(clamping: packed.count)
        unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = UInt32(clamping: output.count)
        let status = unsafe inflate(stream, Z_NO_FLUSH)
        return unsafe DecompressionStep(
            consumed: min(packed.count, Int(UInt32.max)) - Int(stream.pointee.avail_in),
            produced: min(output.count, Int(UInt32.max)) - Int(stream.pointee.avail_out),
            isAtEnd: status == Z_STREAM_END,
            isBroken: status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
    }

    mutating func reset() {
        _ = unsafe inflateReset(stream)
    }
}
