public import Bytes

/// Writes times as members of JSON objects: `,"time":"2026-11-21T09:04:30.369271000Z"`, and
/// `,"time_ns":` with nanoseconds since 1970 behind it.
public struct TimestampText: ~Copyable {
    /// The second that was written last, as text: most packets are of the same.
    private var second: Int64?
    private var secondText = TextBuffer(capacity: 32)

    public init() {}

    public mutating func append(_ time: Int64, to text: inout TextBuffer) {
        let second = TimeText.second(of: time)
        if self.second != second {
            self.second = second
            secondText.removeAll()
            JSONValueText.append(second: second, to: &secondText)
        }
        text.append(",\"time\":\"")
        secondText.copy(0..<secondText.count, to: &text)
        let nanosecond = TimeText.nanosecond(of: time)
        TimeText.append(fraction: nanosecond, 9, to: &text)
        text.append("Z\",\"time_ns\":")
        if time < 0 { text.append("-") }
        text.append(decimal: time.magnitude)
    }
}
