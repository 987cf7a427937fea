internal import CLz4

/// liblz4, for lz4's frames.
@safe
struct LZ4Decompressor: Decompressor, ~Copyable {
    static var compression: Compression { .lz4 }

    /// Nil if there was no memory.
    private var context: OpaquePointer?

    init() {
        _ = unsafe LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))
    }

    deinit {
        _ = unsafe LZ4F_freeDecompressionContext(context)
    }

    mutating func step(
        _ packed: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> DecompressionStep {
        guard unsafe context != nil else {
            return DecompressionStep(consumed: 0, produced: 0, isBroken: true)
        }
        var (consumed, produced) = (packed.count, output.count)
        let result = unsafe LZ4F_decompress(
            context, output.baseAddress, &produced, packed.baseAddress, &consumed, nil)
        guard LZ4F_isError(result) == 0 else {
            return DecompressionStep(consumed: 0, produced: 0, isBroken: true)
        }
        return DecompressionStep(consumed: consumed, produced: produced, isAtEnd: result == 0)
    }

    mutating func reset() {
        unsafe LZ4F_resetDecompressionContext(context)
    }
}
