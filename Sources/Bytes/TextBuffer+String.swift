extension TextBuffer {
    /// Appends a string: for text that is made once, such as messages and reports, not for rows.
    public mutating func append(string: String) {
        for byte in string.utf8 { append(byte: byte) }
    }

    /// Appends a string that holds what somebody else wrote, escaped.
    public mutating func append(untrusted string: String) {
        let bytes = Array(string.utf8)
        append(untrusted: bytes.rawSpan)
    }
}
