import Bytes
import Testing

@testable import Printing

@Suite struct TimeTextTests {
    private func text(_ format: TimeFormat, _ line: PacketLine) -> String {
        var time = TimeText(format)
        var buffer = TextBuffer()
        time.append(line, to: &buffer)
        return buffer.string
    }

    private func line(_ time: Int64, since first: Int64 = 0, digits: UInt8) -> PacketLine {
        PacketLine(
            number: 1, time: time, firstTime: first, previousTime: first, timeDigits: digits,
            byteCount: 60, protocolName: "TCP")
    }

    /// Decimals are cut off, not rounded, as tshark does for every resolution a capture can have.
    @Test(arguments: [
        (0, "1"), (1, "1.0"), (2, "1.03"), (3, "1.039"), (6, "1.039999"), (9, "1.039999999"),
        (12, "1.039999999"),
    ])
    func cutsDecimals(digits: UInt8, expected: String) {
        #expect(text(.relative, line(1_039_999_999, digits: digits)) == expected)
    }

    @Test(arguments: [
        (Int64(-1), "-0.000000001"), (-1_000_000_000, "-1.000000000"),
        (.min, "-9223372036.854775808"), (.max, "9223372036.854775807"), (0, "0.000000000"),
    ])
    func writesEverySign(time: Int64, expected: String) {
        #expect(text(.epoch, line(time, digits: 9)) == expected)
    }

    @Test func writesDatesBefore1970() {
        #expect(text(.date(.utc), line(-1, digits: 9)) == "1969-12-31 23:59:59.999999999")
        #expect(text(.dayOfYear(.utc), line(-1, digits: 3)) == "1969/365 23:59:59.999")
        #expect(text(.date(.utc), line(.min, digits: 0)) == "1677-09-21 00:12:43")
    }

    @Test(arguments: [TimeFormat.relative, .delta, .epoch, .clock(.utc), .date(.local)])
    func leavesTheColumnOfATimelessPacketEmpty(format: TimeFormat) {
        var timeless = line(0, digits: 6)
        timeless.hasTime = false
        #expect(text(format, timeless) == "")
    }

    @Test func remembersWhatWasDisplayed() {
        var time = TimeText(.deltaDisplayed)
        var buffer = TextBuffer()
        for second: Int64 in [5, 7, 4] {
            time.append(line(second * 1_000_000_000, digits: 0), to: &buffer)
            buffer.append(" ")
        }
        #expect(buffer.string == "0 2 -3 ")
    }

    /// The quick way and the other one write the same, whatever the line before was.
    @Test(arguments: [UInt8(6), 9])
    func theQuickWayWritesTheSame(digits: UInt8) {
        var plain = PlainColumns()
        var time: Int64 = 0
        for number in Array(1...1100) + [99_999, 100_000, 100_001, 7, 8, 99_999_999] {
            time += number % 3 == 0 ? 1_234_567_891 : 99_999
            if number == 8 { time = 86_400 * 1_000_000_000 * 400 }
            var line = line(time, digits: digits)
            line.number = number
            var quick = TextBuffer()
            var writer = quick.writer(room: 64)
            plain.texts(for: line)?.append(to: &writer)
            quick.commit(writer.count)
            var slow = TextBuffer()
            var numberWriter = slow.writer(room: 32)
            numberWriter.append(decimal: UInt64(number), width: 5)
            numberWriter.append(" ")
            slow.commit(numberWriter.count)
            var column = TimeText(.relative)
            column.appendColumn(line, to: &slow)
            #expect(quick.string == slow.string)
        }
    }
}
