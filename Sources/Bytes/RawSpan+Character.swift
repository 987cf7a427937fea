extension RawSpan {
    /// How many bytes the character has that begins at a place, if it is one of UTF-8 and can be
    /// shown: 0 for controls, and for what is no character.
    public func shownCharacterByteCount(at index: Int) -> Int {
        let lead = byte(at: index)
        if lead < 0x80 { return 0x20..<0x7F ~= lead ? 1 : 0 }
        guard let shape = UTF8Shape(lead: lead), shape.byteCount <= byteCount - index,
            shape.second.contains(byte(at: index + 1))
        else { return 0 }
        for place in stride(from: 2, to: shape.byteCount, by: 1)
        where byte(at: index + place) & 0xC0 != 0x80 {
            return 0
        }
        // The first characters behind ASCII are controls, which some terminals obey.
        return lead == 0xC2 && byte(at: index + 1) < 0xA0 ? 0 : shape.byteCount
    }
}
