internal import Bytes
internal import Cryptography

/// What one direction's records are opened with.
struct TLSRecordKeys {
    /// Which keys of a connection these are.  All there are before TLS 1.3 is traffic.
    enum Epoch: UInt8, Comparable {
        case early, handshake, traffic

        static func < (left: Epoch, right: Epoch) -> Bool { left.rawValue < right.rawValue }
    }

    let suite: TLSCipherSuite
    let version: UInt16
    let epoch: Epoch
    private(set) var key: [UInt8]
    /// The part of each nonce that is not sent; before TLS 1.1 the first block's vector.
    private(set) var vector: [UInt8]
    private var authenticationKey: [UInt8] = []
    private var isEncryptedFirst = false
    /// Whether nothing can be proved; only of a suite that does not encrypt.
    private var isUnproved = false
    /// What comes next is made from, in TLS 1.3.
    private var secret: [UInt8] = []
    var sequence: UInt64 = 0

    /// Of TLS 1.3.
    init(_ suite: TLSCipherSuite, secret: [UInt8], _ epoch: Epoch) {
        self.suite = suite
        version = TLSVersion.tls13
        self.epoch = epoch
        self.secret = secret
        let hash = suite.derivation
        key = TLSKeySchedule.expand(secret, "key", count: suite.keyByteCount, hash)
        vector = TLSKeySchedule.expand(secret, "iv", count: 12, hash)
    }

    /// Of a version before that: both directions' keys come out of one block.
    static func pair(
        _ suite: TLSCipherSuite, version: UInt16, master: [UInt8], seed: [UInt8],
        isEncryptedFirst: Bool
    ) -> [TLSRecordKeys] {
        let codeCount: Int
        let vectorCount: Int
        switch suite.protection {
        case .aead(.chacha, _): (codeCount, vectorCount) = (0, 12)
        case .aead: (codeCount, vectorCount) = (0, 4)
        case .blocks(let byteCount):
            codeCount = suite.authentication.byteCount
            vectorCount = version < TLSVersion.tls11 ? byteCount : 0
        case .plain: (codeCount, vectorCount) = (suite.authentication.byteCount, 0)
        }
        let block = TLSKeySchedule.block(
            master: master, seed: seed,
            count: 2 * (codeCount + suite.keyByteCount + vectorCount), version: version,
            suite.derivation)
        var rest = block[...]
        func take(_ count: Int) -> [UInt8] {
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        let codes = [take(codeCount), take(codeCount)]
        let keys = [take(suite.keyByteCount), take(suite.keyByteCount)]
        let vectors = [take(vectorCount), take(vectorCount)]
        return (0..<2).map { side in
            TLSRecordKeys(
                suite, version, key: keys[side], vector: vectors[side],
                authenticationKey: codes[side], isEncryptedFirst: isEncryptedFirst)
        }
    }

    /// Of a suite that does not encrypt, where the secret is not known: what stands there is read.
    init?(unproved suite: TLSCipherSuite, version: UInt16) {
        guard case .plain = suite.protection else { return nil }
        self.init(
            suite, version, key: [], vector: [], authenticationKey: [], isEncryptedFirst: false)
        isUnproved = true
    }

    private init(
        _ suite: TLSCipherSuite, _ version: UInt16, key: [UInt8], vector: [UInt8],
        authenticationKey: [UInt8], isEncryptedFirst: Bool
    ) {
        self.suite = suite
        self.version = version
        epoch = .traffic
        self.key = key
        self.vector = vector
        self.authenticationKey = authenticationKey
        self.isEncryptedFirst = isEncryptedFirst
    }

    /// The keys that follow a KeyUpdate.
    var updated: TLSRecordKeys {
        let hash = suite.derivation
        let next = TLSKeySchedule.expand(
            secret, "traffic upd", count: hash.byteCount, hash)
        return TLSRecordKeys(suite, secret: next, epoch)
    }
}

// MARK: - Opening

extension TLSRecordKeys {
    /// Opens a record as the one of a number, into an emptied buffer.  False when it is not that
    /// one, or was not made with these keys: then nothing is in the buffer.
    func open(
        _ header: TLSRecordHeader, _ body: RawSpan, sequence: UInt64, _ keyring: TLSKeyring,
        into plain: inout [UInt8]
    ) -> Bool {
        plain.removeAll(keepingCapacity: true)
        switch suite.protection {
        case .aead(let mode, let tagByteCount):
            guard let cipher = keyring.cipher(suite.cipherName, mode) else { return false }
            return openProved(
                header, body, sequence, tagByteCount, hasWholeVector: vector.count == 12,
                cipher, into: &plain)
        case .blocks(let byteCount):
            guard let cipher = keyring.cipher(suite.cipherName, .cbc) else { return false }
            let isOpen =
                isEncryptedFirst
                ? openBlocksBehindCode(header, body, sequence, byteCount, cipher, into: &plain)
                : openBlocks(header, body, sequence, byteCount, cipher, into: &plain)
            if !isOpen { plain.removeAll(keepingCapacity: true) }
            return isOpen
        case .plain:
            plain.append(body, xor: 0, phase: 0)
            let isOpen = removeCode(header, sequence, from: &plain)
            if !isOpen { plain.removeAll(keepingCapacity: true) }
            return isOpen
        }
    }

