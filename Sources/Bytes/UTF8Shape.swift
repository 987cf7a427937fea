/// How a character of UTF-8 that begins with a byte above 0x7F has to go on (the Unicode Standard,
/// table 3-7).
@frozen
public struct UTF8Shape: Sendable {
    /// How many bytes it has.
    public let byteCount: Int
    /// Which its second one may be; the others are from 0x80 to 0xBF.
    public let second: ClosedRange<UInt8>

    /// Returns nil for a byte that begins no character.
    @inlinable
    public init?(lead: UInt8) {
        switch lead {
        case 0xC2...0xDF: (byteCount, second) = (2, 0x80...0xBF)
        case 0xE0: (byteCount, second) = (3, 0xA0...0xBF)
        case 0xED: (byteCount, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (byteCount, second) = (3, 0x80...0xBF)
        case 0xF0: (byteCount, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (byteCount, second) = (4, 0x80...0xBF)
        case 0xF4: (byteCount, second) = (4, 0x80...0x8F)
        default: return nil
        }
    }
}
