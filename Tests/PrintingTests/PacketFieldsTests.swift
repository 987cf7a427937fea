import Bytes
import Dissection
import PacketFields
import Packets
import TestKit
import Testing

@Suite struct PacketFieldsTests {
    /// Numbers and definitions come from one enum; every name is there once.
    @Test func definesEveryFieldOnce() {
        let table = FieldTable(PacketFields.families)
        #expect(table.find("tcp.analysis.retransmission") == TCPField.retransmission.id)
        #expect(table.find("ip.src") == IPv4Field.source.id)
        for field in TCPField.allCases {
            #expect(table.find("\(field.definition.name)") == field.id)
        }
    }

    /// Whatever stands in a packet, all places that its fields name lie in it.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func namesOnlyPlacesInThePacket(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var fields = PacketFieldList()
        for _ in 0..<2000 {
            var bytes = (0..<Int.random(in: 0...120, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let links: [LinkType] = [.ethernet, .null, .loop, .rawIP, .linuxCooked, .linuxCooked2]
            let link = links.randomElement(using: &generator) ?? .ethernet
            if link == .ethernet, bytes.count > 40 {
                bytes.replaceSubrange(12..<15, with: [8, 0, 0x45])
                bytes[23] = [1, 4, 6, 17, 41, 51, 58].randomElement(using: &generator) ?? 6
            }
            var layers = PacketLayers()
            PacketDecoder.decode(
                bytes.rawSpan, originalCount: bytes.count + 10, link: link, into: &layers)
            fields.removeAll()
            PacketFields.emit(
                bytes.rawSpan, layers, PacketFieldContext(), wanted: .all, into: &fields)
            for field in fields.fields {
                guard case .bytes(let range) = field.value else { continue }
                #expect(range.offset >= 0 && range.count >= 0 && range.end <= bytes.count)
            }
        }
    }

    @Test func costsNothingUnwanted() {
        var fields = PacketFieldList()
        let bytes = Array(repeating: UInt8(0), count: 60)
        PacketFields.emit(
            bytes.rawSpan, PacketLayers(), PacketFieldContext(), wanted: FieldSelection(),
            into: &fields)
        #expect(fields.fields.isEmpty)
    }
}
