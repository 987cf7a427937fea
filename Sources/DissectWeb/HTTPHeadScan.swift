internal import Bytes

/// Looks for the end of a message's head: a start line, header lines, an empty one (RFC 9112,
/// section 2).
///
/// Goes on where it stopped when more bytes have come, so that a head that comes byte by byte is
/// not read as often as it has bytes.  Places count from the message's first byte.
struct HTTPHeadScan: Equatable {
    /// Longer heads are not taken for heads.
    static var headByteCountMax: Int { 1 << 14 }

    /// The first line, without what ends it.
    private(set) var startLine: Range<Int>?
    /// Where the header lines begin.
    private(set) var headersStart = 0
    /// Where the line begins whose end has not come.
    private(set) var lineStart = 0
    /// Up to where there is no more line end.
    private var searched = 0

    /// - Returns: where the body begins, or `nil` when the head has not all come.
    mutating func search(_ bytes: RawSpan) -> Int? {
        if startLine == nil, searched == lineStart {
            // Empty lines in front of a message are to be passed over.
            while searched < bytes.byteCount, bytes.isLineEnd(at: searched) { searched += 1 }
            lineStart = searched
        }
        while let end = bytes.firstLineFeed(from: searched) {
            let line = lineStart..<bytes.endOfLine(at: end, from: lineStart)
            lineStart = end + 1
            searched = lineStart
            if startLine == nil {
                startLine = line
                headersStart = lineStart
            } else if line.isEmpty {
                return lineStart
            }
        }
        searched = bytes.byteCount
        return nil
    }
}

extension RawSpan {
    func isLineEnd(at index: Int) -> Bool {
        let byte = byte(at: index)
        return byte == 0x0A || byte == 0x0D
    }

    func firstLineFeed(from start: Int) -> Int? {
        first(0x0A, in: start..<byteCount)
    }

    func first(_ wanted: UInt8, in range: Range<Int>) -> Int? {
        for index in range where byte(at: index) == wanted { return index }
        return nil
    }

    /// Where a line's text ends that ends with the line feed at a place.
    func endOfLine(at lineFeed: Int, from start: Int) -> Int {
        lineFeed > start && byte(at: lineFeed - 1) == 0x0D ? lineFeed - 1 : lineFeed
    }

    /// The part of a range without blanks and tabs at either end.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, isBlank(at: start) { start += 1 }
        while start < end, isBlank(at: end - 1) { end -= 1 }
        return start..<end
    }

    private func isBlank(at index: Int) -> Bool {
        byte(at: index) == 0x20 || byte(at: index) == 0x09
    }

    /// Whether a part of the bytes is some text; letters in the range are compared without case.
    func matches(_ range: Range<Int>, _ lowercase: StaticString) -> Bool {
        range.count == lowercase.utf8CodeUnitCount && hasPrefix(lowercase, at: range.lowerBound)
    }

    /// Whether text begins at a place; letters in the bytes are compared without case.
    func hasPrefix(_ lowercase: StaticString, at start: Int) -> Bool {
        let count = lowercase.utf8CodeUnitCount
        guard start >= 0, start <= byteCount, count <= byteCount - start else { return false }
        for index in 0..<count {
            let wanted = unsafe lowercase.utf8Start[index]
            guard byte(at: start + index).lowercased == wanted else { return false }
        }
        return true
    }

    /// Whether a list of tokens with commas between them has one.
    func hasToken(_ lowercase: StaticString, in range: Range<Int>) -> Bool {
        var start = range.lowerBound
        while start <= range.upperBound {
            let end = first(0x2C, in: start..<range.upperBound) ?? range.upperBound
            let semicolon = first(0x3B, in: start..<end) ?? end
            if matches(trimmed(start..<semicolon), lowercase) { return true }
            start = end + 1
        }
        return false
    }

    /// A decimal number below 2^53, or `nil` when it is none.
    func decimal(in range: Range<Int>) -> Int? {
        var value = 0
        guard !range.isEmpty else { return nil }
        for index in range {
            let digit = Int(byte(at: index)) - 0x30
            guard (0...9).contains(digit), value < 1 << 49 else { return nil }
            value = value * 10 + digit
        }
        return value
    }
}

extension UInt8 {
    var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
