import DissectMQTT
import TestKit
import Testing

/// What the encoder writes, the decoder reads back; what is broken, it refuses.
@Suite struct MQTTDecoderTests {
    private static let versions: [MQTTVersion] = [.v31, .v311, .v5]

    /// One of each kind, with all that it can hold in a version.
    private static func packets(_ version: MQTTVersion) -> [MQTTPacket] {
        let isV5 = version == .v5
        let user: [MQTTProperty] = isV5 ? [MQTTProperty(0x26, .pair("k", "v"))] : []
        var connect = MQTTConnect("dév1")
        connect.isClean = false
        connect.keepAlive = 65_535
        connect.will = MQTTConnect.Will("last/will", [0, 1, 255])
        connect.will?.qos = 2
        connect.will?.isRetained = true
        connect.will?.properties = isV5 ? [MQTTProperty(0x18, .four(30))] : []
        connect.userName = "me"
        connect.password = Array("secret".utf8)
        connect.properties = user
        var publish = MQTTPublish("a/b", [0, 1, 2], qos: 2, id: 65_535)
        publish.isRetained = true
        publish.isDuplicate = true
        publish.properties = isV5 ? Self.publishProperties : []
        let acknowledgments: [MQTTPacketType] = [.puback, .pubrec, .pubrel, .pubcomp]
        return [
            .connect(connect), .connect(MQTTConnect("")),
            .connack(sessionPresent: true, code: 0, user), .publish(publish),
            .publish(MQTTPublish("t", [])),
            .subscribe(
                id: 1, [MQTTSubscription("a/#", options: 1), MQTTSubscription("+", options: 2)],
                user),
            .suback(id: 2, codes: [0, 1, 2, 0x80], user),
            .unsubscribe(id: 3, ["a", "b/+"], user),
            .unsuback(id: 4, codes: isV5 ? [0, 0x11] : [], user), .pingreq, .pingresp,
            .disconnect(reason: isV5 ? 4 : 0, user), .disconnect(reason: 0, []),
        ] + acknowledgments.map { .acknowledgment($0, id: 9, reason: isV5 ? 0x92 : 0, user) }
            + acknowledgments.map { .acknowledgment($0, id: 9, reason: 0, []) }
            + (isV5 ? [.auth(reason: 0x18, [MQTTProperty(0x15, .text("SCRAM"))])] : [])
    }

    private static let publishProperties = [
        MQTTProperty(0x01, .byte(1)), MQTTProperty(0x02, .four(4_000_000_000)),
        MQTTProperty(0x03, .text("text/plain")), MQTTProperty(0x09, .bytes([9])),
        MQTTProperty(0x0B, .variable(268_435_455)), MQTTProperty(0x0B, .variable(1)),
        MQTTProperty(0x23, .two(7)), MQTTProperty(0x26, .pair("k", "")),
        MQTTProperty(0x26, .pair("k", "again")),
    ]

    @Test(arguments: versions) func readsWhatWasWritten(version: MQTTVersion) throws {
        for packet in Self.packets(version) {
            let bytes = try packet.encoded(version)
            #expect(try MQTTPacket.byteCount(bytes[...]) == bytes.count)
            var found = MQTTVersion.v311
            if case .connect = packet {} else { found = version }
            #expect(try MQTTPacket(bytes, version: &found) == packet)
            #expect(found == version)
        }
    }

    /// A packet whose length says that it is shorter than its parts need.
    @Test(arguments: versions) func refusesEveryShorterPacket(version: MQTTVersion) throws {
        for packet in Self.packets(version) {
            let bytes = try packet.encoded(version)
            guard bytes.count < 130 else { continue }
            for count in 2..<max(2, bytes.count) {
                var cut = Array(bytes[..<count])
                cut[1] = UInt8(count - 2)
                var version = version
                // Some are packets of another meaning: reasons may be left out, payloads are free.
                guard let shorter = try? MQTTPacket(cut, version: &version) else { continue }
                #expect(try shorter.encoded(version).count <= count, "\(packet) cut to \(count)")
            }
        }
    }

    @Test func waitsForTheLength() throws {
        #expect(try MQTTPacket.byteCount([]) == nil)
        #expect(try MQTTPacket.byteCount([0x30]) == nil)
        #expect(try MQTTPacket.byteCount([0x30, 0x80, 0x80]) == nil)
        #expect(try MQTTPacket.byteCount([0x30, 0x80, 0x01]) == 131)
        #expect(try MQTTPacket.byteCount([0x30, 0xFF, 0xFF, 0xFF, 0x7F]) == 268_435_460)
        #expect(throws: MQTTDecodingError.self) {
            try MQTTPacket.byteCount([0x30, 0xFF, 0xFF, 0xFF, 0xFF])
        }
    }

    @Test(
        arguments: [
            ([0x30, 0x05, 0, 3, 0x61, 0x2F, 0x2B], .v311, "a topic with a wildcard"),
            ([0x36, 0x05, 0, 1, 0x61, 0, 1], .v311, "a QoS of 3"),
            ([0x32, 0x05, 0, 1, 0x61, 0, 0], .v311, "a packet identifier of 0"),
            ([0x30, 0x04, 0, 2, 0xC3, 0x28], .v311, "a text that is no UTF-8"),
            ([0x30, 0x03, 0, 1, 0], .v311, "a text that is no UTF-8"),
            ([0xC0, 0x01, 0], .v311, "bytes behind its end"),
            ([0x82, 0x06, 0, 1, 0, 1, 0x61, 3], .v311, "a QoS of 3"),
            ([0xE0, 0x04, 0, 2, 0x01, 1], .v5, "a property that does not belong there"),
            ([0x30, 0x08, 0, 1, 0x61, 4, 0x01, 0, 0x01, 0], .v5, "a property that comes twice"),
            ([0x30, 0x06, 0, 1, 0x61, 1, 0x01, 0], .v5, "a property that is too long"),
            ([0xF0, 0x00], .v311, "AUTH, which only version 5 has"),
            ([0x00, 0x00], .v311, "a type that is none"),
            (
                [0x10, 0x0C, 0, 4, 0x4D, 0x51, 0x54, 0x54, 4, 1, 0, 60, 0, 0], .v311,
                "a flag that is reserved"
            ),
            (
                [0x10, 0x0C, 0, 4, 0x4D, 0x51, 0x54, 0x58, 4, 2, 0, 60, 0, 0], .v311,
                "another protocol, MQTX"
            ),
        ] as [([UInt8], MQTTVersion, String)])
    func saysWhatIsWrong(bytes: [UInt8], version: MQTTVersion, reason: String) {
        var version = version
        let error = #expect(throws: MQTTDecodingError.self) {
            _ = try MQTTPacket(bytes, version: &version)
        }
        #expect(error?.reason.hasSuffix(reason) == true, "\(error?.reason ?? "nothing")")
    }

    /// Broken bytes are refused or read, and nothing else.
    @Test(arguments: 0..<50 as Range<UInt64>) func staysUpright(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for version in Self.versions {
            for packet in Self.packets(version) {
                var bytes = try packet.encoded(version)
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let index = Int.random(in: 0..<bytes.count, using: &random)
                    bytes[index] = UInt8.random(in: 0...255, using: &random)
                }
                var found = version
                guard let read = try? MQTTPacket(bytes, version: &found) else { continue }
                _ = try? read.encoded(found)
            }
        }
    }
}
