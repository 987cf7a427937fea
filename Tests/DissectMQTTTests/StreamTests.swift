import Bytes
import DissectMQTT
import Dissection
import TestKit
import Testing

@Suite struct MQTTStreamTests {
    private func conversation() throws -> Reading {
        var reading = Reading()
        try reading.greet()
        try reading.client(.subscribe(id: 1, [MQTTSubscription("a/+", options: 1)], []))
        try reading.server(.suback(id: 1, codes: [1], []))
        try reading.client(
            .publish(MQTTPublish("a/b", [UInt8](repeating: 0x30, count: 300), qos: 1, id: 2)),
            .publish(MQTTPublish("a/c", Array("hi".utf8))), .pingreq)
        try reading.server(
            .acknowledgment(.puback, id: 2, reason: 0, []), .pingresp)
        try reading.client(.disconnect(reason: 0, []))
        return reading
    }

    @Test(arguments: DeliverySchedule.all)
    func readsPacketsHoweverTheyAreCut(schedule: DeliverySchedule) throws {
        let reading = try conversation()
        let result = reading.run(schedule)
        #expect(result.records.count == 10)
        #expect(result.names == Array(repeating: "MQTT", count: 10))
        #expect(result.records.map(\.fields) == reading.run().records.map(\.fields))
        #expect(result.records.allSatisfy { $0.notes.isEmpty })
        #expect(result.skips.isEmpty)
    }

    /// tshark loses every PUBLISH whose remaining length is split over two segments.
    @Test func readsARemainingLengthInTwoSegments() throws {
        var reading = Reading()
        try reading.greet()
        let packet = try MQTTPacket.publish(
            MQTTPublish("seg/a", [UInt8](repeating: 0x50, count: 300))
        ).encoded(.v311)
        reading.talk.client(Array(packet[..<2]))
        reading.talk.client(Array(packet[2...]))
        #expect(reading.run().summaries.last == "Publish Message [seg/a]")
    }

    /// Every shorter beginning of a packet is waited for, and none is taken for a packet.
    @Test func waitsForEveryShorterPacket() throws {
        let connect = try MQTTPacket.connect(MQTTConnect("dev1")).encoded(.v5)
        for count in 0..<connect.count {
            var reading = Reading()
            reading.talk.client(Array(connect[..<count]))
            let result = reading.run()
            #expect(result.records.isEmpty, "\(count) bytes")
            #expect(result.skips.isEmpty, "\(count) bytes")
        }
    }

    /// A body that ends anywhere is a note in its packet; the one behind it is read.
    @Test func readsOnBehindEveryShorterBody() throws {
        var connect = MQTTConnect("dev1")
        connect.will = MQTTConnect.Will("w", [1, 2])
        connect.userName = "me"
        connect.password = Array("secret".utf8)
        connect.properties = [MQTTProperty(0x11, .four(7)), MQTTProperty(0x26, .pair("a", "b"))]
        let whole = try MQTTPacket.connect(connect).encoded(.v5)
        for count in 8..<(whole.count - 2) {
            let cut = [0x10, UInt8(count)] + whole[2..<(2 + count)]
            let sink = FieldSink.read([(.client, cut + [0xC0, 0x00])])
            #expect(sink.messages.count == 2, "\(count) bytes")
            #expect(sink.infos.last?.hasSuffix(", Ping Request") == true, "\(count) bytes")
        }
    }

    @Test(arguments: DeliverySchedule.all)
    func goesOnBehindAGap(schedule: DeliverySchedule) throws {
        var reading = Reading()
        try reading.greet()
        let packet = try MQTTPacket.publish(
            MQTTPublish("a", [UInt8](repeating: 1, count: 100))
        ).encoded(.v311)
        reading.talk.client(Array(packet[..<20]))
        reading.talk.add(.gap(50))
        reading.talk.client(Array(packet[70...]))
        try reading.client(.publish(MQTTPublish("b", [])))
        let result = reading.run(schedule)
        #expect(result.records.count == 3)
        #expect(result.skips.map(\.why) == [.missing])
        #expect(result.records.last?.fields.contains("b") == true)
    }

    /// Behind a gap of unknown packets the next two in a row are believed.
    @Test(arguments: DeliverySchedule.all)
    func findsPacketsAgain(schedule: DeliverySchedule) throws {
        var reading = Reading()
        try reading.greet()
        reading.talk.add(.gap(500))
        reading.talk.client(Array("lost payload 0123".utf8))
        let two =
            try MQTTPacket.publish(MQTTPublish("b/c", [1])).encoded(.v311)
            + MQTTPacket.publish(MQTTPublish("b/d", [2])).encoded(.v311)
        reading.talk.client(two)
        let result = reading.run(schedule)
        #expect(result.records.count == 4)
        #expect(Set(result.skips.map { "\($0.why)" }) == ["missing", "unsynchronized"])
    }

    /// A capture that begins inside a payload: nothing is read that was not sent as a packet.
    @Test(arguments: 1...20)
    func inventsNothingInsideAPayload(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let isText = seed % 2 == 0
        let payload = (0..<20_000).map { _ in
            UInt8.random(in: isText ? 0x20...0x7E : 0...255, using: &generator)
        }
        var reading = Reading()
        reading.talk.add(.midstream, .client)
        reading.talk.add(.midstream, .server)
        reading.talk.client(payload)
        reading.talk.server(payload)
        #expect(reading.run(.chunks(of: 1448)).records.isEmpty)
    }

    @Test(arguments: 1...200)
    func survivesRandomBytes(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var bytes = try conversation().talk.events.flatMap { event -> [UInt8] in
            if case .write(let bytes) = event.1 { return bytes }
            return []
        }
        for _ in 0..<Int.random(in: 1...20, using: &generator) {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[place] = .random(in: 0...255, using: &generator)
        }
        for version in [MQTTVersion.v31, .v5] {
            var reading = Reading(version)
            try reading.greet()
            reading.talk.client(bytes)
            reading.talk.server(bytes)
            let whole = reading.run()
            #expect(
                reading.run(.random(seed: seed)).records.map(\.fields)
                    == whole.records.map(\.fields))
        }
    }
}
