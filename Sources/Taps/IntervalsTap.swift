internal import Bytes
internal import Dissection
internal import Printing

/// `-z io,stat,INTERVAL`: how much there was in each interval of the capture.
final class IntervalsTap: Tap {
    private let request: IntervalRequest
    private let columns: [IntervalColumn]
    private let format: TimeFormat

    init(_ request: IntervalRequest, _ table: FieldTable, _ format: TimeFormat) {
        self.request = request
        self.format = format
        columns = request.columns.map {
            IntervalColumn($0, interval: request.interval ?? .max, table)
        }
    }

    var listeners: [TapListener] {
        columns.map { TapListener(filter: $0.request.filter, sink: $0) }
    }

    var remark: String? {
        let lost = columns.map(\.lostCount).max() ?? 0
        if lost == 0 { return nil }
        return "\(lost) packets are not counted: there are more than "
            + "\(IntervalColumn.cellCountMax) intervals; choose longer ones"
    }

    func write(_ totals: TapTotals, to text: inout TextBuffer) {
        let layout = IntervalLayout(request, TapText.microseconds(totals.duration), format)
        let parts = columns.map { IntervalCells($0, layout) }
        var printer = IntervalText(layout, parts, format, firstTime: totals.firstTime)
        printer.write(to: &text)
    }
}

/// Where intervals begin and end, and how that is written.
struct IntervalLayout {
    /// Microseconds.
    let interval: Int64
    let duration: Int64
    /// Not rounded.
    let exactDuration: Int64
    let digits: Int
    /// Microseconds of the last digit.
    let unit: Int64
    /// Digits before the point: of the duration, and of the interval or the duration.
    let durationWidth: Int
    let headWidth: Int
    let isWhole: Bool
    let rowCount: Int

    init(_ request: IntervalRequest, _ exact: Int64, _ format: TimeFormat) {
        let asked = request.interval.map { $0 > exact ? exact : $0 } ?? exact
        isWhole = asked == exact
        exactDuration = exact
        let width = Self.magnitude(exact / 1_000_000, atMost: 5)
        digits = !isWhole ? request.digits : width >= 2 ? 1 : width == 1 ? 3 : 6
        headWidth =
            isWhole
            ? 30 + width + Self.fractionWidth(digits)
            : 25 + max(width, Self.magnitude(asked / 1_000_000, atMost: 5))
                + Self.fractionWidth(digits)
        unit = (0..<digits).reduce(1_000_000) { unit, _ in unit / 10 }
        var duration = exact
        if exact % unit > 5 * (unit / 10) {
            duration = (exact + 5 * (unit / 10)) / unit * unit
        }
        self.duration = duration
        durationWidth = Self.magnitude(duration / 1_000_000, atMost: 5)
        let isAll = request.interval.map { $0 > exact } ?? true
        interval = isAll ? duration : asked
        let isEmpty = interval == 0 || duration == 0
        rowCount =
            isEmpty ? 0 : Int(duration / interval) + (duration % interval > 0 ? 1 : 0)
    }

    private static func fractionWidth(_ digits: Int) -> Int { digits == 0 ? 0 : digits + 1 }

    /// How many digits a number has.
    static func magnitude(_ value: Int64, atMost widthMax: Int) -> Int {
        min(widthMax, "\(value.magnitude)".utf8.count)
    }

    /// How wide the column is that tells the intervals, with its borders.
    func columnWidth(_ format: TimeFormat) -> Int {
        let numbers = digits == 0 ? 2 * durationWidth + 8 : 2 * durationWidth + 2 * digits + 10
        switch format {
        case .date, .dayOfYear: return max(numbers, 23)
        default: return max(numbers, 12)
        }
    }
}