    /// Keeps what the next record's vector is, in versions that chain records.
    mutating func chain(_ body: RawSpan) {
        guard version < TLSVersion.tls11, case .blocks(let byteCount) = suite.protection,
            body.byteCount >= byteCount + codeByteCountBehind
        else { return }
        let end = body.byteCount - codeByteCountBehind
        vector.removeAll(keepingCapacity: true)
        vector.append(body.extracting((end - byteCount)..<end), xor: 0, phase: 0)
    }

    private var codeByteCountBehind: Int { isEncryptedFirst ? suite.authentication.byteCount : 0 }

    private func openProved(
        _ header: TLSRecordHeader, _ body: RawSpan, _ sequence: UInt64, _ tagByteCount: Int,
        hasWholeVector: Bool, _ cipher: Crypto.Cipher, into plain: inout [UInt8]
    ) -> Bool {
        let explicitCount = hasWholeVector ? 0 : 8
        guard body.byteCount >= explicitCount + tagByteCount else { return false }
        var nonce = vector
        if hasWholeVector {
            for index in 0..<8 {
                nonce[4 + index] ^= UInt8(truncatingIfNeeded: sequence >> UInt64(56 - index * 8))
            }
        } else {
            nonce.append(body.extracting(first: explicitCount), xor: 0, phase: 0)
        }
        let sealed = body.extracting(droppingFirst: explicitCount)
        let additional =
            version == TLSVersion.tls13
            ? Self.bytes(of: header, byteCount: header.bodyByteCount)
            : Self.bytes(of: sequence)
                + Self.bytes(of: header, byteCount: sealed.byteCount - tagByteCount)
        return cipher.open(
            sealed, tagByteCount: tagByteCount, key: key, nonce: nonce, additional: additional,
            into: &plain)
    }

    /// The code is inside, below the padding (RFC 5246, section 6.2.3.2).
    private func openBlocks(
        _ header: TLSRecordHeader, _ body: RawSpan, _ sequence: UInt64, _ byteCount: Int,
        _ cipher: Crypto.Cipher, into plain: inout [UInt8]
    ) -> Bool {
        guard decrypt(body, byteCount, cipher, into: &plain) else { return false }
        return removePadding(from: &plain) && removeCode(header, sequence, from: &plain)
    }

    /// The code is outside, and about what was encrypted (RFC 7366).
    private func openBlocksBehindCode(
        _ header: TLSRecordHeader, _ body: RawSpan, _ sequence: UInt64, _ byteCount: Int,
        _ cipher: Crypto.Cipher, into plain: inout [UInt8]
    ) -> Bool {
        let count = body.byteCount - suite.authentication.byteCount
        guard count >= 0 else { return false }
        let sealed = body.extracting(first: count)
        var proved = Self.bytes(of: sequence) + Self.bytes(of: header, byteCount: count)
        proved.append(sealed, xor: 0, phase: 0)
        let code = Crypto.authenticate(
            suite.authentication, key: authenticationKey, proved.rawSpan)
        guard Crypto.isEqual(code, body.extracting(droppingFirst: count)) else { return false }
        return decrypt(sealed, byteCount, cipher, into: &plain) && removePadding(from: &plain)
    }

    private func decrypt(
        _ sealed: RawSpan, _ byteCount: Int, _ cipher: Crypto.Cipher, into plain: inout [UInt8]
    ) -> Bool {
        guard sealed.byteCount % byteCount == 0 else { return false }
        var start = vector
        var blocks = sealed
        if version >= TLSVersion.tls11 {
            guard sealed.byteCount >= byteCount else { return false }
            start = []
            start.append(sealed.extracting(first: byteCount), xor: 0, phase: 0)
            blocks = sealed.extracting(droppingFirst: byteCount)
        }
        return cipher.decrypt(blocks, key: key, vector: start, into: &plain)
    }

    private func removePadding(from plain: inout [UInt8]) -> Bool {
        guard let last = plain.last, plain.count > Int(last) else { return false }
        let start = plain.count - Int(last) - 1
        guard plain[start...].allSatisfy({ $0 == last }) else { return false }
        plain.removeSubrange(start...)
        return true
    }

    private func removeCode(
        _ header: TLSRecordHeader, _ sequence: UInt64, from plain: inout [UInt8]
    ) -> Bool {
        let count = plain.count - suite.authentication.byteCount
        guard count >= 0 else { return false }
        if isUnproved {
            plain.removeSubrange(count...)
            return true
        }
        let proved =
            Self.bytes(of: sequence) + Self.bytes(of: header, byteCount: count) + plain[..<count]
        let code = Crypto.authenticate(
            suite.authentication, key: authenticationKey, proved.rawSpan)
        guard Crypto.isEqual(code, plain.rawSpan.extracting(droppingFirst: count)) else {
            return false
        }
        plain.removeSubrange(count...)
        return true
    }

    private static func bytes(of sequence: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: sequence >> UInt64(56 - $0 * 8)) }
    }

    private static func bytes(of header: TLSRecordHeader, byteCount: Int) -> [UInt8] {
        [
            header.type, UInt8(header.version >> 8), UInt8(header.version & 0xFF),
            UInt8(truncatingIfNeeded: byteCount >> 8), UInt8(truncatingIfNeeded: byteCount),
        ]
    }
}
