import Bytes
import DissectTLS
import Dissection
import TestKit
import Testing

/// What is written is what is read.
@Suite struct ClientHelloTests {
    private static var hello: TLSClientHello {
        TLSClientHello(
            random: Array(0..<32), cipherSuites: [0xC02F, 0x009C, 0x00FF],
            extensions: [
                .serverName("talk.example"), .groups([23, 24]), .uncompressedPoints,
                .signatureAlgorithms([0x0403, 0x0401]), .extendedMasterSecret,
            ])
    }

    @Test(arguments: DeliverySchedule.all)
    func readsAHelloAsItWasWritten(schedule: DeliverySchedule) throws {
        var talk = Conversation()
        talk.client(Self.hello.encoded)
        talk.server(TLSFatalAlert.handshakeFailure.encoded)
        let result = Reading.run(talk, TLSKeyLog(), schedule)
        #expect(result.rules == [])
        #expect(result.skips == [])
        #expect(result.summaries.first == "Client Hello")
        #expect(result.summaries.last == "Alert (Level: Fatal, Description: Handshake Failure)")
        let fields = try #require(result.records.first).fields
        #expect(fields.contains("talk.example"))
        // Its fingerprint (JA3): version, suites, extensions, groups, forms of points.
        #expect(fields.contains("771,49199-156-255,0-10-11-13-23,23-24,0"))
    }

    @Test func countsEverythingItWrites() {
        var hello = Self.hello
        hello.sessionID = [UInt8](repeating: 7, count: 32)
        let bytes = hello.encoded
        #expect(Int(bytes[3]) << 8 | Int(bytes[4]) == bytes.count - 5)
        #expect(Int(bytes[7]) << 8 | Int(bytes[8]) == bytes.count - 9)
        hello.extensions = []
        #expect(hello.encoded.count == 5 + 4 + 2 + 32 + 33 + 2 + 6 + 2)
    }
}
