public import Diagrams
public import Exchanges

/// A ladder to walk about in: what the keys do, and what is on the screen then.
///
/// Knows no terminal: keys come in, lines go out.
public final class FlowBrowser {
    /// What fills the screen.
    enum View {
        case ladder
        /// Lines of a packet, or of two side by side.
        case text(title: String, lines: [BrowserLine], top: Int)
    }

    /// What is being typed in the last line.
    struct Prompt {
        enum Purpose { case search, filter }

        var purpose: Purpose
        var text = ""
    }

    private let source: any BrowserSource
    private(set) var list: EventList
    var ladder: LadderText
    var options: LadderText.Options
    private(set) var width: Int
    private(set) var height: Int
    var view = View.ladder
    private(set) var prompt: Prompt?
    /// The row that is chosen, and the first one on the screen.
    private(set) var chosen = 0
    var top = 0
    /// The event that another one is to be compared with.
    private(set) var marked: Int?
    private(set) var filter = ""
    /// The conversation that is shown alone, as a filter.
    private(set) var conversation: String?
    private var wanted = ""
    /// The filter that had a mistake, to be put right.
    private var mistyped: String?
    /// What there is to say until the next key.
    private(set) var remark = ""

    /// - Parameter options: how the ladder is drawn; its width is the screen's.
    public init(
        _ source: any BrowserSource, _ list: consuming EventList, _ options: LadderText.Options,
        width: Int, height: Int
    ) {
        self.source = source
        var options = options
        options.width = width
        self.options = options
        self.width = width
        self.height = height
        ladder = LadderText(list, options)
        self.list = list
    }

    var title: String { source.title }

    /// Tells that the screen has another size.
    public func resize(width: Int, height: Int) {
        self.width = width
        self.height = height
        options.width = width
        redraw()
    }

    private func redraw() {
        ladder = LadderText(list, options)
        chosen = min(chosen, max(0, ladder.rowCount - 1))
        top = min(top, chosen)
    }

    /// Does what a key asks for.  Returns false at the end.
    public func press(_ key: BrowserKey) -> Bool {
        remark = ""
        if key == .none { return false }
        if prompt != nil {
            type(key)
            return true
        }
        switch view {
        case .ladder: return pressInLadder(key)
        case .text: pressInText(key)
        }
        return true
    }
}

// MARK: - Keys

extension FlowBrowser {
    private func pressInLadder(_ key: BrowserKey) -> Bool {
        let page = max(1, height - 6)
        switch key {
        case .up, .character("k"): move(by: -1)
        case .down, .character("j"): move(by: 1)
        case .pageUp: move(by: -page)
        case .pageDown: move(by: page)
        case .home, .character("g"): move(by: -ladder.rowCount)
        case .end, .character("G"): move(by: ladder.rowCount)
        case .enter, .right: openTree()
        case .character(" "): mark()
        case .character("c"): compare()
        case .character("/"): prompt = Prompt(purpose: .search)
        case .character("n"): search(forwards: true)
        case .character("N"): search(forwards: false)
        case .character("f"): prompt = Prompt(purpose: .filter, text: mistyped ?? filter)
        case .character("s"): follow()
        case .character("r"): reload()
        case .character("u"):
            options.folds.toggle()
            redraw()
        case .character("a"):
            options.showsAddresses.toggle()
            redraw()
        case .character("?"): view = .text(title: "Keys", lines: Self.help, top: 0)
        case .character("q"), .escape: return false
        default: break
        }
        return true
    }

    private func pressInText(_ key: BrowserKey) {
        guard case .text(let title, let lines, let top) = view else { return }
        let page = max(1, height - 1)
        let last = max(0, lines.count - page)
        var next = top
        switch key {
        case .up, .character("k"): next -= 1
        case .down, .character("j"): next += 1
        case .pageUp: next -= page
        case .pageDown, .character(" "): next += page
        case .home, .character("g"): next = 0
        case .end, .character("G"): next = last
        case .escape, .left, .enter, .character("q"), .character("?"):
            view = .ladder
            return
        default: break
        }
        view = .text(title: title, lines: lines, top: min(max(0, next), last))
    }

