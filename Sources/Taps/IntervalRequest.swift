/// What `-z io,stat` asks for: how long an interval is, and what each column counts in it.
public struct IntervalRequest: Equatable, Sendable {
    enum Function: String, CaseIterable {
        case frames = "FRAMES"
        case bytes = "BYTES"
        case count = "COUNT"
        case sum = "SUM"
        case least = "MIN"
        case greatest = "MAX"
        case average = "AVG"
        case load = "LOAD"
    }

    struct Column: Equatable {
        /// As it was typed; nil for all frames.
        var text: String?
        /// Nil: frames and bytes.
        var function: Function?
        var field: String?
        var filter: String?
    }

    /// Microseconds; nil: all of the capture.
    var interval: Int64?
    /// How many decimals of a second tell where intervals begin.
    var digits = 0
    var columns: [Column] = []

    init(parsing text: String) throws(TapMistake) {
        let form = "io,stat,INTERVAL[,FILTER]…"
        let words = text.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false)
        guard words.count >= 3, let seconds = Double(words[2]), !text.hasSuffix(",") else {
            throw TapMistake("-z \(text) is not of the form \(form)")
        }
        if seconds != 0 {
            guard seconds >= 0.000001, seconds < 1e12 else {
                throw TapMistake(
                    "-z \(text): an interval is a microsecond (0.000001) at least, or 0 for all")
            }
            let interval = Int64(seconds * 1_000_000 + 0.5)
            self.interval = interval
            digits = Self.digits(of: interval, words[2], isAlone: words.count == 3)
        }
        let rest = words.count > 3 ? String(words[3]) : ""
        for part in Self.split(rest) { columns.append(try Self.column(part, of: text)) }
    }

    /// As many decimals as the interval needs, or as were typed.
    private static func digits(of interval: Int64, _ word: Substring, isAlone: Bool) -> Int {
        var digits = 6
        var unit: Int64 = 10
        while digits > 0, interval % unit == 0 {
            digits -= 1
            unit *= 10
        }
        guard digits == 0, let point = word.firstIndex(of: ".") else { return digits }
        return isAlone ? 6 : min(6, word.distance(from: point, to: word.endIndex) - 1)
    }

    /// Commas part filters, but for those within parentheses, braces and quotes.
    private static func split(_ text: String) -> [String] {
        var parts = [""]
        var depth = 0
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if "([{".contains(character) {
                depth += 1
            } else if ")]}".contains(character) {
                depth = max(0, depth - 1)
            } else if character == ",", depth == 0 {
                parts.append("")
                continue
            }
            parts[parts.count - 1].append(character)
        }
        return parts
    }

    private static func column(_ part: String, of text: String) throws(TapMistake) -> Column {
        let trimmed = String(
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }).reversed())
        if trimmed.isEmpty { return Column() }
        guard let open = trimmed.firstIndex(of: "("),
            let function = Function(rawValue: String(trimmed[..<open]))
        else { return Column(text: trimmed, filter: trimmed) }
        guard let close = trimmed.firstIndex(of: ")") else {
            throw TapMistake("-z \(text): a parenthesis is not closed behind \(function.rawValue)")
        }
        let field = String(trimmed[trimmed.index(after: open)..<close])
        let takesField = ![.frames, .bytes].contains(function)
        if takesField == field.isEmpty {
            let words = takesField ? "needs a field in its parentheses" : "takes no field"
            throw TapMistake("-z \(text): \(function.rawValue) \(words)")
        }
        let filter = String(trimmed[trimmed.index(after: close)...])
        return Column(
            text: trimmed, function: function, field: takesField ? field : nil,
            filter: filter.isEmpty ? nil : filter)
    }
}
