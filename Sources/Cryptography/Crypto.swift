internal import Bytes
internal import CCrypto

/// As much of OpenSSL's libcrypto as reading TLS and naming conversations takes; nothing else here
/// calls it.
public enum Crypto {
    public enum Hash: Sendable {
        case md5, sha1, sha256, sha384

        public var byteCount: Int {
            switch self {
            case .md5: 16
            case .sha1: 20
            case .sha256: 32
            case .sha384: 48
            }
        }

        var function: OpaquePointer? {
            switch self {
            case .md5: unsafe EVP_md5()
            case .sha1: unsafe EVP_sha1()
            case .sha256: unsafe EVP_sha256()
            case .sha384: unsafe EVP_sha384()
            }
        }
    }

    public static func digest(_ hash: Hash, of bytes: RawSpan) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: hash.byteCount)
        unsafe bytes.withUnsafeBytes { source in
            unsafe result.withUnsafeMutableBufferPointer { output in
                _ = unsafe EVP_Digest(
                    source.baseAddress, source.count, output.baseAddress, nil, hash.function, nil)
            }
        }
        return result
    }

    public static func authenticate(_ hash: Hash, key: [UInt8], _ bytes: RawSpan) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: hash.byteCount)
        unsafe bytes.withUnsafeBytes { source in
            unsafe key.withUnsafeBytes { key in
                unsafe result.withUnsafeMutableBufferPointer { output in
                    // Without a key or bytes it wants an address all the same.
                    var nothing: UInt8 = 0
                    unsafe withUnsafePointer(to: &nothing) { none in
                        _ = unsafe HMAC(
                            hash.function, key.baseAddress ?? UnsafeRawPointer(none),
                            Int32(key.count),
                            source.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? none,
                            source.count, output.baseAddress, nil)
                    }
                }
            }
        }
        return result
    }

    /// A key made of a password (PBKDF2 with HMAC, RFC 8018, section 5.2), as long as a digest.
    public static func stretch(
        _ hash: Hash, password: [UInt8], salt: [UInt8], iterationCount: Int
    ) -> [UInt8] {
        var key = [UInt8](repeating: 0, count: hash.byteCount)
        unsafe password.withUnsafeBytes { password in
            unsafe salt.withUnsafeBytes { salt in
                unsafe key.withUnsafeMutableBufferPointer { output in
                    _ = unsafe PKCS5_PBKDF2_HMAC(
                        password.baseAddress?.assumingMemoryBound(to: CChar.self),
                        Int32(clamping: password.count),
                        salt.baseAddress?.assumingMemoryBound(to: UInt8.self),
                        Int32(clamping: salt.count), Int32(clamping: iterationCount),
                        hash.function, Int32(output.count), output.baseAddress)
                }
            }
        }
        return key
    }

    /// Whether two codes are the same, in a time that does not depend on where they differ.
    public static func isEqual(_ left: [UInt8], _ right: RawSpan) -> Bool {
        guard left.count == right.byteCount else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right.byte(at: index) }
        return difference == 0
    }

    /// What an algorithm needs to know of it before it can open anything.
    public enum Mode: Sendable { case gcm, ccm(tagByteCount: Int), chacha, cbc }
}

extension Crypto {
    /// One algorithm with one key at a time.
    ///
    /// An object, because OpenSSL keeps the address of its state and somebody has to free it.  All
    /// connections of a run share it: setting a key costs less than keeping a state for each.
    @safe
    public final class Cipher {
        private let context: OpaquePointer
        private let mode: Mode
        private var key: [UInt8] = []

        /// - Parameter name: OpenSSL's.
        public init?(_ name: StaticString, _ mode: Mode) {
            let place = unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
            guard let cipher = unsafe EVP_get_cipherbyname(place),
                let made = unsafe EVP_CIPHER_CTX_new()
            else { return nil }
            unsafe context = made
            self.mode = mode
            guard unsafe EVP_DecryptInit_ex(context, cipher, nil, nil, nil) == 1 else {
                return nil
            }
            switch mode {
            case .gcm, .ccm, .chacha:
                _ = unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, 12, nil)
            case .cbc: break
            }
            unsafe EVP_CIPHER_CTX_set_padding(context, 0)
        }

