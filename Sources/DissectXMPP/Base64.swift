/// Base64 (RFC 4648, section 4) as ends of this world write it: white space is passed over, and
/// what comes behind a letter of no number is not read.
enum Base64 {
    static func decode(_ text: some Sequence<UInt8>, into bytes: inout [UInt8], countMax: Int) {
        var bits: UInt32 = 0
        var bitCount = 0
        var count = 0
        for letter in text where !letter.isXMLSpace {
            guard let value = value(letter), count < countMax else { return }
            bits = bits << 6 | value
            bitCount += 6
            guard bitCount >= 8 else { continue }
            bitCount -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
            count += 1
        }
    }

    private static func value(_ letter: UInt8) -> UInt32? {
        switch letter {
        case 0x41...0x5A: UInt32(letter - 0x41)
        case 0x61...0x7A: UInt32(letter - 0x61) + 26
        case 0x30...0x39: UInt32(letter - 0x30) + 52
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}
