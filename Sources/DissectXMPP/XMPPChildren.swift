internal import Bytes

/// Finds the children of an element, one after the other, in the element's bytes.
struct XMPPChildren: ~Escapable {
    struct Child {
        /// The element's name, its part behind the prefix, where its tag ends, and where it does.
        var name: Range<Int>
        var local: Range<Int>
        var headEnd: Int
        var end: Int
        var isEmpty: Bool
    }

    private let bytes: RawSpan
    private var position: Int

    /// - Parameter start: where the outer element's tag ends.
    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, from start: Int) {
        self.bytes = bytes
        position = start
    }

    mutating func next() -> Child? {
        while true {
            let start = bytes.firstIndex(of: 0x3C, from: position)
            guard start &+ 1 < bytes.byteCount else { return nil }
            let byte = bytes.byte(at: start &+ 1)
            if byte == 0x2F { return nil }
            var scan = XMPPScan(isInner: true)
            let rest = bytes.extracting(droppingFirst: start)
            var found: Int?
            do throws(ParseError) {
                found = try scan.scan(rest)
            } catch {
                return nil
            }
            guard let count = found else { return nil }
            position = start &+ count
            guard byte != 0x21, byte != 0x3F, scan.headEnd > 0 else { continue }
            return Child(
                name: scan.name.moved(by: start), local: scan.local.moved(by: start),
                headEnd: start &+ scan.headEnd, end: position,
                isEmpty: scan.headEnd == count)
        }
    }
}

extension Range<Int> {
    func moved(by offset: Int) -> Range<Int> {
        (lowerBound &+ offset)..<(upperBound &+ offset)
    }
}
