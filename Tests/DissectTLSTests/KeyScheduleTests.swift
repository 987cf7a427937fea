import Bytes
import Cryptography
import Testing

@testable import DissectTLS

@Suite struct KeyScheduleTests {
    private func bytes(_ text: String) -> [UInt8] {
        let digits = text.filter { !$0.isWhitespace }
        return stride(from: 0, to: digits.count, by: 2).map { start in
            let low = digits.index(digits.startIndex, offsetBy: start)
            return UInt8(digits[low..<digits.index(low, offsetBy: 2)], radix: 16) ?? 0
        }
    }

    /// RFC 8448, section 3: what protects a server's handshake.
    @Test func expandsAsInTheExampleOfTheRFC() {
        let secret = bytes("b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38")
        #expect(
            TLSKeySchedule.expand(secret, "key", count: 16, .sha256)
                == bytes("3fce516009c21727d0f2e4e86ee403bc"))
        #expect(
            TLSKeySchedule.expand(secret, "iv", count: 12, .sha256)
                == bytes("5d313eb2671276ee13000b30"))
    }

    /// The names of all suites are in order, as they are searched for.
    @Test func findsEverySuite() {
        for (number, name) in TLSCipherSuiteNames.first + TLSCipherSuiteNames.second {
            let found = TLSCipherSuiteNames.name(of: UInt16(number)).map { "\($0)" }
            #expect(found == "\(name)")
        }
        #expect(TLSCipherSuiteNames.name(of: 0xFEED) == nil)
    }

    @Test func readsSuitesFromTheirNames() {
        #expect(TLSCipherSuite(0x1302)?.keyByteCount == 32)
        #expect(TLSCipherSuite(0x1302)?.derivation == .sha384)
        #expect(TLSCipherSuite(0xC0AE)?.cipherName.description == "aes-128-ccm")
        #expect(TLSCipherSuite(0xC028)?.authentication == .sha384)
        #expect(TLSCipherSuite(0x002F)?.authentication == .sha1)
        #expect(TLSCipherSuite(0x002F)?.derivation == .sha256)
        #expect(TLSCipherSuite(0x0005) == nil, "RC4")
    }

    /// The dates are those of a calendar.
    @Test func countsDays() throws {
        let text = Array("20360118170405Z".utf8)
        var cursor = ByteCursor(text.rawSpan)
        let time = try #require(X509Time(&cursor, isShort: false))
        #expect(time.nanoseconds == 2_084_288_645_000_000_000)
        #expect(String(decoding: time.text, as: UTF8.self) == "2036-01-18 17:04:05 (UTC)")
    }
}
