import Bytes
import Testing

@Suite struct TextBufferTests {
    private func text(_ write: (inout TextBuffer) -> Void) -> String {
        var buffer = TextBuffer(capacity: 8)
        write(&buffer)
        let bytes = (0..<buffer.count).map { buffer.bytes.byte(at: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (Array("plain text ~".utf8), "plain text ~"),
        (Array("a\tb\nc\rd".utf8), "a\\tb\\nc\\rd"),
        ([0x07, 0x08, 0x0B, 0x0C], "\\a\\b\\v\\f"),
        ([0x00, 0x1B, 0x7F], "\\000\\033\\177"),
        (Array("é→😀".utf8), "é→😀"),
        // Control characters that UTF-8 writes in two bytes.
        ([0xC2, 0x85, 0xC2, 0x9B, 0xC2, 0xA0], "\\u0085\\u009b\u{A0}"),
        // Not UTF-8: a lone byte, one that never occurs, a character that is cut short, one that
        // is too long, half of a pair of UTF-16.
        ([0x80], "\u{FFFD}"), ([0xFF, 0xFE], "\u{FFFD}\u{FFFD}"),
        ([0xE2, 0x82], "\u{FFFD}"), ([0xE2, 0x82, 0x41], "\u{FFFD}A"),
        ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"), ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
        ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
        ([0xF0, 0x9F, 0x98], "\u{FFFD}"),
    ])
    func escapesWhatIsNotToReachATerminal(bytes: [UInt8], expected: String) {
        #expect(text { $0.append(untrusted: bytes.rawSpan) } == expected)
        #expect(text { $0.append(untrusted: String(decoding: bytes, as: UTF8.self)) } == expected)
    }

    /// Whatever the bytes, the text is UTF-8 without control characters, as Swift decodes it.
    @Test func agreesWithSwiftOnEveryPairOfBytes() {
        for one in UInt8(0x80)...0xFF {
            for other in UInt8(0)...0xFF {
                let bytes = [one, other]
                let ours = text { $0.append(untrusted: bytes.rawSpan) }
                #expect(!ours.unicodeScalars.contains { $0.properties.generalCategory == .control })
                if other >= 0x20, other != 0x7F, !(one == 0xC2 && other < 0xA0) {
                    #expect(ours == String(decoding: bytes, as: UTF8.self), "\(bytes)")
                }
            }
        }
    }

    @Test(arguments: [(0, "[abc"), (3, "[abc"), (4, "[ abc"), (300, nil)])
    func alignsRight(width: Int, expected: String?) {
        let aligned = text { buffer in
            buffer.append("[")
            buffer.append("abc")
            buffer.alignRight(from: 1, width: width)
        }
        #expect(aligned == expected ?? "[" + String(repeating: " ", count: 297) + "abc")
    }

    @Test func writesEveryByteInHexadecimal() {
        for byte in UInt8.min...UInt8.max {
            let digits = String(byte, radix: 16)
            let written = text { buffer in
                var writer = buffer.writer(room: 2)
                writer.append(hexadecimalByte: byte)
                buffer.commit(writer.count)
            }
            #expect(written == (digits.count == 1 ? "0" : "") + digits)
        }
    }
}
