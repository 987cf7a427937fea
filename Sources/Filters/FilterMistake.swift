/// What is wrong with a filter, and where in its text.
public struct FilterMistake: Error, Equatable {
    public let message: String
    /// Bytes of the text; empty at its end.
    public let place: Range<Int>
    /// The name that was not found, for a hint at one that can be.
    public let unknownName: String?
    /// What it may be instead, if not the name of a field.
    public let candidates: [String]

    init(
        _ message: String, at place: Range<Int>, unknownName: String? = nil,
        candidates: [String] = []
    ) {
        self.message = message
        self.place = place
        self.unknownName = unknownName
        self.candidates = candidates
    }
}

extension FilterMistake {
    /// How many characters of a long text are shown on either side of a place.
    static var contextCharacterCount: Int { 60 }

    /// The text, or a part of it, and a line that points at the mistake.
    public func excerpt(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        let start = min(place.lowerBound, bytes.count)
        let end = min(max(place.upperBound, start), bytes.count)
        let before = characters(bytes[..<start])
        let marked = characters(bytes[start..<end])
        let after = characters(bytes[end...])
        let count = Self.contextCharacterCount
        let left = before.count > count ? "…" + String(before.suffix(count)) : String(before)
        let middle = String(marked.prefix(count))
        let isCut = marked.count > count || after.count > count
        let right = marked.count > count ? "" : String(after.prefix(count))
        let pointer =
            String(repeating: " ", count: left.count) + "^"
            + String(repeating: "~", count: max(0, middle.count - 1))
        return [left + middle + right + (isCut ? "…" : ""), pointer]
    }

    /// Characters as they are shown: each control character as a blank.
    private func characters(_ bytes: ArraySlice<UInt8>) -> [Character] {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0: " "
            default: Character(scalar)
            }
        }
    }
}
