internal import Bytes

/// The first two columns of the list in its usual form, made from what the line before had: the
/// number is one higher, and the seconds are mostly the same.
struct PlainColumns {
    private var number: UInt64 = 0
    private var numberText = DecimalText()
    private var seconds = UInt64.max
    private var secondsText = DecimalText()
    private var secondsWidth = 0

    /// A line's number and time, ready to be written.
    struct Texts {
        fileprivate var number: DecimalText
        fileprivate var seconds: DecimalText
        fileprivate var nanoseconds: UInt64
        fileprivate var hasNanoseconds: Bool

        @inline(__always)
        func append(to text: inout TextWriter) {
            text.append(number)
            text.append(" ")
            text.append(seconds)
            text.append(".")
            text.append(decimal: nanoseconds / 1000, digits: 6)
            if hasNanoseconds { text.append(decimal: nanoseconds % 1000, digits: 3) }
        }
    }

    /// Returns nil for numbers and times of more than eight digits.
    @inline(__always)
    mutating func texts(for line: PacketLine) -> Texts? {
        let (seconds, nanoseconds) = UInt64(bitPattern: line.time &- line.firstTime)
            .quotientAndRemainder(dividingBy: 1_000_000_000)
        let value = UInt64(line.number)
        let width = line.timeDigits == 6 ? 3 : 0
        guard value < 100_000_000, seconds < 100_000_000 else { return nil }
        let isNext = value == number &+ 1 && numberText.increment()
        if !isNext { numberText = DecimalText(value, width: 5) }
        number = value
        if seconds != self.seconds || width != secondsWidth {
            (self.seconds, secondsWidth) = (seconds, width)
            secondsText = DecimalText(seconds, width: width)
        }
        return Texts(
            number: numberText, seconds: secondsText, nanoseconds: nanoseconds,
            hasNanoseconds: line.timeDigits > 6)
    }
}
