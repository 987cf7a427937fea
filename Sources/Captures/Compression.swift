internal import Bytes

/// How a capture is packed, told by its first bytes and never by its name.
public enum Compression: String, Sendable, CaseIterable {
    case gzip
    case zstd
    case lz4

    init?(firstBytes: RawSpan) {
        guard let found = Self.allCases.first(where: { $0.begins(firstBytes) }) else { return nil }
        self = found
    }

    private var magic: [UInt8] {
        switch self {
        case .gzip: [0x1F, 0x8B]
        case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
        case .lz4: [0x04, 0x22, 0x4D, 0x18]
        }
    }

    var magicByteCount: Int { magic.count }

    /// Whether bytes are the beginning of something packed in this way.
    func begins(_ bytes: RawSpan) -> Bool {
        let magic = magic
        guard bytes.byteCount >= magic.count else { return false }
        return magic.indices.allSatisfy { bytes.byte(at: $0) == magic[$0] }
    }
}
