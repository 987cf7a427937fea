internal import CZstd

/// libzstd.
@safe
struct ZstdDecompressor: Decompressor, ~Copyable {
    static var compression: Compression { .zstd }

    /// The most memory that a file may ask for, as a power of two: 128 MiB, which is what the
    /// `zstd` tool grants as well.  Only files packed with `--long` or `--ultra` ask for over 8.
    static var windowLogMax: Int32 { 27 }

    /// Nil if there was no memory.
    private let context: OpaquePointer?

    init() {
        unsafe context = ZSTD_createDCtx()
        _ = unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.windowLogMax)
    }

    deinit {
        _ = unsafe ZSTD_freeDCtx(context)
    }

    mutating func step(
        _ packed: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> DecompressionStep {
        guard unsafe context != nil else {
            return DecompressionStep(consumed: 0, produced: 0, isBroken: true)
        }
        var input = unsafe ZSTD_inBuffer(src: packed.baseAddress, size: packed.count, pos: 0)
        var unpacked = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let result = unsafe ZSTD_decompressStream(context, &unpacked, &input)
        return unsafe DecompressionStep(
            consumed: input.pos, produced: unpacked.pos, isAtEnd: result == 0,
            isBroken: ZSTD_isError(result) != 0)
    }

    mutating func reset() {
        _ = unsafe ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
    }
}
