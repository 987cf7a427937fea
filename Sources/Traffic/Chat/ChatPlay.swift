/// A play for a chat room: who does what, line after line.
///
///     let bob = ChatRole("Bob")
///     let alice = ChatRole("Alice")
///     let play = ChatPlay(pace: 2, [bob.joins, alice.joins, bob.says("hello"), bob.leaves])
public struct ChatPlay: Sendable {
    /// What somebody does.
    public enum Deed: Equatable, Sendable {
        case joins
        case says(String)
        case whispers(String, to: String)
        case asksWhoIsThere
        case asksForFiles
        case downloads(String)
        /// Says that it goes, and is gone.
        case leaves
        /// Goes without a word.
        case hangsUp
    }

    public struct Line: Equatable, Sendable {
        let role: String
        let deed: Deed
        /// Whether the server has to refuse it.
        var isInVain = false

        /// The same, when it cannot succeed: nobody of that name is there, no such file.
        public var inVain: Line {
            var line = self
            line.isInVain = true
            return line
        }
    }

    /// Seconds from one line to the next; a line has to have its effect too.
    let pace: Double
    let lines: [Line]

    public init(pace: Double, _ lines: [Line]) {
        self.pace = pace
        self.lines = lines
    }
}

/// Somebody in a ``ChatPlay``.
public struct ChatRole: Sendable {
    let name: String

    public init(_ name: String) { self.name = name }

    public var joins: ChatPlay.Line { line(.joins) }
    public func says(_ text: String) -> ChatPlay.Line { line(.says(text)) }
    public func whispers(_ text: String, to other: ChatRole) -> ChatPlay.Line {
        line(.whispers(text, to: other.name))
    }
    public var asksWhoIsThere: ChatPlay.Line { line(.asksWhoIsThere) }
    public var asksForFiles: ChatPlay.Line { line(.asksForFiles) }
    public func downloads(_ file: String) -> ChatPlay.Line { line(.downloads(file)) }
    public var leaves: ChatPlay.Line { line(.leaves) }
    public var hangsUp: ChatPlay.Line { line(.hangsUp) }

    private func line(_ deed: ChatPlay.Deed) -> ChatPlay.Line {
        ChatPlay.Line(role: name, deed: deed)
    }
}
