internal import Bytes
internal import Exchanges

/// Writes what a row says.
enum LabelText {
    /// Whether two labels are the same but for their numbers.
    static func areAlike(_ one: RawSpan, _ other: RawSpan) -> Bool {
        var (index, place) = (0, 0)
        while index < one.byteCount, place < other.byteCount {
            let isNumber = one.isDigit(index) && other.isDigit(place)
            if isNumber {
                index = one.endOfNumber(from: index)
                place = other.endOfNumber(from: place)
            } else {
                guard one.byte(at: index) == other.byte(at: place) else { return false }
                index += 1
                place += 1
            }
        }
        return index == one.byteCount && place == other.byteCount
    }

    /// What a row says, as in `Connect Ack` and `Publish Message (id=1…10) [net/a] ×10`.
    static func label(
        _ row: LadderRow, in list: borrowing EventList, ellipsis: Unicode.Scalar = "…",
        times: Unicode.Scalar = "×"
    ) -> String {
        let first = list[list.events[row.first].label]
        guard row.count > 1 else { return first.string }
        let text = range(first, list[list.events[row.last].label], ellipsis)
        return "\(text) \(times)\(row.count)"
    }

    /// Numbers that are not the same become the first and the last.
    private static func range(
        _ first: RawSpan, _ last: RawSpan, _ ellipsis: Unicode.Scalar
    ) -> String {
        var text: [UInt8] = []
        var (index, place) = (0, 0)
        while index < first.byteCount {
            guard first.isDigit(index) else {
                text.append(first.byte(at: index))
                index += 1
                place += 1
                continue
            }
            let end = first.endOfNumber(from: index)
            let number = first.extracting(index..<end).string
            let lastEnd = last.endOfNumber(from: min(place, last.byteCount))
            let lastNumber = last.extracting(min(place, lastEnd)..<lastEnd).string
            text += number.utf8
            if number != lastNumber { text += "\(ellipsis)\(lastNumber)".utf8 }
            (index, place) = (end, lastEnd)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// A time with three digits that count, as in `312 µs`, `1.52 ms` and `40 s`.
    static func duration(_ nanoseconds: Int64, micro: StaticString = "µs") -> String {
        let sign = nanoseconds < 0 ? "-" : ""
        let value = nanoseconds.magnitude
        switch value {
        case 0..<1000: return "\(sign)\(value) ns"
        case 1000..<1_000_000: return "\(sign)\(rounded(value, 1000)) \(micro)"
        case 1_000_000..<1_000_000_000: return "\(sign)\(rounded(value, 1_000_000)) ms"
        default: return "\(sign)\(rounded(value, 1_000_000_000)) s"
        }
    }

    /// With microseconds, as in a list.
    static func seconds(_ time: Int64) -> String {
        let microseconds = time.magnitude / 1000
        let fraction = "\(microseconds % 1_000_000)"
        let zeros = String(repeating: "0", count: 6 - fraction.count)
        return "\(time < 0 ? "-" : "")\(microseconds / 1_000_000).\(zeros)\(fraction)"
    }

    private static func rounded(_ value: UInt64, _ unit: UInt64) -> String {
        let whole = value / unit
        let decimals = whole >= 100 ? 0 : whole >= 10 ? 1 : 2
        let scale: UInt64 = decimals == 0 ? 1 : decimals == 1 ? 10 : 100
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: unit / scale)
        let parts = quotient + (rest * 2 >= unit / scale ? 1 : 0)
        let fraction = parts % scale
        if fraction == 0 { return "\(parts / scale)" }
        let digits = "\(fraction)"
        return "\(parts / scale).\(String(repeating: "0", count: decimals - digits.count))\(digits)"
    }
}

extension RawSpan {
    fileprivate func isDigit(_ index: Int) -> Bool { 0x30...0x39 ~= byte(at: index) }

    fileprivate func endOfNumber(from start: Int) -> Int {
        var end = start
        while end < byteCount, isDigit(end) { end += 1 }
        return end
    }

    var string: String {
        var bytes: [UInt8] = []
        bytes.append(self, xor: 0, phase: 0)
        return String(decoding: bytes, as: UTF8.self)
    }
}