    private func type(_ key: BrowserKey) {
        guard var typed = prompt else { return }
        switch key {
        case .escape: prompt = nil
        case .backspace:
            if typed.text.isEmpty {
                prompt = nil
                return
            }
            typed.text.removeLast()
            prompt = typed
        case .enter:
            prompt = nil
            switch typed.purpose {
            case .search:
                wanted = typed.text
                search(forwards: true)
            case .filter:
                mistyped = typed.text
                if load(typed.text, conversation) { mistyped = nil }
            }
        case .character("\u{15}"):
            // Control and u, as in a shell.
            prompt?.text = ""
        case .character(let character) where character.unicodeScalars.allSatisfy({ $0 >= " " }):
            typed.text.append(character)
            prompt = typed
        default: break
        }
    }

    private func move(by count: Int) {
        chosen = min(max(0, chosen + count), max(0, ladder.rowCount - 1))
    }
}

// MARK: - What the keys ask for

extension FlowBrowser {
    /// The first event of the chosen row.
    private var chosenEvent: ExchangeEvent? {
        guard chosen < ladder.rowCount, let first = ladder.events(ofRow: chosen).first else {
            return nil
        }
        return list.events[first]
    }

    private func openTree() {
        guard let event = chosenEvent else { return }
        let lines = source.tree(ofPacket: event.packet).map { BrowserLine($0) }
        show("Packet \(event.packet)", lines)
    }

    /// Shows a tree from its last layer on, which is the message's; the others are above.
    private func show(_ title: String, _ lines: [BrowserLine]) {
        let layer = lines.lastIndex { $0.text.first.map { $0 != " " } ?? false } ?? 0
        let last = max(0, lines.count - max(1, height - 1))
        view = .text(title: title, lines: lines, top: min(layer, last))
    }

    private func mark() {
        guard let event = chosenEvent else { return }
        marked = marked == event.packet ? nil : event.packet
        remark = marked == nil ? "" : "c compares packet \(event.packet) with another"
    }

    private func compare() {
        guard let marked, let event = chosenEvent else {
            remark = "the space bar marks a message; c then compares it with another"
            return
        }
        let lines = Comparison.lines(
            source.tree(ofPacket: marked), source.tree(ofPacket: event.packet), width: width,
            ellipsis: ellipsis)
        show("Packets \(marked) and \(event.packet)", lines)
    }

    private func search(forwards: Bool) {
        guard !wanted.isEmpty, ladder.rowCount > 0 else { return }
        let words = wanted.lowercased()
        for step in 1...ladder.rowCount {
            let offset = forwards ? step : ladder.rowCount - step
            let row = (chosen + offset) % ladder.rowCount
            if says(words, row) {
                chosen = row
                return
            }
        }
        remark = "nothing says '\(wanted)'"
    }

    private func says(_ words: String, _ row: Int) -> Bool {
        ladder.events(ofRow: row).contains { index in
            let event = list.events[index]
            let parts = [
                list.text(event.label), list.text(event.notes), list.name(event.from),
                list.name(event.to),
            ]
            return parts.contains { $0.lowercased().contains(words) }
        }
    }

    /// Shows the conversation of the chosen message alone, or all again.
    private func follow() {
        if conversation != nil {
            load(filter, nil)
            return
        }
        guard let event = chosenEvent, event.stream >= 0 else {
            remark = "this is part of no conversation"
            return
        }
        let transport = event.transport == .udp ? "udp" : "tcp"
        load(filter, "\(transport).stream == \(event.stream)")
    }

    /// Returns false if there is something wrong with the filter, or with the file.
    @discardableResult
    private func load(_ filter: String, _ conversation: String?) -> Bool {
        let own = filter.isEmpty ? [] : ["(\(filter))"]
        let whole = (own + (conversation.map { [$0] } ?? [])).joined(separator: " and ")
        let packet = chosenEvent?.packet ?? 0
        switch source.load(whole) {
        case .mistake(let words):
            remark = words
            return false
        case .list(let found):
            list = found
            self.filter = filter
            self.conversation = conversation
            ladder = LadderText(list, options)
            choose(packet: packet)
            return true
        }
    }

    /// Reads the capture again: one that is still being written has more by now.  Who looked at the
    /// end looks at the new one.
    private func reload() {
        let wasLast = chosen == ladder.rowCount - 1
        let count = list.events.count
        guard load(filter, conversation) else { return }
        if wasLast { move(by: ladder.rowCount) }
        let more = list.events.count - count
        remark = more > 0 ? "\(more) more" : "nothing new"
    }

    /// Chooses the row that was chosen before, if it is still there, else the next one.
    private func choose(packet: Int) {
        let rows = 0..<ladder.rowCount
        chosen =
            rows.first { list.events[ladder.events(ofRow: $0)[0]].packet >= packet }
            ?? max(0, ladder.rowCount - 1)
        top = 0
    }
}
