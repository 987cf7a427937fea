internal import Bytes
internal import Dissection

/// A domain name, put together and ready to be shown.
struct DNSName {
    /// Its text in ``Message/decoded``, escaped.
    var text: StreamRange
    /// The size of its text before escaping, and how many labels it has.
    var byteCount: Int
    var labelCount: Int

    /// The longest name that is shown: the 255 bytes of RFC 1035 without the length of the first
    /// label and the root's.
    static var textByteCountMax: Int { 253 }
    static var pointerCountMax: Int { 255 }
}

extension DNSInput {
    /// Reads a name, following pointers (RFC 1035, section 4.1.4), and moves past its own bytes.
    ///
    /// Every label and pointer must lie in the message; the number of pointers is bounded, so a
    /// loop ends.  A name that loops or is too long has tshark's words in its place.
    mutating func readName(into text: inout [UInt8]) throws(DNSStop) -> DNSName {
        let start = text.count
        let first = offset
        var expansion = NameExpansion()
        do throws(DNSStop) {
            try expansion.run(self, into: &text)
        } catch {
            text.removeLast(text.count - start)
            throw error
        }
        offset = expansion.end
        let consumed = expansion.end - first
        if let words = expansion.words {
            text.removeLast(text.count - start)
            guard consumed > 1 else { throw .invalid(.reservedLabel, offset: base + first) }
            text.append(words)
            return DNSName(text, from: start, byteCount: words.utf8CodeUnitCount)
        }
        // Text that bit labels add is not counted, as in tshark, and so cut off.
        let byteCount = min(expansion.countedByteCount, text.count - start)
        text.removeLast(text.count - start - byteCount)
        if text.count == start || text[start] == 0, consumed <= 2 {
            text.removeLast(text.count - start)
            text.append("<Root>")
            return DNSName(text, from: start, byteCount: 6)
        }
        guard byteCount > 0 else { throw .invalid(.emptyName, offset: base + first) }
        let labelCount = 1 + text[start...].count { $0 == 0x2E }
        text.escape(from: start)
        return DNSName(
            text: StreamRange(offset: start, count: text.count - start), byteCount: byteCount,
            labelCount: byteCount > 1 ? labelCount : 0)
    }
}

extension DNSName {
    fileprivate init(_ text: [UInt8], from start: Int, byteCount: Int) {
        self.init(
            text: StreamRange(offset: start, count: text.count - start), byteCount: byteCount,
            labelCount: 1)
    }
}

/// One walk along the labels of a name.
private struct NameExpansion {
    /// What stands for a name that cannot be shown.
    var words: StaticString?
    /// Where the name's own bytes end.
    var end = 0
    var countedByteCount = 0
    private var room = DNSName.textByteCountMax + 2
    private var pointerCount = 0

    mutating func run(_ input: borrowing DNSInput, into text: inout [UInt8]) throws(DNSStop) {
        var offset = input.offset
        let start = text.count
        while true {
            let length = try input.byte(at: offset)
            offset += 1
            switch length & 0xC0 {
            case 0x00 where length == 0:
                return finish(at: offset)
            case 0x00:
                offset = try readLabel(input, at: offset, Int(length), start, into: &text)
            case 0x40:
                guard length & 0x3F == 1 else {
                    words = "<Unknown extended label>"
                    // Behind a pointer too: nobody knows where the name goes on.
                    end = offset
                    return
                }
                offset = try readBits(input, at: offset, into: &text)
            case 0x80:
                throw .invalid(.reservedLabel, offset: input.base + offset - 1)
            default:
                let low = try input.byte(at: offset)
                offset += 1
                pointerCount += 1
                if pointerCount == 1 { end = offset }
                let target = Int(length & 0x3F) << 8 | Int(low)
                // The first is a pointer that tshark takes for one to itself.
                if target == offset + 2 || pointerCount > DNSName.pointerCountMax {
                    words = "<Name contains a pointer that loops>"
                    return
                }
                offset = target
            }
        }
    }

    private mutating func finish(at offset: Int) {
        if pointerCount == 0 { end = offset }
        if room <= 0 { words = "<Name too long>" }
    }

    private mutating func readLabel(
        _ input: borrowing DNSInput, at offset: Int, _ count: Int, _ start: Int,
        into text: inout [UInt8]
    ) throws(DNSStop) -> Int {
        if text.count == start {
            room -= 1
        } else if room > 0 {
            text.append(0x2E)
            countedByteCount += 1
            room -= 1
        }
        // What there is no room for need not even be there: tshark does not look at it.
        let shown = min(count, room)
        if shown > 0 {
            try input.require(shown, at: offset)
            let label = input.span.extracting(offset..<(offset + shown))
            unsafe label.withUnsafeBytes { unsafe text.append(contentsOf: $0) }
            countedByteCount += shown
            room -= shown
        }
        return offset + count
    }

    /// A label of bits (RFC 2673).
    private mutating func readBits(
        _ input: borrowing DNSInput, at offset: Int, into text: inout [UInt8]
    ) throws(DNSStop) -> Int {
        let bitCount = Int(try input.byte(at: offset))
        let byteCount = bitCount == 0 ? 1 : (bitCount - 1) / 8 + 1
        append("\\[x", to: &text)
        for index in 0..<byteCount {
            let byte = try input.byte(at: offset + 1 + index)
            let digits = String(byte, radix: 16)
            append(byte < 16 ? "0" + digits : digits, to: &text)
        }
        append("/\(bitCount)]", to: &text)
        return offset + 1 + byteCount
    }

    private mutating func append(_ words: String, to text: inout [UInt8]) {
        guard room > 0 else { return }
        let shown = words.utf8.prefix(room)
        text.append(contentsOf: shown)
        room = words.utf8.count <= room ? room - words.utf8.count : 0
    }
}

extension [UInt8] {
    mutating func append(_ words: StaticString) {
        unsafe append(
            contentsOf: UnsafeBufferPointer(start: words.utf8Start, count: words.utf8CodeUnitCount))
    }

    /// Escapes what was appended since the array had `start` bytes.
    fileprivate mutating func escape(from start: Int) {
        guard !rawSpan.extracting(droppingFirst: start).isPlainText else { return }
        let plain = Array(self[start...])
        removeLast(count - start)
        append(escaping: plain.rawSpan)
    }
}
