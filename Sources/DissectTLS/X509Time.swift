internal import Bytes

/// A date in a certificate: `YYMMDDHHMMSSZ`, or with four digits of year.
struct X509Time {
    private var digits: [UInt8] = []

    init?(_ content: inout ByteCursor, isShort: Bool) {
        let count = isShort ? 12 : 14
        guard let bytes = try? content.readArray(count: count),
            bytes.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        // Years up to 49 are of this century (RFC 5280, section 4.1.2.5.1).
        let century = bytes[0] < UInt8(ascii: "5") ? "20" : "19"
        digits = (isShort ? Array(century.utf8) : []) + bytes
    }

    /// As in `2026-11-21 17:24:36 (UTC)`.
    var text: [UInt8] {
        var text: [UInt8] = []
        for (index, digit) in digits.enumerated() {
            switch index {
            case 4, 6: text.append(UInt8(ascii: "-"))
            case 8: text.append(UInt8(ascii: " "))
            case 10, 12: text.append(UInt8(ascii: ":"))
            default: break
            }
            text.append(digit)
        }
        return text + Array(" (UTC)".utf8)
    }

    /// Since 1970.
    var nanoseconds: Int64 {
        let (year, month, day) = (number(0, 4), number(4, 2), number(6, 2))
        // Days of the civil calendar, with years that begin in March.
        let shifted = year - (month <= 2 ? 1 : 0)
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        let seconds = days * 86_400 + number(8, 2) * 3600 + number(10, 2) * 60 + number(12, 2)
        return seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue
    }

    private func number(_ start: Int, _ count: Int) -> Int64 {
        digits[start..<(start + count)].reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }
}
