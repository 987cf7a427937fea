public import Bytes

extension Message {
    /// Writes a sender's text to the summary that only its receiver should see.
    ///
    /// - Parameter byteCount: how long it is, if not all of it is written.
    public mutating func append(secret text: RawSpan, byteCount: Int? = nil) {
        if isRedacted {
            info.append(redactedByteCount: byteCount ?? text.byteCount)
        } else {
            info.append(untrusted: text)
        }
    }
}

extension TextBuffer {
    /// As in `<redacted, 12 bytes>`.
    public mutating func append(redactedByteCount count: Int) {
        append("<redacted, ")
        append(decimal: UInt64(clamping: count))
        append(count == 1 ? " byte>" : " bytes>")
    }
}
