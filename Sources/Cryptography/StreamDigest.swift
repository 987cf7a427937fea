internal import CCrypto

/// A digest of bytes that come one piece after the other.
@safe
public struct StreamDigest: ~Copyable {
    private let context: OpaquePointer?
    private let byteCount: Int

    public init(_ hash: Crypto.Hash) {
        byteCount = hash.byteCount
        unsafe context = EVP_MD_CTX_new()
        _ = unsafe EVP_DigestInit_ex(context, hash.function, nil)
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    public mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { buffer in
            _ = unsafe EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
        }
    }

    public mutating func finish() -> [UInt8] {
        var result = [UInt8](repeating: 0, count: byteCount)
        unsafe result.withUnsafeMutableBufferPointer { output in
            _ = unsafe EVP_DigestFinal_ex(context, output.baseAddress, nil)
        }
        return result
    }
}
