import Bytes
import Testing

@Suite struct Base64Tests {
    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"),
        ("Zm9vYmE=", "fooba"), ("Zm9vYmFy", "foobar"), ("Zm9v\r\n YmFy", "foobar"),
    ])
    func readsTheVectors(text: String, value: String) {
        let decoded = Base64.decode(Array(text.utf8))
        #expect(decoded.bytes == Array(value.utf8))
        #expect(!decoded.isBroken)
        let letters = text.filter { !$0.isWhitespace }
        #expect(Base64.encode(value.utf8) == Array(letters.utf8))
    }

    @Test(arguments: ["Z", "Zg=a", "Zm9v*", "Zm9vY", "\u{0}"])
    func saysWhatIsBroken(text: String) {
        #expect(Base64.decode(Array(text.utf8)).isBroken)
    }
}
