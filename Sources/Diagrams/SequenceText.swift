public import Bytes
public import Exchanges

/// Writes a ladder as the source of a sequence diagram, for the programs that draw those.
///
/// What anybody sent is written so that it can be nothing but text to them.
public struct SequenceText: ~Copyable {
    public enum Language: Sendable { case mermaid, plantUML }

    private let language: Language
    private let lanes: Lanes
    private let names: LaneNames
    private let folds: Bool
    private let title: String
    private var text = TextBuffer(capacity: OutputFile.pieceSizeMax + 4096)
    /// Of longer names and labels the beginning is shown: those who draw the source cut nothing.
    static var nameColumnMax: Int { 60 }
    static var labelColumnMax: Int { 160 }

    /// How long the source is that was written.
    public private(set) var byteCount = 0

    /// Longer sources Mermaid draws only for those who set its `maxTextSize`.
    public static var mermaidByteCountUsual: Int { 50_000 }

    public init(
        _ list: borrowing EventList, _ language: Language, _ options: LadderSVG.Options
    ) {
        self.language = language
        folds = options.folds
        title = options.title
        lanes = Lanes(list, countMax: LadderSVG.laneCountMax)
        names = LaneNames(list, lanes, showsAddresses: options.showsAddresses)
    }

    /// Writes the source.  Returns the `errno` of the write that failed, or 0.
    public mutating func write(_ list: borrowing EventList, to output: inout OutputFile) -> Int32 {
        text.append(language == .mermaid ? "sequenceDiagram\n" : "@startuml\n")
        if language == .plantUML, !title.isEmpty {
            text.append("title ")
            append(quoted: title)
            text.append("\n")
        }
        for lane in 0..<lanes.count { writeParticipant(lane) }
        let rows = list.rows(folds: folds)
        let pauses = list.pauses(before: rows)
        for (index, row) in rows.enumerated() {
            if let pause = pauses[index] { writePause(pause) }
            write(row, list)
            guard text.count < output.pieceSize || flush(to: &output) else { break }
        }
        if list.leftOutCount > 0 {
            writeNote(0, 0, "\(list.leftOutCount) more events are left out")
        }
        if language == .plantUML { text.append("@enduml\n") }
        _ = flush(to: &output)
        return output.failure
    }

    private mutating func flush(to output: inout OutputFile) -> Bool {
        byteCount += text.count
        return output.write(&text)
    }

    private mutating func writeParticipant(_ lane: Int) {
        let (name, place) = (names.name(ofLane: lane), names.place(ofLane: lane))
        switch language {
        case .mermaid:
            text.append(string: "    participant p\(lane) as ")
            append(quoted: name)
            if !place.isEmpty {
                text.append("<br/>")
                append(quoted: place)
            }
        case .plantUML:
            text.append("participant \"")
            append(quoted: name)
            if !place.isEmpty {
                text.append("\\n")
                append(quoted: place)
            }
            text.append(string: "\" as p\(lane)")
        }
        text.append("\n")
    }

    private mutating func write(_ row: LadderRow, _ list: borrowing EventList) {
        let event = list.events[row.first]
        let (from, to) = (lanes.lane(of: event.from), lanes.lane(of: event.to))
        let isBroken = event.kind != .message && event.kind != .packet
        let isAnswer = event.answered > 0
        switch language {
        case .mermaid:
            let arrow: StaticString = isBroken ? "--x" : isAnswer ? "-->>" : "->>"
            text.append(string: "    p\(from)\(arrow)p\(to): ")
        case .plantUML:
            let arrow: StaticString =
                isBroken ? "-[#B91C1C,dashed]>x" : isAnswer ? "-->" : "->"
            text.append(string: "p\(from) \(arrow) p\(to) : ")
        }
        append(
            quoted: names.prefix(event) + LabelText.label(row, in: list), Self.labelColumnMax)
        if isAnswer, row.count == 1 {
            append(quoted: " (\(LabelText.duration(event.latency)))")
        }
        text.append("\n")
        if !event.notes.isEmpty, event.kind != .note {
            writeNote(from, to, list[event.notes].string)
        }
    }

    private mutating func writePause(_ time: Int64) {
        let words = "\(LabelText.duration(time)) later"
        switch language {
        case .mermaid: writeNote(0, max(0, lanes.count - 1), words)
        case .plantUML: text.append(string: "...\(words)...\n")
        }
    }

    private mutating func writeNote(_ from: Int, _ to: Int, _ words: String) {
        let ends = from == to ? "p\(from)" : "p\(min(from, to)),p\(max(from, to))"
        text.append(
            string: language == .mermaid ? "    Note over \(ends): " : "note over \(ends) : ")
        append(quoted: words, Self.labelColumnMax)
        text.append("\n")
    }

    /// Letters, digits and a few signs as they are, all else by number: neither language then finds
    /// a word, a tag or a function of its own.  An empty text is a blank, since both need one.
    private mutating func append(quoted whole: String, _ columnMax: Int = nameColumnMax) {
        let string = DisplayWidth.cut(whole, to: columnMax, ellipsis: "…")
        if string.isEmpty { text.append(language == .mermaid ? "#32;" : "<U+0020>") }
        let scalars = Array(string.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let isDoubled = index > 0 && scalars[index - 1] == scalar
            if Self.isPlain(scalar, isDoubled), !Self.beginsEnd(scalars, index) {
                text.append(string: String(scalar))
            } else if language == .mermaid {
                text.append(string: "#\(scalar.value);")
            } else {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
                text.append(string: "<U+\(zeros)\(digits)>")
            }
        }
    }

    /// Signs that stand alone: doubled ones have a meaning in one language or the other.
    private static func isPlain(_ scalar: Unicode.Scalar, _ isDoubled: Bool) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        case " ", ".", "-", "_", "/", "=", ",", "(", ")", "+", ":", "[", "]": !isDoubled
        default: scalar.value >= 0xA0 && DisplayWidth.columns(scalar) > 0
        }
    }

    /// Whether the word `end` begins here, with which Mermaid would end a part of the diagram.
    private static func beginsEnd(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        let word = scalars[index...].prefix { $0.properties.isAlphabetic }
        let isWhole = index == 0 || !scalars[index - 1].properties.isAlphabetic
        return isWhole && word.count == 3
            && String(String.UnicodeScalarView(word)).lowercased() == "end"
    }
}
