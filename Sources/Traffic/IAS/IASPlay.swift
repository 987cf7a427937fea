internal import DissectChat

/// A play for the chat room over UDP: who types what, and who then reads what.
struct IASPlay: Sendable {
    struct Line: Sendable {
        let speaker: String
        let typed: String
        /// Who must have read which words before the play goes on.
        let hearer: String?
        let words: String
    }

    /// Seconds from one line to the next.
    let pace: Double
    let lines: [Line]

    init(pace: Double, _ lines: [Line]) {
        self.pace = pace
        self.lines = lines
    }
}

/// Somebody in an ``IASPlay``.
struct IASRole: Sendable {
    let name: String

    init(_ name: String) { self.name = name }

    /// - Parameter answer: what the server says to it.
    func types(_ text: String, answer: String) -> IASPlay.Line {
        types(text, reachesAs: answer, self)
    }

    func types(_ text: String, reachesAs words: String, _ hearer: IASRole) -> IASPlay.Line {
        IASPlay.Line(speaker: name, typed: text, hearer: hearer.name, words: words)
    }

    /// Nobody says anything to it.
    func types(_ text: String) -> IASPlay.Line {
        IASPlay.Line(speaker: name, typed: text, hearer: nil, words: "")
    }
}
