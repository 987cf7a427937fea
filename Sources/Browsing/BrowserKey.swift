/// A key that somebody presses.
public enum BrowserKey: Equatable, Sendable {
    case up, down, left, right
    case pageUp, pageDown, home, end
    case enter, escape, backspace
    /// The terminal has another size now.
    case resize
    case character(Character)
    /// Nobody is there any more.
    case none
}
