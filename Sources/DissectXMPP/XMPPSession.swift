internal import Bytes

/// What the two ends of a connection have said so far.
struct XMPPSession {
    /// Whether one end asked for TLS.
    var asksForTLS = false
    private var isWhole = true

    /// Bytes were missed.
    mutating func loseTrack() { isWhole = false }

    /// Whether TLS begins here: no XML begins so, and the answer to who asked for it may be lost.
    func mayBeginTLS(_ bytes: RawSpan) -> Bool {
        asksForTLS && bytes.byte(at: 0) == 0x16
    }
}
