internal import Cryptography
internal import Dissection

/// How a cipher suite protects records, as far as its name tells, which is all that is needed.
struct TLSCipherSuite: Sendable {
    enum Protection: Sendable {
        /// With a tag that proves the record.
        case aead(Crypto.Mode, tagByteCount: Int)
        /// Blocks that are chained, with a code beside them.
        case blocks(byteCount: Int)
        /// As it is, with a code behind it.
        case plain
    }

    let number: UInt16
    /// OpenSSL's name of the algorithm.
    let cipherName: StaticString
    let protection: Protection
    let keyByteCount: Int
    /// Of the code, where there is one.
    let authentication: Crypto.Hash
    /// Of the derivation of keys, from TLS 1.2 on.
    let derivation: Crypto.Hash

    /// `nil` for a suite that is not known, or that nobody can read.
    init?(_ number: UInt16) {
        guard let name = TLSCipherSuiteNames.name(of: number) else { return nil }
        let words = "\(name)".split(separator: "_").map(String.init)
        let start = words.firstIndex(of: "WITH").map { $0 + 1 } ?? 1
        guard start < words.count else { return nil }
        self.init(number, Array(words[start...]))
    }

    private init?(_ number: UInt16, _ words: [String]) {
        let last = words.last ?? ""
        let hash: Crypto.Hash? =
            switch last {
            case "MD5": .md5
            case "SHA": .sha1
            case "SHA256": .sha256
            case "SHA384": .sha384
            default: nil
            }
        let names = hash == nil ? words : Array(words.dropLast())
        guard let known = Self.known[names.joined(separator: "_")] else { return nil }
        self.number = number
        cipherName = known.name
        protection = known.protection
        keyByteCount = known.keyByteCount
        authentication = hash ?? .sha256
        derivation = hash == .sha384 ? .sha384 : .sha256
    }

    private static let gcm = Protection.aead(.gcm, tagByteCount: 16)
    private static let ccm = Protection.aead(.ccm(tagByteCount: 16), tagByteCount: 16)
    private static let shortCCM = Protection.aead(.ccm(tagByteCount: 8), tagByteCount: 8)

    private static let known:
        [String: (name: StaticString, protection: Protection, keyByteCount: Int)] = [
            "AES_128_GCM": ("aes-128-gcm", gcm, 16),
            "AES_256_GCM": ("aes-256-gcm", gcm, 32),
            "ARIA_128_GCM": ("aria-128-gcm", gcm, 16),
            "ARIA_256_GCM": ("aria-256-gcm", gcm, 32),
            "AES_128_CCM": ("aes-128-ccm", ccm, 16),
            "AES_256_CCM": ("aes-256-ccm", ccm, 32),
            "AES_128_CCM_8": ("aes-128-ccm", shortCCM, 16),
            "AES_256_CCM_8": ("aes-256-ccm", shortCCM, 32),
            "CHACHA20_POLY1305": (
                "chacha20-poly1305", .aead(.chacha, tagByteCount: 16), 32
            ),
            "AES_128_CBC": ("aes-128-cbc", .blocks(byteCount: 16), 16),
            "AES_256_CBC": ("aes-256-cbc", .blocks(byteCount: 16), 32),
            "CAMELLIA_128_CBC": ("camellia-128-cbc", .blocks(byteCount: 16), 16),
            "CAMELLIA_256_CBC": ("camellia-256-cbc", .blocks(byteCount: 16), 32),
            "ARIA_128_CBC": ("aria-128-cbc", .blocks(byteCount: 16), 16),
            "ARIA_256_CBC": ("aria-256-cbc", .blocks(byteCount: 16), 32),
            "3DES_EDE_CBC": ("des-ede3-cbc", .blocks(byteCount: 8), 24),
            "NULL": ("null", .plain, 0),
        ]
}
