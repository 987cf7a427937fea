internal import Bytes

extension TextBuffer {
    /// Appends a number in hexadecimal digits, with zeros in front up to `digits` of them.
    mutating func append(hexadecimal value: UInt64, digits: Int) {
        let needed = max(1, (64 - value.leadingZeroBitCount + 3) / 4)
        var writer = writer(room: max(16, digits))
        for _ in needed..<max(needed, digits) { writer.append("0") }
        writer.append(hexadecimal: value)
        commit(writer.count)
    }

    /// Appends the words for a number, or else `unknown`, the number, and `close`.
    mutating func append(
        _ number: UInt8, in words: borrowing [(UInt8, StaticString)], else unknown: StaticString,
        _ close: StaticString = ""
    ) {
        for index in words.indices where words[index].0 == number {
            return append(words[index].1)
        }
        append(unknown)
        append(decimal: number)
        append(close)
    }
}
