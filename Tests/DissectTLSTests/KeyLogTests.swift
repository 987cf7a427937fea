import Bytes
import Testing

@testable import DissectTLS

@Suite struct KeyLogTests {
    private static let random = String(repeating: "0a", count: 32)
    private static let master = String(repeating: "5C", count: 48)

    private func log(_ text: String, pieceByteCount: Int = .max) -> TLSKeyLog {
        var log = TLSKeyLog()
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: min(pieceByteCount, bytes.count)) {
            log.add(Array(bytes[start...].prefix(pieceByteCount)).rawSpan)
        }
        log.finish()
        return log
    }

    private var name: TLSRandom? { TLSRandom([UInt8](repeating: 0x0A, count: 32).rawSpan) }

    @Test(arguments: ["\n", "\r\n", ""], [1, 7, Int.max])
    func readsALine(end: String, pieceByteCount: Int) throws {
        let text = "# comment\n\nCLIENT_RANDOM \(Self.random) \(Self.master)\(end)"
        let log = log(text, pieceByteCount: pieceByteCount)
        #expect(log.secret(.master, of: try #require(name)) == [UInt8](repeating: 0x5C, count: 48))
        #expect(log.wrongLineCount == 0)
    }

    @Test(arguments: [
        "CLIENT_RANDOM", "CLIENT_RANDOM x y", "CLIENT_RANDOM \(random) 5c",
        "CLIENT_RANDOM 0a0a \(master)", "CLIENT_RANDOM \(random) \(master)5",
        "CLIENT_RANDOM \(random) \(master) ", "SERVER_TRAFFIC_SECRET_0 \(random) aabb", "\u{0}",
        " CLIENT_RANDOM \(random) \(master)", String(repeating: "A", count: 5000),
    ])
    func countsWrongLines(_ line: String) throws {
        let log = log("# first\n\(line)\nCLIENT_RANDOM \(Self.random) \(Self.master)\n")
        #expect(log.wrongLineCount == 1)
        #expect(log.firstWrongLine == 2)
        #expect(log.secret(.master, of: try #require(name)) != nil)
    }

    /// Labels that open nothing here, and those of later days.
    @Test(arguments: [
        "EXPORTER_SECRET \(random) \(master)", "ECH_SECRET 00 11", "FUTURE_9 00 11",
        "RSA Session-ID:0011 Master-Key:2233",
    ])
    func passesOverOtherSecrets(_ line: String) {
        let log = log(line)
        #expect(log.wrongLineCount == 0)
        #expect(log.isEmpty)
    }

    @Test func keepsNoMoreThanItsLimit() {
        var log = TLSKeyLog(byteCountMax: 10_000)
        let secret = String(repeating: "77", count: 48)
        var text: [UInt8] = []
        for number in 0...(10_000 / (48 + 128)) {
            let name = String(number, radix: 16)
            let random = String(repeating: "0", count: 64 - name.utf8.count) + name
            text += Array("CLIENT_RANDOM \(random) \(secret)\n".utf8)
        }
        log.add(text.rawSpan)
        #expect(log.isIncomplete)
        #expect(log.wrongLineCount == 0)
    }

    @Test func forgetsTheOldestSession() {
        let keyring = TLSKeyring()
        for number in 0...TLSKeyring.sessionCountMax {
            keyring.remember(Array("\(number)".utf8), [UInt8(number & 0xFF)])
        }
        #expect(keyring.master(ofSession: Array("0".utf8)) == nil)
        #expect(keyring.master(ofSession: Array("1".utf8)) == [1])
    }
}
