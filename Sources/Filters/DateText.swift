internal import Glibc

/// Reads points in time, as in `2026-11-21 09:04:30.5` and `Nov 21, 2026 09:04:30 UTC`.
///
/// Local time, unless a zone stands behind it: `Z`, `UTC` or as in `+01:00`.
struct DateText {
    private var rest: Substring
    private var date = (year: 1970, month: 1, day: 1)
    private var clock = (hour: 0, minute: 0, second: 0)

    /// - Returns: nanoseconds since 1970.
    static func nanoseconds(_ text: String) -> Int64? {
        var reader = DateText(rest: text[...])
        return reader.read()
    }

    private mutating func read() -> Int64? {
        var fraction: Int64 = 0
        guard readDate() else { return nil }
        let isDateAlone = rest.isEmpty
        if !isDateAlone {
            guard accept(" ") || accept("T"), let hour = number(digits: 2, 0...23) else {
                return nil
            }
            clock.hour = hour
            if accept(":") {
                guard let minute = number(digits: 2, 0...59) else { return nil }
                clock.minute = minute
            }
            if accept(":") {
                guard let second = number(digits: 2, 0...60) else { return nil }
                clock.second = second
                guard let decimals = readFraction() else { return nil }
                fraction = decimals
            }
        }
        guard let seconds = readSeconds() else { return nil }
        let (whole, isTooFar) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return isTooFar ? nil : whole &+ fraction
    }

    private mutating func readDate() -> Bool {
        guard rest.first?.isLetter ?? false else {
            guard let year = number(digits: 4, 1...9999), accept("-"),
                let month = number(digits: 2, 1...12), accept("-"),
                let day = number(digits: 2, 1...31)
            else { return false }
            date = (year, month, day)
            return true
        }
        let name = String(rest.prefix(3))
        rest = rest.dropFirst(3)
        guard let index = Self.monthNames.firstIndex(of: name), accept(" ") else { return false }
        while accept(" ") {}
        guard let day = number(digits: 1...2, 1...31), accept(","), accept(" "),
            let year = number(digits: 4, 1...9999)
        else { return false }
        date = (year, index + 1, day)
        return true
    }

    private mutating func readFraction() -> Int64? {
        guard accept(".") else { return 0 }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(digits.count)
        if digits.isEmpty { return nil }
        let kept = digits.prefix(9)
        return Int64(kept + String(repeating: "0", count: 9 - kept.count))
    }

    /// - Returns: seconds since 1970.
    private mutating func readSeconds() -> Int64? {
        if rest.isEmpty { return seconds(isLocal: true) }
        _ = accept(" ")
        if rest == "Z" || rest == "UTC" { return seconds(isLocal: false) }
        let isWest = rest.first == "-"
        guard accept("+") || accept("-"), let hours = number(digits: 2, 0...23) else { return nil }
        _ = accept(":")
        guard let minutes = number(digits: 2, 0...59), rest.isEmpty else { return nil }
        let offset = Int64(hours * 3600 + minutes * 60)
        return seconds(isLocal: false) + (isWest ? offset : -offset)
    }

    private func seconds(isLocal: Bool) -> Int64 {
        var time = unsafe tm()
        unsafe time.tm_year = Int32(date.year - 1900)
        unsafe time.tm_mon = Int32(date.month - 1)
        unsafe time.tm_mday = Int32(date.day)
        unsafe time.tm_hour = Int32(clock.hour)
        unsafe time.tm_min = Int32(clock.minute)
        unsafe time.tm_sec = Int32(clock.second)
        // The C library knows whether it is summer.
        unsafe time.tm_isdst = -1
        return unsafe Int64(isLocal ? mktime(&time) : timegm(&time))
    }

    private mutating func accept(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func number(digits count: Int, _ range: ClosedRange<Int>) -> Int? {
        number(digits: count...count, range)
    }

    private mutating func number(
        digits counts: ClosedRange<Int>, _ range: ClosedRange<Int>
    ) -> Int? {
        let digits = rest.prefix(counts.upperBound).prefix { $0.isASCII && $0.isNumber }
        guard counts.contains(digits.count), let number = Int(digits), range.contains(number)
        else { return nil }
        rest = rest.dropFirst(digits.count)
        return number
    }

    private static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
