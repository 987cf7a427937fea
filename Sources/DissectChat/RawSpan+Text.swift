internal import Bytes

/// Looking at text in place.
extension RawSpan {
    func has(_ text: StaticString, at place: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard place >= 0, count <= byteCount - place else { return false }
        for index in 0..<count where unsafe byte(at: place + index) != text.utf8Start[index] {
            return false
        }
        return true
    }

    func find(_ text: StaticString, from start: Int, before end: Int) -> Int? {
        let last = end - text.utf8CodeUnitCount
        guard start <= last else { return nil }
        let first = unsafe text.utf8Start[0]
        for place in start...last where byte(at: place) == first {
            if has(text, at: place) { return place }
        }
        return nil
    }

    func find(_ wanted: UInt8, from start: Int, before end: Int) -> Int? {
        guard start < end else { return nil }
        for place in start..<end where byte(at: place) == wanted { return place }
        return nil
    }

    func equals(_ other: [UInt8]) -> Bool {
        guard byteCount == other.count else { return false }
        for index in 0..<byteCount where byte(at: index) != other[index] { return false }
        return true
    }

    func equals(_ other: RawSpan) -> Bool {
        guard byteCount == other.byteCount else { return false }
        for index in 0..<byteCount where byte(at: index) != other.byte(at: index) { return false }
        return true
    }

    /// Reads decimal digits, and returns the number and where they end; nothing when there are
    /// none, or more than such numbers have.
    func readNumber(at start: Int) -> (value: Int, end: Int)? {
        var value = 0
        var place = start
        while place < byteCount, case let digit = byte(at: place), (0x30...0x39).contains(digit) {
            guard place - start < Self.digitCountMax else { return nil }
            value = value * 10 + Int(digit - 0x30)
            place += 1
        }
        return place == start ? nil : (value, place)
    }

    /// As many as always fit into an `Int`.
    static var digitCountMax: Int { 18 }
}

// MARK: - What is text

extension RawSpan {
    /// Whether the bytes are UTF-8 without control characters other than tabs and line ends.
    var isText: Bool { isText(allowingCut: false) }

    /// - Parameter allowingCut: whether the last character may lack its end.
    func isText(allowingCut: Bool) -> Bool {
        var place = 0
        while place < byteCount {
            let lead = byte(at: place)
            if lead < 0x80 {
                guard lead >= 0x20 || lead == 0x09 || lead == 0x0A || lead == 0x0D, lead != 0x7F
                else { return false }
                place += 1
                continue
            }
            guard let shape = UTF8Shape(lead: lead) else { return false }
            for index in 1..<shape.byteCount {
                guard place + index < byteCount else { return allowingCut }
                let allowed = index == 1 ? shape.second : 0x80...0xBF
                guard allowed.contains(byte(at: place + index)) else { return false }
            }
            place += shape.byteCount
        }
        return true
    }

    /// Whether this may be the name somebody joins under: one line of text, not long.
    var isName: Bool {
        guard byteCount > 0, byteCount <= ChatSession.nameByteCountMax, isText else { return false }
        for place in 0..<byteCount where byte(at: place) < 0x20 { return false }
        // What other text protocols begin with.
        return byte(at: 0) != UInt8(ascii: "<") && byte(at: 0) != UInt8(ascii: "{")
    }
}
