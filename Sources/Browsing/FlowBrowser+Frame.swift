internal import Diagrams
internal import Exchanges

// MARK: - What is on the screen

extension FlowBrowser {
    /// The lines of the screen, and the column of the cursor if somebody is typing.
    public func frame() -> (lines: [BrowserLine], cursor: Int?) {
        var lines: [BrowserLine]
        switch view {
        case .ladder: lines = ladderLines()
        case .text(_, let text, let top):
            lines = Array(text.dropFirst(top).prefix(max(0, height - 1)))
        }
        while lines.count < height - 1 { lines.append(BrowserLine("")) }
        lines = Array(lines.prefix(max(0, height - 1)))
        let last = lastLine()
        lines.append(last)
        let fitted = lines.map { line in
            var line = line
            line.text = DisplayWidth.cut(
                line.text, to: width, ellipsis: ellipsis)
            return line
        }
        return (fitted, prompt == nil ? nil : DisplayWidth.columns(last.text))
    }

    /// Stands for the end of a line that is too long.
    var ellipsis: Unicode.Scalar { options.isASCII ? "~" : "…" }

    private func ladderLines() -> [BrowserLine] {
        guard ladder.rowCount > 0 else { return [BrowserLine(""), BrowserLine("  No messages.")] }
        let heads = ladder.heads().map { BrowserLine($0.text, isBold: true) }
        let room = max(1, height - 1 - heads.count)
        if chosen < top { top = chosen }
        var rows = visibleRows(room)
        while !rows.contains(where: { $0.row == chosen }) || rows.count > room {
            // The chosen one is below: at most as many rows as there are lines fit above it.
            top = max(top + 1, chosen - room + 1)
            rows = visibleRows(room)
            if top >= chosen { break }
        }
        return heads + rows.flatMap(\.lines)
    }

    private func visibleRows(_ room: Int) -> [(row: Int, lines: [BrowserLine])] {
        var rows: [(row: Int, lines: [BrowserLine])] = []
        var used = 0
        var row = top
        while row < ladder.rowCount {
            let isMarked = marked == list.events[ladder.events(ofRow: row)[0]].packet
            var drawn = ladder.lines(ofRow: row, in: list)
            // On a screen that small, what happened counts more than when nothing did.
            if drawn.count > room { drawn.removeAll(where: \.isPause) }
            let lines = drawn.map { line in
                var shown = BrowserLine(line.text, escape: line.colour)
                shown.isReverse = row == chosen && !line.isPause
                if isMarked, !line.isPause { shown.text = "*" + shown.text.dropFirst() }
                return shown
            }
            used += lines.count
            if used > room, !rows.isEmpty { break }
            rows.append((row, lines))
            row += 1
        }
        return rows
    }

    private func lastLine() -> BrowserLine {
        if let prompt {
            return BrowserLine((prompt.purpose == .search ? "/" : "Filter: ") + prompt.text)
        }
        if !remark.isEmpty { return BrowserLine(remark, colour: 1, isBold: true) }
        var words: [String]
        switch view {
        case .ladder:
            words = [title, "\(ladder.rowCount == 0 ? 0 : chosen + 1) of \(ladder.rowCount)"]
            if !filter.isEmpty { words.append("filter: \(filter)") }
            if let conversation { words.append(conversation) }
            words.append("? keys")
        case .text(let title, let lines, let top):
            words = [title, "line \(top + 1) of \(lines.count)", "q back"]
        }
        let text = " " + words.joined(separator: "   ")
        let blanks = max(0, width - DisplayWidth.columns(text))
        return BrowserLine(text + String(repeating: " ", count: blanks), isReverse: true)
    }

    static var help: [BrowserLine] {
        [
            "", "  up, down, k, j      one message up or down", "  page up, page down  one page",
            "  home, end, g, G     the first, the last", "",
            "  enter, right        open the packet of a message: its tree",
            "  q, escape, left     back; from the ladder: the end", "",
            "  space               mark a message",
            "  c                   compare the marked one with this one",
            "  /                   search in labels, names and notes; n, N: the next, the one before",
            "  f                   filter, in the language of -Y; empty: all again",
            "  r                   read the file again, if it has grown",
            "  s                   follow: only the conversation of this message; again: all", "",
            "  u                   runs of alike messages as one row, or each",
            "  a                   names or addresses",
        ].map { BrowserLine($0) }
    }
}
