internal import Bytes

/// The 32 bytes that each end makes up for a session: the client's names it in a key log.
struct TLSRandom: Hashable, BitwiseCopyable, Sendable {
    static var byteCount: Int { 32 }

    private let words: (UInt64, UInt64, UInt64, UInt64)

    init?(_ bytes: RawSpan) {
        guard bytes.byteCount == Self.byteCount else { return nil }
        words = (
            bytes.bigEndian(at: 0), bytes.bigEndian(at: 8), bytes.bigEndian(at: 16),
            bytes.bigEndian(at: 24)
        )
    }

    /// What a server sends when it wants another hello (RFC 8446, section 4.1.3).
    var asksForAnotherHello: Bool {
        words == (
            0xCF21_AD74_E59A_6111, 0xBE1D_8C02_1E65_B891, 0xC2A2_1116_7ABB_8C5E,
            0x079E_09E2_C8A8_339C
        )
    }

    var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - $0 * 8)) }
        }
    }

    static func == (left: TLSRandom, right: TLSRandom) -> Bool { left.words == right.words }

    func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension TLSRandom {
    /// Of what is no hello.
    static let none = TLSRandom()

    private init() { words = (0, 0, 0, 0) }
}
