import Bytes
import DissectMQTT
import Dissection
import TestKit
import Testing

/// What is written is what is read.
@Suite struct MQTTRoundTripTests {
    @Test(arguments: [MQTTVersion.v31, .v311, .v5])
    func readsAConnectAsItWasWritten(version: MQTTVersion) throws {
        var connect = MQTTConnect("dév1")
        connect.will = MQTTConnect.Will("last/will", Array("gone".utf8))
        connect.will?.qos = 2
        connect.will?.isRetained = true
        connect.will?.properties = [MQTTProperty(0x18, .four(30))]
        connect.userName = "me"
        connect.password = Array("secret".utf8)
        connect.properties = [MQTTProperty(0x21, .two(20)), MQTTProperty(0x26, .pair("k", "v"))]
        let sink = FieldSink.read([(.client, try MQTTPacket.connect(connect).encoded(version))])
        let fields = try #require(sink.messages.first)
        #expect(fields["mqtt.protoname"] == [version == .v31 ? "MQIsdp" : "MQTT"])
        #expect(fields["mqtt.ver"] == ["\(version.level)"])
        #expect(fields["mqtt.clientid"] == ["dév1"])
        #expect(fields["mqtt.kalive"] == ["60"])
        #expect(fields["mqtt.conflags"] == ["\(0xC2 | 0x04 | 0x20 | 0x10)"])
        #expect(fields["mqtt.willtopic"] == ["last/will"])
        #expect(fields["mqtt.willmsg"] == ["gone"])
        #expect(fields["mqtt.username"] == ["me"])
        #expect(fields["mqtt.passwd"] == ["secret"])
        #expect(fields["mqtt.prop_number"] == (version == .v5 ? ["20", "30"] : nil))
        #expect(fields["mqtt.prop_key"] == (version == .v5 ? ["k"] : nil))
    }

    @Test func readsEveryPropertyOfAPublish() throws {
        var publish = MQTTPublish("a/b", [0, 1, 2], qos: 2, id: 65_535)
        publish.isRetained = true
        publish.properties = [
            MQTTProperty(0x01, .byte(1)), MQTTProperty(0x02, .four(4_000_000_000)),
            MQTTProperty(0x03, .text("text/plain")), MQTTProperty(0x08, .text("r/t")),
            MQTTProperty(0x09, .bytes([9])), MQTTProperty(0x0B, .variable(268_435_455)),
            MQTTProperty(0x0B, .variable(1)), MQTTProperty(0x26, .pair("k", "")),
        ]
        let sink = FieldSink.read([
            (.client, try MQTTPacket.connect(MQTTConnect("")).encoded(.v5)),
            (.client, try MQTTPacket.publish(publish).encoded(.v5)),
        ])
        let fields = try #require(sink.messages.last)
        #expect(fields["mqtt.topic"] == ["a/b"])
        #expect(fields["mqtt.msgid"] == ["65535"])
        #expect(fields["mqtt.qos"] == ["2"])
        #expect(fields["mqtt.retain"] == ["1"])
        #expect(fields["mqtt.prop_number"] == ["1", "4000000000", "268435455", "1"])
        #expect(fields["mqtt.property.content_type"] == ["text/plain"])
        #expect(fields["mqtt.prop_string"] == ["r/t", "\u{9}"])
        #expect(fields["mqtt.prop_value"] == [""])
        #expect(fields["mqtt.msg"] == ["\u{0}\u{1}\u{2}"])
    }

    @Test(arguments: [0, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152])
    func writesAndReadsEveryLengthOfALength(count: Int) throws {
        let payload = [UInt8](repeating: 7, count: count)
        let sink = FieldSink.read([
            (.client, try MQTTPacket.connect(MQTTConnect("a")).encoded(.v311)),
            (.client, try MQTTPacket.publish(MQTTPublish("t", payload)).encoded(.v311)),
        ])
        #expect(sink.messages.last?["mqtt.len"] == ["\(count + 3)"])
        #expect(sink.messages.last?["mqtt.msg"]?.first?.utf8.count == count)
    }

    /// A payload over the limit is counted and not kept.
    @Test func countsALongPayload() throws {
        let count = (16 << 20) + 10
        let packet = try MQTTPacket.publish(
            MQTTPublish("t", [UInt8](repeating: 7, count: count), qos: 1, id: 3)
        ).encoded(.v311)
        var reading = Reading()
        try reading.greet()
        reading.talk.client(packet)
        try reading.client(.pingreq)
        for depth in [Depth.counts, .summary, .fields] {
            let records = reading.run(.chunks(of: 65_536), depth: depth).records
            #expect(records.count == 4)
            #expect(records[2].place.range.count == packet.count)
            #expect(depth == .counts || records[2].body?.range.count == count)
        }
    }

    @Test func refusesWhatCannotBeWritten() {
        let long = String(repeating: "x", count: 65_536)
        #expect(throws: MQTTEncodingError.text) {
            try MQTTPacket.publish(MQTTPublish(long, [])).encoded(.v311)
        }
        #expect(throws: MQTTEncodingError.type) {
            try MQTTPacket.auth(reason: 0, []).encoded(.v311)
        }
        #expect(throws: MQTTEncodingError.type) {
            try MQTTPacket.acknowledgment(.connect, id: 1, reason: 0, []).encoded(.v5)
        }
    }

    @Test func writesRichWords() throws {
        var publish = MQTTPublish("a", Array("21.5°\n".utf8), qos: 1, id: 7)
        publish.isRetained = true
        publish.isDuplicate = true
        var connect = MQTTConnect("dev1")
        connect.userName = "me"
        let sink = FieldSink.read(
            [
                (.client, try MQTTPacket.connect(connect).encoded(.v5)),
                (
                    .server,
                    try MQTTPacket.connack(sessionPresent: true, code: 0x87, []).encoded(.v5)
                ),
                (.client, try MQTTPacket.publish(publish).encoded(.v5)),
                (.client, try MQTTPacket.disconnect(reason: 4, []).encoded(.v5)),
            ], depth: .summary, isRich: true)
        #expect(
            sink.infos == [
                "Connect Command [dev1] version=5.0 keep-alive=60 clean user=me",
                "Connect Ack session-present \"Not authorized\"",
                "Publish Message (id=7) [a] qos=1 retain dup payload=7 \"21.5°\\n\"",
                "Disconnect Req \"Disconnect with Will Message\"",
            ])
    }
}
