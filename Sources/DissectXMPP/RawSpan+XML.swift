internal import Bytes

extension UInt8 {
    /// White space of XML (section 2.3).
    @inline(__always)
    var isXMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }

    /// Whether a name may begin with it: letters, and all that is not ASCII.
    @inline(__always)
    var beginsXMLName: Bool {
        0x61...0x7A ~= self | 0x20 || self == 0x5F || self == 0x3A || self >= 0x80
    }

    /// What a name ends at: it is read laxly, up to where the next thing can begin.
    @inline(__always)
    var endsXMLName: Bool {
        self <= 0x20 || self == 0x3E || self == 0x2F || self == 0x3D || self == 0x3C
            || self == 0x22 || self == 0x27
    }
}

extension RawSpan {
    /// The first place of a byte from an offset on; the end if there is none.
    @inline(__always)
    func firstIndex(of byte: UInt8, from start: Int) -> Int {
        var index = start
        let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
        while index &+ 8 <= byteCount {
            let word = unsafe unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) ^ pattern
            let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
            if zeros != 0 {
                return index &+ UInt64(littleEndian: zeros).trailingZeroBitCount &>> 3
            }
            index &+= 8
        }
        while index < byteCount, self.byte(at: index) != byte { index &+= 1 }
        return index
    }

    /// Where white space ends.
    func endOfXMLSpace(from start: Int = 0) -> Int {
        var index = start
        while index < byteCount, byte(at: index).isXMLSpace { index &+= 1 }
        return index
    }

    /// Whether the text stands at an offset, all of it.
    func has(_ text: StaticString, at start: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard start >= 0, byteCount - start >= count else { return false }
        for index in 0..<count where unsafe byte(at: start &+ index) != text.utf8Start[index] {
            return false
        }
        return true
    }

    /// Whether the bytes of a range are the text.
    @inline(__always)
    func equals(_ text: StaticString, in range: Range<Int>) -> Bool {
        range.count == text.utf8CodeUnitCount && has(text, at: range.lowerBound)
    }

    /// Whether the text may stand at an offset, as far as the bytes tell.
    func mayHave(_ text: StaticString, at start: Int) -> Bool {
        let count = min(text.utf8CodeUnitCount, byteCount - start)
        for index in 0..<max(0, count)
        where unsafe byte(at: start &+ index) != text.utf8Start[index] {
            return false
        }
        return true
    }

    /// Whether two ranges hold the same bytes.
    func isSame(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard one.count == other.count else { return false }
        for index in 0..<one.count
        where byte(at: one.lowerBound &+ index) != byte(at: other.lowerBound &+ index) {
            return false
        }
        return true
    }
}
