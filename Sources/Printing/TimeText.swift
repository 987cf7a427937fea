public import Bytes

/// Writes the time column in one of tshark's formats.
public struct TimeText {
    private let format: TimeFormat
    private let isRelative: Bool
    private var zone = LocalZone()
    private var displayedTime: Int64?

    /// tshark's time column is at least this wide, whatever it shows.
    static var columnWidth: Int { 10 }

    public init(_ format: TimeFormat) {
        self.format = format
        isRelative = format == .relative
    }

    /// Whether a packet's time is like nearly all: relative, not before the first, of micro- or
    /// nanoseconds.
    @inline(__always)
    func isPlain(_ line: PacketLine) -> Bool {
        isRelative && line.time >= line.firstTime && line.hasTime
            && (line.timeDigits == 6 || line.timeDigits == 9)
    }

    /// Appends any time right-aligned in ``columnWidth`` bytes.
    mutating func appendColumn(_ line: PacketLine, to text: inout TextBuffer) {
        let start = text.count
        append(line, to: &text)
        text.alignRight(from: start, width: Self.columnWidth)
    }

    /// Appends the time as it is.
    public mutating func append(_ line: PacketLine, to text: inout TextBuffer) {
        let displayed = displayedTime ?? line.time
        displayedTime = line.time
        if !line.hasTime { return }
        let digits = Int(line.timeDigits)
        switch format {
        case .relative: Self.append(seconds: line.time &- line.firstTime, digits, to: &text)
        case .delta: Self.append(seconds: line.time &- line.previousTime, digits, to: &text)
        case .deltaDisplayed: Self.append(seconds: line.time &- displayed, digits, to: &text)
        case .epoch: Self.append(seconds: line.time, digits, to: &text)
        case .clock(let zone):
            appendClock(civil(line.time, in: zone), line.time, digits, to: &text)
        case .date(let zone):
            let civil = civil(line.time, in: zone)
            Self.appendDate(civil, to: &text)
            text.append(" ")
            appendClock(civil, line.time, digits, to: &text)
        case .dayOfYear(let zone):
            let civil = civil(line.time, in: zone)
            Self.append(UInt64(max(0, civil.year)), digits: 4, to: &text)
            text.append("/")
            Self.append(UInt64(civil.dayOfYear), digits: 3, to: &text)
            text.append(" ")
            appendClock(civil, line.time, digits, to: &text)
        }
    }

    /// Appends a time without its decimals.
    public mutating func append(second time: Int64, to text: inout TextBuffer) {
        let line = PacketLine(
            number: 0, time: time, firstTime: 0, previousTime: 0, timeDigits: 0, byteCount: 0,
            protocolName: "")
        append(line, to: &text)
    }

    private mutating func civil(_ time: Int64, in zone: TimeZoneChoice) -> CivilTime {
        let second = Self.second(of: time)
        return CivilTime(
            secondsSince1970: zone == .utc ? second : second + self.zone.offset(at: second))
    }

    private func appendClock(
        _ civil: CivilTime, _ time: Int64, _ digits: Int, to text: inout TextBuffer
    ) {
        Self.appendClock(civil, to: &text)
        Self.append(fraction: Self.nanosecond(of: time), digits, to: &text)
    }
}

// MARK: - Parts of times

extension TimeText {
    /// Rounds down, for times before 1970 too.
    static func second(of time: Int64) -> Int64 {
        let (seconds, rest) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
        return rest < 0 ? seconds - 1 : seconds
    }

    static func nanosecond(of time: Int64) -> UInt64 { UInt64(time.modulo(1_000_000_000)) }

    /// Appends nanoseconds as seconds, with a sign if below zero.
    static func append(seconds time: Int64, _ digits: Int, to text: inout TextBuffer) {
        if time < 0 { text.append("-") }
        let (seconds, nanoseconds) = time.magnitude.quotientAndRemainder(
            dividingBy: 1_000_000_000)
        text.append(decimal: seconds)
        append(fraction: nanoseconds, digits, to: &text)
    }

    /// Appends the point and the first `digits` decimals of a second, cut and not rounded.
    static func append(
        fraction nanoseconds: UInt64, _ digits: Int, to text: inout TextBuffer
    ) {
        let digits = min(max(0, digits), 9)
        if digits == 0 { return }
        text.append(".")
        var value = nanoseconds
        for _ in digits..<9 { value /= 10 }
        append(value, digits: digits, to: &text)
    }

    static func appendDate(_ civil: CivilTime, to text: inout TextBuffer) {
        append(UInt64(max(0, civil.year)), digits: 4, to: &text)
        text.append("-")
        append(UInt64(civil.month), digits: 2, to: &text)
        text.append("-")
        append(UInt64(civil.day), digits: 2, to: &text)
    }

    static func appendClock(_ civil: CivilTime, to text: inout TextBuffer) {
        append(UInt64(civil.hour), digits: 2, to: &text)
        text.append(":")
        append(UInt64(civil.minute), digits: 2, to: &text)
        text.append(":")
        append(UInt64(civil.second), digits: 2, to: &text)
    }

    /// Appends a number with zeros in front, in at least `digits` digits.
    static func append(_ value: UInt64, digits: Int, to text: inout TextBuffer) {
        var limit: UInt64 = 1
        for _ in 1..<max(1, digits) { limit *= 10 }
        while limit > 1, value < limit {
            text.append("0")
            limit /= 10
        }
        text.append(decimal: value)
    }
}
