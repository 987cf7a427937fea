/// Base64 (RFC 4648, section 4).
public enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The bytes in letters, filled up to a multiple of four.
    public static func encode(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var letters: [UInt8] = []
        var bits: UInt32 = 0
        var bitCount = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                letters.append(alphabet[Int(bits >> UInt32(bitCount) & 0x3F)])
            }
        }
        if bitCount > 0 { letters.append(alphabet[Int(bits << UInt32(6 - bitCount) & 0x3F)]) }
        while letters.count % 4 != 0 { letters.append(UInt8(ascii: "=")) }
        return letters
    }

    /// What the letters say as far as they are base64, spaces and ends of lines between.
    public static func decode(
        _ text: some Sequence<UInt8>
    ) -> (bytes: [UInt8], isBroken: Bool) {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var letterCount = 0
        var isOver = false
        for letter in text {
            switch letter {
            case 0x20, 0x0A, 0x0D, 0x09: continue
            case UInt8(ascii: "="): isOver = true
            default:
                guard let value = value(letter), !isOver else { return (bytes, true) }
                bits = bits << 6 | value
                letterCount += 1
                let left = UInt32(letterCount % 4)
                // The second letter completes a byte, and the third and the fourth do.
                if left != 1 {
                    bytes.append(UInt8(truncatingIfNeeded: bits >> ((4 - left) % 4 * 2)))
                }
            }
        }
        return (bytes, letterCount % 4 == 1)
    }

    private static func value(_ letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter) - 97 + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter) - 48 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
