internal import Bytes
internal import Cryptography

/// Keys out of secrets.
enum TLSKeySchedule {
    /// HKDF-Expand-Label without a context (RFC 8446, section 7.1).
    static func expand(
        _ secret: [UInt8], _ label: StaticString, count: Int, _ hash: Crypto.Hash
    ) -> [UInt8] {
        var info: [UInt8] = [UInt8(count >> 8), UInt8(count & 0xFF)]
        info.append(UInt8(6 + label.utf8CodeUnitCount))
        info.append(contentsOf: Array("tls13 ".utf8))
        label.withUTF8Buffer { unsafe info.append(contentsOf: $0) }
        info.append(0)
        var result: [UInt8] = []
        var block: [UInt8] = []
        var number: UInt8 = 1
        while result.count < count {
            block = Crypto.authenticate(hash, key: secret, (block + info + [number]).rawSpan)
            result += block
            number &+= 1
        }
        return Array(result.prefix(count))
    }

    /// The key block of a connection before TLS 1.3 (RFC 5246, section 6.3; RFC 2246, section 5).
    static func block(
        master: [UInt8], seed: [UInt8], count: Int, version: UInt16, _ hash: Crypto.Hash
    ) -> [UInt8] {
        let seed = Array("key expansion".utf8) + seed
        if version >= TLSVersion.tls12 { return stretch(hash, master, seed, count) }
        // The halves share a byte if their number is odd.
        let half = (master.count + 1) / 2
        let left = stretch(.md5, Array(master.prefix(half)), seed, count)
        let right = stretch(.sha1, Array(master.suffix(half)), seed, count)
        return zip(left, right).map { $0 ^ $1 }
    }

    private static func stretch(
        _ hash: Crypto.Hash, _ secret: [UInt8], _ seed: [UInt8], _ count: Int
    ) -> [UInt8] {
        var result: [UInt8] = []
        var chain = seed
        while result.count < count {
            chain = Crypto.authenticate(hash, key: secret, chain.rawSpan)
            result += Crypto.authenticate(hash, key: secret, (chain + seed).rawSpan)
        }
        return Array(result.prefix(count))
    }
}
