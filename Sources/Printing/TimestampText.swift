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
        var writer = text.writer(room: 128)
        writer.append(",\"time\":\"")
        writer.append(secondText.bytes)
        writer.append(".")
        let nanosecond = TimeText.nanosecond(of: time)
        writer.append(decimal: nanosecond / 10, digits: 8)
        writer.append(decimal: nanosecond % 10, digits: 1)
        writer.append("Z\",\"time_ns\":")
        if time < 0 { writer.append("-") }
        writer.append(decimal: time.magnitude)
        text.commit(writer.count)
    }
}
