internal import Bytes

/// Reads the attributes of a start tag one after the other, in place.
///
/// It is lax: what cannot be an attribute is passed over.  Values stand as they were sent, with
/// their character references.
struct XMPPAttributes: ~Escapable {
    private let bytes: RawSpan
    private var position: Int
    private let end: Int

    /// - Parameters:
    ///   - start: where the tag's name ends.
    ///   - end: where the tag ends.
    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, from start: Int, to end: Int) {
        self.bytes = bytes
        position = start
        self.end = min(end, bytes.byteCount)
    }

    /// - Parameter isInTag: whether nothing behind the tag's end is to be looked at.
    mutating func next(isInTag: Bool = false) -> (name: Range<Int>, value: Range<Int>)? {
        while position < end {
            let start = position
            if isInTag, bytes.byte(at: start) == 0x3E { return nil }
            while position < end, !bytes.byte(at: position).endsXMLName { position &+= 1 }
            let name = start..<position
            guard !name.isEmpty else {
                position &+= 1
                continue
            }
            skipSpace()
            guard position < end, bytes.byte(at: position) == 0x3D else { continue }
            position &+= 1
            skipSpace()
            guard position < end else { return nil }
            let quote = bytes.byte(at: position)
            guard quote == 0x22 || quote == 0x27 else { continue }
            let valueStart = position &+ 1
            let valueEnd = min(bytes.firstIndex(of: quote, from: valueStart), end)
            if isInTag, valueEnd == end { return nil }
            position = min(valueEnd &+ 1, end)
            return (name, valueStart..<max(valueStart, valueEnd))
        }
        return nil
    }

    private mutating func skipSpace() {
        while position < end, bytes.byte(at: position).isXMLSpace { position &+= 1 }
    }
}
