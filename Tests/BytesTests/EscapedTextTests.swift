import Bytes
import Testing

/// The expected texts are tshark's, for the same bytes in a DNS name.
@Suite struct EscapedTextTests {
    private func escaped(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.append(escaping: bytes.rawSpan)
        return String(decoding: text, as: UTF8.self)
    }

    @Test(arguments: [
        ("plain \\ \"text\"", "plain \\ \"text\""), ("\u{0}\u{1}\u{6}", "\\000\\001\\006"),
        ("\u{7}\u{8}\t\n\u{B}\u{C}\r", "\\a\\b\\t\\n\\v\\f\\r"),
        ("\u{E}\u{1B}\u{1F}\u{7F}", "\\016\\033\\037\\177"), ("é日本😀", "é日本😀"),
        ("\u{85}\u{AD}\u{200B}\u{FEFF}", "\\u0085\\u00AD\\u200B\\uFEFF"),
        ("\u{E0001}", "\\U000E0001"), ("\u{A0}\u{301}\u{E000}", "\u{A0}\u{301}\u{E000}"),
    ])
    func escapesWhatNothingShows(text: String, expected: String) {
        #expect(escaped(Array(text.utf8)) == expected)
    }

    @Test(
        arguments: [
            ([0xC3], "\u{FFFD}"), ([0xC3, 0x41], "\u{FFFD}A"), ([0xE6, 0x97, 0x41], "\u{FFFD}A"),
            ([0xFF, 0xFE], "\u{FFFD}\u{FFFD}"), ([0xED, 0xA0, 0x80], "\u{FFFD}"),
            ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}"), ([0xF8, 0x88, 0x80, 0x80, 0x80], "\u{FFFD}"),
            ([0xC0, 0x80], "\\u0000"), ([0xC1, 0x81], "\u{FFFD}"),
        ] as [([UInt8], String)])
    func replacesWhatIsNotUTF8(bytes: [UInt8], expected: String) {
        #expect(escaped(bytes) == expected)
    }
}
