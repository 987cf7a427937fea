/// How the bytes of a followed conversation are shown.
public enum FollowFormat: String, CaseIterable, Sendable {
    /// As text; what is none, as dots.
    case text
    /// The same, but all that is not ASCII is no text: tshark's.
    case ascii
    /// Offsets, bytes in hexadecimal, text.
    case hex
    /// All bytes of a piece in hexadecimal, in one line.
    case raw
    /// An object for each piece.
    case json
}
