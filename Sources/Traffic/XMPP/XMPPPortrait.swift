/// A picture for somebody's card: from dark to bright, and from red to blue.
enum XMPPPortrait {
    /// A bitmap without compression, 24 bits a pixel, its rows filled up to four bytes.
    ///
    ///     "BM" | size | 0 | where pixels begin: 54 | size of the rest: 40 | width | height | …
    static func picture(width: Int, height: Int) -> [UInt8] {
        let row = (width * 3 + 3) / 4 * 4
        var bytes = Array("BM".utf8)
        for number in [54 + row * height, 0, 54, 40, width, height, 1 | 24 << 16, 0] {
            bytes += little(number)
        }
        bytes += little(row * height) + [UInt8](repeating: 0, count: 16)
        for y in 0..<height {
            for x in 0..<width {
                let blue = UInt8(truncatingIfNeeded: x * 255 / width)
                let light = UInt8(truncatingIfNeeded: y * 255 / height)
                bytes += [blue, light, 255 - blue]
            }
            bytes += [UInt8](repeating: 0, count: row - width * 3)
        }
        return bytes
    }

    private static func little(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
