internal import Bytes

/// Writes one value as people or programs read it.
enum StatisticsCell {
    /// For a table in plain text: escaped, without a unit if the heading has it.
    static func text(_ value: StatisticsValue) -> [UInt8] {
        switch value {
        case .none: return []
        case .text(let text): return Array(text.utf8)
        case .name(let name):
            if name.isEmpty { return Array("(empty)".utf8) }
            var escaped: [UInt8] = []
            escaped.append(escaping: name.rawSpan)
            return escaped
        case .count(let number), .bytes(let number): return Array(grouped(number).utf8)
        case .percent(let share): return Array(fixed(share, digits: 2).utf8)
        case .duration(let time): return Array(shown(time).utf8)
        case .time(let time): return Array(fixed(Double(time) / 1e9, digits: 6).utf8)
        case .rate(let rate):
            return Array(fixed(rate, digits: abs(rate) < 100 ? 2 : 0, isGrouped: true).utf8)
        case .flag(let flag): return Array((flag ? "yes" : "no").utf8)
        }
    }

    /// For programs: without groups of digits; times in seconds; nil for none and for what is text.
    static func number(_ value: StatisticsValue) -> String? {
        switch value {
        case .none, .text, .name, .flag: nil
        case .count(let number), .bytes(let number): "\(number)"
        case .percent(let share): fixed(share, digits: 4)
        case .duration(let time), .time(let time): seconds(time)
        case .rate(let rate): fixed(rate, digits: 4)
        }
    }

    /// As in `12,345`.
    static func grouped(_ number: Int) -> String {
        let digits = Array("\(number.magnitude)")
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// Rounded to so many decimals; the same on every machine.
    static func fixed(_ value: Double, digits: Int, isGrouped: Bool = false) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return value.isFinite ? "\(value)" : "" }
        let unit = (0..<digits).reduce(1) { product, _ in product * 10 }
        let scaled = Int((value.magnitude * Double(unit)).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        let whole = isGrouped ? grouped(scaled / unit) : "\(scaled / unit)"
        if digits == 0 { return sign + whole }
        let rest = "\(scaled % unit)"
        return sign + whole + "." + String(repeating: "0", count: digits - rest.count) + rest
    }

    /// Nanoseconds as seconds, all nine decimals.
    static func seconds(_ nanoseconds: Int64) -> String {
        let (whole, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        let decimals = "\(rest)"
        return (nanoseconds < 0 ? "-" : "") + "\(whole)."
            + String(repeating: "0", count: 9 - decimals.count) + decimals
    }

    /// A time in the unit that suits it, with three digits that count.
    static func shown(_ nanoseconds: Int64) -> String {
        let units: [(name: String, nanoseconds: Double)] = [
            ("s", 1e9), ("ms", 1e6), ("µs", 1e3),
        ]
        for unit in units where Double(nanoseconds) >= unit.nanoseconds {
            let value = Double(nanoseconds) / unit.nanoseconds
            return fixed(value, digits: value < 10 ? 2 : value < 100 ? 1 : 0, isGrouped: true)
                + " " + unit.name
        }
        return "\(nanoseconds) ns"
    }
}
