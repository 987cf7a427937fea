internal import Bytes
internal import Printing

/// Writes the table of `-z io,stat`.
struct IntervalText {
    private let layout: IntervalLayout
    private let columns: [IntervalCells]
    private let format: TimeFormat
    private let firstTime: Int64
    private var time: TimeText
    private let intervalWidth: Int
    /// Of the rows, and of the frame around all.
    private let rowWidth: Int
    private let width: Int

    /// What a filter takes besides its own width, and the width that filters are broken at.
    private static let filterMargin = 11
    private static let widthMax = 102

    init(
        _ layout: IntervalLayout, _ columns: [IntervalCells], _ format: TimeFormat,
        firstTime: Int64
    ) {
        self.layout = layout
        self.columns = columns
        self.format = format
        self.firstTime = firstTime
        time = TimeText(format)
        intervalWidth = layout.columnWidth(format)
        let rowWidth = columns.reduce(intervalWidth) { $0 + $1.width }
        self.rowWidth = rowWidth
        var width = max(layout.headWidth, rowWidth)
        let filterWidth = columns.map { Self.filterMargin + Self.name(of: $0).utf8.count }.max()
        if let filterWidth, filterWidth > width, width < Self.widthMax {
            width = min(filterWidth, Self.widthMax)
        }
        // Two borders side by side are parted.
        self.width = width - rowWidth == 1 ? width + 1 : width
    }

    mutating func write(to text: inout TextBuffer) {
        text.append("\n")
        text.append(repeating: UInt8(ascii: "="), width)
        text.append("\n")
        appendFramed(" IO Statistics", to: &text)
        appendFramed("", to: &text)
        appendFramed(" Duration: \(duration) secs", to: &text)
        appendFramed(" Interval: \(interval) secs", to: &text)
        appendFramed("", to: &text)
        for (index, column) in columns.enumerated() { appendFilter(column, index, to: &text) }
        text.append("|")
        text.append(repeating: UInt8(ascii: "-"), width - 2)
        text.append("|\n")
        appendHeading(to: &text)
        for index in 0..<layout.rowCount { appendRow(index, to: &text) }
        text.append(repeating: UInt8(ascii: "="), width)
        text.append("\n")
    }

    private func appendFramed(_ content: String, to text: inout TextBuffer) {
        text.append("|")
        text.append(content, width: width - 2)
        text.append("|\n")
    }

    private static func name(of column: IntervalCells) -> String {
        column.column.request.text ?? "Frames and bytes"
    }
}

// MARK: - Times

extension IntervalText {
    private func number(_ microseconds: Int64, digits: Int) -> String {
        let seconds = "\(microseconds / 1_000_000)"
        if digits == 0 { return seconds }
        let fraction = "\(microseconds % 1_000_000 / layout.unit)"
        return seconds + "." + String(repeating: "0", count: digits - fraction.utf8.count)
            + fraction
    }

    /// All six decimals, if intervals have none: then with tshark's blanks instead of zeros.
    private var duration: String {
        if layout.digits > 0 { return number(layout.duration, digits: layout.digits) }
        let fraction = "\(layout.exactDuration % 1_000_000)"
        return "\(layout.exactDuration / 1_000_000)."
            + String(repeating: " ", count: 6 - fraction.utf8.count) + fraction
    }

    private var interval: String {
        let text = number(layout.interval, digits: layout.digits)
        let width =
            layout.durationWidth + (layout.digits == 0 ? 0 : layout.digits + 1)
        return String(repeating: " ", count: max(0, width - text.utf8.count)) + text
    }
}

// MARK: - Heading

extension IntervalText {
    /// A filter, broken at blanks.
    private func appendFilter(_ column: IntervalCells, _ index: Int, to text: inout TextBuffer) {
        var rest = Substring(Self.name(of: column))
        let room = width - Self.filterMargin
        let number = index < 9 ? " \(index + 1)" : "\(index + 1)"
        var head = (index == 0 ? " Col" : "    ") + number + ": "
        while rest.utf8.count > room {
            let piece = rest.prefix(room)
            let end = piece.lastIndex(of: " ") ?? piece.endIndex
            appendFramed(head + rest[..<end], to: &text)
            head = String(repeating: " ", count: 8)
            rest = rest[end...]
            if rest.first == " " { rest = rest.dropFirst() }
        }
        appendFramed(head + rest, to: &text)
    }

    private func appendHeading(to text: inout TextBuffer) {
        text.append("|")
        text.append(blanks: intervalWidth - 2)
        text.append("|")
        for (index, column) in columns.enumerated() {
            text.append("\(index + 1)", width: column.width - 1)
            text.append("|")
        }
        endRow(to: &text)
        let title: String =
            switch format {
            case .clock: "Time"
            case .date, .dayOfYear: "Date and time"
            default: "Interval"
            }
        text.append("| ")
        text.append(title, width: intervalWidth - 3)
        text.append("|")
        for column in columns {
            if let width = column.frameWidth {
                let title = column.column.request.function == nil ? "Frames" : column.title
                appendCentred(title, width, to: &text)
            }
            if let width = column.valueWidth { appendCentred(column.title, width, to: &text) }
        }
        endRow(to: &text)
        text.append("|")
        text.append(repeating: UInt8(ascii: "-"), rowWidth - 2)
        text.append("|")
        endRow(to: &text)
    }

    /// With a blank at either side, if there is room.
    private func appendCentred(_ title: String, _ width: Int, to text: inout TextBuffer) {
        let room = max(0, width + 2 - title.utf8.count)
        text.append(blanks: room - room / 2)
        text.append(string: title)
        text.append(blanks: room / 2)
        text.append("|")
    }

    /// The frame goes on where rows are narrower.
    private func endRow(to text: inout TextBuffer) {
        if rowWidth < width {
            text.append(blanks: width - rowWidth - 1)
            text.append("|")
        }
        text.append("\n")
    }
}

// MARK: - Rows

extension IntervalText {
    private mutating func appendRow(_ index: Int, to text: inout TextBuffer) {
        let isLast = index == layout.rowCount - 1
        let start = Int64(index) * layout.interval
        let end = isLast ? layout.duration : start + layout.interval
        appendInterval(start, end, isLast: isLast, to: &text)
        for column in columns {
            column.append(row: index, isLast: isLast, length: end - start, to: &text)
        }
        endRow(to: &text)
    }

    private mutating func appendInterval(
        _ start: Int64, _ end: Int64, isLast: Bool, to text: inout TextBuffer
    ) {
        text.append("| ")
        switch format {
        case .clock, .date, .dayOfYear:
            time.append(second: firstTime &+ start &* 1000, to: &text)
            text.append(" |")
            return
        default: break
        }
        let digits = layout.digits
        let width = layout.durationWidth + (digits == 0 ? 0 : digits + 1)
        let isNarrow = digits == 0 && layout.durationWidth == 1
        if isNarrow { text.append(" ") }
        text.append(right: number(start, digits: digits), width: width)
        text.append(" <> ")
        if isLast, digits == 0 {
            text.append("Dur", width: layout.durationWidth >= 3 ? layout.durationWidth + 1 : 3)
            text.append("|")
            return
        }
        text.append(right: number(end, digits: digits), width: width)
        text.append(isNarrow ? "  |" : " |")
    }
}
