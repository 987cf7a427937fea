internal import Bytes

/// How a column of `-z io,stat` is written.
struct IntervalCells {
    let column: IntervalColumn
    /// How wide numbers are: of frames, if there are any, and of values, if there are any.
    private(set) var frameWidth: Int?
    private(set) var valueWidth: Int?
    let title: String
    private let layout: IntervalLayout

    init(_ column: IntervalColumn, _ layout: IntervalLayout) {
        self.column = column
        self.layout = layout
        title = column.request.function?.rawValue ?? "Bytes"
        let function = column.request.function
        if function == nil || function == .frames {
            let greatest = column.cells.map(\.frameCount).max() ?? 0
            frameWidth = max(6, IntervalLayout.magnitude(Int64(greatest), atMost: 15))
        }
        if function == .frames { return }
        let width = widthOfValues
        switch function {
        case nil, .bytes, .count: valueWidth = max(5, width)
        default: valueWidth = column.kind == .duration ? width + 7 : max(title.utf8.count, width)
        }
    }

    /// With the borders behind them.
    var width: Int { (frameWidth.map { $0 + 3 } ?? 0) + (valueWidth.map { $0 + 3 } ?? 0) }

    /// The digits of the greatest value; of times, of their seconds.
    private var widthOfValues: Int {
        let isTime = column.kind == .duration
        let values = column.cells.map { cell -> Int64 in
            switch column.request.function {
            case .load: return cell.value / max(1, layout.interval)
            case .average:
                let average = cell.value / max(1, cell.valueCount)
                return isTime ? (average + 500_000_000) / 1_000_000_000 : average
            case .sum, .least, .greatest:
                return isTime ? (cell.value + 500_000_000) / 1_000_000_000 : cell.value
            default: return cell.value
            }
        }
        let width = values.map { IntervalLayout.magnitude($0, atMost: 15) }.max() ?? 1
        return (values.min() ?? 0) < 0 ? width + 1 : width
    }

    /// - Parameter length: how long the row's interval is, in microseconds.
    func append(row index: Int, isLast: Bool, length: Int64, to text: inout TextBuffer) {
        let cell = merged(index, isLast: isLast)
        if let frameWidth {
            append("\(cell.frameCount)", frameWidth, to: &text)
        }
        if let valueWidth {
            append(value(of: cell, length: length), valueWidth, to: &text)
        }
    }

    private func append(_ number: String, _ width: Int, to text: inout TextBuffer) {
        text.append(" ")
        text.append(right: number, width: width)
        text.append(" |")
    }

    /// A row's cell; the last row has what came at its very end, too.
    private func merged(_ index: Int, isLast: Bool) -> IntervalColumn.Cell {
        guard index < column.cells.count else { return IntervalColumn.Cell() }
        let cell = column.cells[index]
        guard isLast, column.cells.count > index + 1 else { return cell }
        return column.cells[(index + 1)...].reduce(cell) { sum, next in
            column.join(sum, next)
        }
    }

    private func value(of cell: IntervalColumn.Cell, length: Int64) -> String {
        switch column.request.function {
        case .load:
            let length = max(1, length)
            let fraction = Double(cell.value % length) * 1_000_000 / Double(length)
            return Self.time(cell.value / length, Int64(fraction))
        case .average:
            let average = cell.value / max(1, cell.valueCount)
            return column.kind == .duration ? Self.time(nanoseconds: average) : "\(average)"
        case .sum, .least, .greatest:
            return column.kind == .duration ? Self.time(nanoseconds: cell.value) : "\(cell.value)"
        default: return "\(cell.value)"
        }
    }

    private static func time(nanoseconds: Int64) -> String {
        let microseconds = (Int64(clamping: nanoseconds.magnitude) + 500) / 1000
        let text = time(microseconds / 1_000_000, microseconds % 1_000_000)
        return nanoseconds < 0 ? "-" + text : text
    }

    private static func time(_ seconds: Int64, _ microseconds: Int64) -> String {
        let digits = "\(microseconds)"
        return "\(seconds)." + String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }
}

extension IntervalColumn {
    /// What two intervals have together.
    fileprivate func join(_ one: Cell, _ other: Cell) -> Cell {
        var cell = one
        cell.frameCount += other.frameCount
        cell.valueCount += other.valueCount
        switch request.function {
        case .least, .greatest:
            if other.valueCount == 0 { break }
            let isBetter =
                request.function == .least ? other.value < one.value : other.value > one.value
            if one.valueCount == 0 || isBetter { cell.value = other.value }
        default: cell.value &+= other.value
        }
        return cell
    }
}
