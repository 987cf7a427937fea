import Bytes
import Testing

@Suite struct DecimalTests {
    /// Against the standard library: every short number, and the borders of the long ones.
    @Test func numbersReadAsTheStandardLibraryWritesThem() {
        var values = Array(UInt32(0)...70_000)
        for power in [100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000] as [UInt32] {
            values += [power - 1, power, power + 1, power * 4]
        }
        values += [.max, .max - 1]
        for value in values {
            var text = TextBuffer()
            var writer = text.writer(room: 10)
            writer.append(decimal: value)
            text.commit(writer.count)
            let written = unsafe text.bytes.withUnsafeBytes {
                unsafe String(decoding: $0, as: UTF8.self)
            }
            #expect(written == "\(value)")
        }
    }
}
