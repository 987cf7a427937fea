internal import CNcurses

/// A terminal that is drawn on as a whole: all that ncurses does.
@safe
public struct Screen: ~Copyable {
    private let screen: OpaquePointer
    /// Whether characters that are not ASCII can be shown.
    public let isUnicode: Bool

    /// Nil if the terminal is none that can be drawn on.
    public init?() {
        guard let screen = unsafe earshot_screen_begin() else { return nil }
        unsafe self.screen = screen
        isUnicode = earshot_screen_is_unicode() == 1
    }

    deinit { unsafe earshot_screen_end(screen) }

    public var width: Int { Int(earshot_screen_width()) }
    public var height: Int { Int(earshot_screen_height()) }

    /// - Parameter cursor: the column in the last line where somebody is typing.
    public mutating func show(_ lines: [BrowserLine], cursor: Int? = nil) {
        earshot_screen_clear()
        for (row, line) in lines.prefix(height).enumerated() {
            unsafe line.text.withCString { text in
                unsafe earshot_screen_put(
                    Int32(row), 0, text, Int32(line.colour ?? -1), line.isBold ? 1 : 0,
                    line.isReverse ? 1 : 0)
            }
        }
        earshot_screen_cursor(
            cursor == nil ? 0 : 1, Int32(max(0, height - 1)),
            Int32(min(cursor ?? 0, max(0, width - 1))))
        earshot_screen_show()
    }

    /// Waits for a key.
    public mutating func read() -> BrowserKey {
        var isNamed: Int32 = 0
        let code = unsafe earshot_screen_read(&isNamed)
        if code < 0 { return .none }
        return isNamed == 1 ? Self.named(code) : Self.typed(UInt32(code))
    }

    private static func named(_ code: Int32) -> BrowserKey {
        switch code {
        case KEY_UP: .up
        case KEY_DOWN: .down
        case KEY_LEFT: .left
        case KEY_RIGHT: .right
        case KEY_PPAGE: .pageUp
        case KEY_NPAGE: .pageDown
        case KEY_HOME: .home
        case KEY_END: .end
        case KEY_ENTER: .enter
        case KEY_BACKSPACE: .backspace
        case KEY_RESIZE: .resize
        default: .character("\0")
        }
    }

    private static func typed(_ code: UInt32) -> BrowserKey {
        switch code {
        case 10, 13: .enter
        case 27: .escape
        case 8, 127: .backspace
        default: .character(Unicode.Scalar(code).map(Character.init) ?? "\0")
        }
    }
}
