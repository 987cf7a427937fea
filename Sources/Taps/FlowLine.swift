internal import Bytes

/// A line of a ``FlowGraph``: the lanes, and what is written over them.
struct FlowLine {
    private var bytes: [UInt8] = []

    init(laneCount: Int, laneWidth: Int) {
        let lane = [UInt8(ascii: "|")] + Array(repeating: UInt8(ascii: " "), count: laneWidth - 1)
        for _ in 0..<laneCount { bytes += lane }
        bytes.append(UInt8(ascii: "|"))
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    func append(to text: inout TextBuffer) { text.append(bytes.rawSpan) }

    /// Writes as much of a text over the line as there is room for between two places, in
    /// characters.  As in tshark, what is behind the line's end is put behind it.
    mutating func overwrite(_ first: Int, _ second: Int, with text: [UInt8]) {
        let room = abs(first - second)
        if room == 0 { return }
        let characters = text.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        let count = min(room, characters)
        let place = min(min(first, second), bytes.count)
        let piece = Self.prefix(of: text, count)
        let end = place + count <= bytes.count ? place + count : place
        bytes.replaceSubrange(place..<end, with: piece)
    }

    /// So many characters of a text.
    private static func prefix(of text: [UInt8], _ count: Int) -> ArraySlice<UInt8> {
        var rest = count
        for index in text.indices where text[index] & 0xC0 != 0x80 {
            if rest == 0 { return text[..<index] }
            rest -= 1
        }
        return text[...]
    }

    mutating func draw(from start: Int, to end: Int, _ source: UInt16, _ destination: UInt16) {
        let width = abs(start - end)
        let (from, to) = (Array("(\(source))".utf8), Array("(\(destination))".utf8))
        if start < end {
            let shaft = [UInt8](repeating: UInt8(ascii: "-"), count: width - 2)
            overwrite(start, end, with: shaft + [UInt8(ascii: ">")])
            overwrite(start - 9, start - 1, with: from)
            overwrite(end + 1, end + 9, with: to)
        } else {
            let shaft = [UInt8](repeating: UInt8(ascii: "-"), count: width - 2)
            overwrite(start, end, with: [UInt8(ascii: "<")] + shaft)
            overwrite(start + 1, start + 9, with: from)
            overwrite(end - 9, end + 1, with: to)
        }
    }
}