        deinit { unsafe EVP_CIPHER_CTX_free(context) }

        /// Decrypts without proof; for CBC.  Appends to the output.
        public func decrypt(
            _ bytes: RawSpan, key: [UInt8], vector: [UInt8], into output: inout [UInt8]
        ) -> Bool {
            guard set(key, vector) else { return false }
            return append(bytes, to: &output)
        }

        /// Decrypts, and appends to the output only what the tag at the end of the bytes proves.
        public func open(
            _ bytes: RawSpan, tagByteCount: Int, key: [UInt8], nonce: [UInt8],
            additional: [UInt8], into output: inout [UInt8]
        ) -> Bool {
            let count = bytes.byteCount - tagByteCount
            guard count >= 0 else { return false }
            let tag = bytes.extracting(droppingFirst: count)
            let isSetFirst: Bool
            if case .ccm = mode { isSetFirst = true } else { isSetFirst = false }
            if isSetFirst {
                // The tag goes in before the key.
                self.key = []
                guard set(tag: tag) else { return false }
            }
            guard set(key, nonce) else { return false }
            var written: Int32 = 0
            if isSetFirst {
                guard unsafe EVP_DecryptUpdate(context, nil, &written, nil, Int32(count)) == 1
                else { return false }
            }
            let isAccepted = unsafe additional.withUnsafeBufferPointer { bytes in
                unsafe EVP_DecryptUpdate(
                    context, nil, &written, bytes.baseAddress, Int32(bytes.count)) == 1
            }
            let start = output.count
            guard isAccepted, append(bytes.extracting(first: count), to: &output) else {
                output.removeSubrange(start...)
                return false
            }
            if isSetFirst { return true }
            var rest: (UInt64, UInt64) = (0, 0)
            guard set(tag: tag) else {
                output.removeSubrange(start...)
                return false
            }
            let isProved = unsafe withUnsafeMutableBytes(of: &rest) { room in
                let place = unsafe room.baseAddress?.assumingMemoryBound(to: UInt8.self)
                return unsafe EVP_DecryptFinal_ex(context, place, &written) == 1
            }
            if !isProved { output.removeSubrange(start...) }
            return isProved
        }

        private func set(tag: RawSpan) -> Bool {
            var copy: [UInt8] = []
            copy.append(tag, xor: 0, phase: 0)
            return unsafe copy.withUnsafeMutableBytes { tag in
                unsafe EVP_CIPHER_CTX_ctrl(
                    context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), tag.baseAddress) == 1
            }
        }

        private func set(_ key: [UInt8], _ vector: [UInt8]) -> Bool {
            guard key.count == Int(unsafe EVP_CIPHER_CTX_get_key_length(context)),
                vector.count == Int(unsafe EVP_CIPHER_CTX_get_iv_length(context))
            else { return false }
            let isSame = key == self.key
            self.key = key
            return unsafe key.withUnsafeBufferPointer { key in
                unsafe vector.withUnsafeBufferPointer { vector in
                    unsafe EVP_DecryptInit_ex(
                        context, nil, nil, isSame ? nil : key.baseAddress, vector.baseAddress) == 1
                }
            }
        }

        private func append(_ bytes: RawSpan, to output: inout [UInt8]) -> Bool {
            let start = output.count
            output.append(contentsOf: repeatElement(0, count: bytes.byteCount + 32))
            var written: Int32 = 0
            let isDone = unsafe bytes.withUnsafeBytes { source in
                unsafe output.withUnsafeMutableBytes { room in
                    // Of no bytes there may be no address, and then it would mean something else.
                    guard let from = source.baseAddress, source.count > 0 else { return true }
                    let to = unsafe room.baseAddress?.advanced(by: start)
                    return unsafe EVP_DecryptUpdate(
                        context, to?.assumingMemoryBound(to: UInt8.self), &written,
                        from.assumingMemoryBound(to: UInt8.self), Int32(source.count)) == 1
                }
            }
            output.removeSubrange((start + (isDone ? Int(written) : 0))...)
            return isDone
        }
    }
}
