import Bytes
import Dissection

@testable import Filters

/// A small vocabulary with a field of each kind, and packets made of it.
enum SampleFields {
    static let table = FieldTable([
        FieldFamily(
            .mqtt,
            [
                FieldDefinition("m", "Message", .layer),
                FieldDefinition(
                    "m.type", "Type", .unsigned(bits: 8),
                    names: [(1, "Connect Command"), (3, "Publish Message")]),
                FieldDefinition("m.port", "Port", .unsigned(bits: 16)),
                FieldDefinition("m.long", "Long", .unsigned(bits: 64)),
                FieldDefinition("m.scale", "Scale", .signed(bits: 8)),
                FieldDefinition("m.flag", "Flag", .boolean),
                FieldDefinition("m.topic", "Topic", .text),
                FieldDefinition("m.data", "Data", .bytes),
                FieldDefinition("m.v4", "Address", .ipv4),
                FieldDefinition("m.v6", "Address", .ipv6),
                FieldDefinition("m.mac", "Address", .mac),
                FieldDefinition("m.after", "After", .duration),
                FieldDefinition("m.mark", "Mark", .label),
                FieldDefinition("m.other", "Other port", .unsigned(bits: 16)),
                FieldDefinition("m.frame", "Packet", .frameNumber),
                FieldDefinition("m.text", "Text", .text),
                FieldDefinition("m.date", "Date", .time),
                FieldDefinition("m.nothere", "Missing", .unsigned(bits: 16)),
            ])
    ])

    /// A value of a field, with its bytes.
    enum Value {
        case plain(FieldValue)
        case text(String)
        case bytes([UInt8])
    }

    /// Whether a filter lets a packet through.
    static func matches(
        _ filter: String, _ values: [(String, Value)]
    ) throws -> Bool {
        var filter = try DisplayFilter(filter, table)
        var memory: [UInt8] = []
        var fields: [Field] = []
        for (name, value) in values {
            guard let id = table.find(name) else { continue }
            switch value {
            case .plain(let plain): fields.append(Field(id: id, value: plain))
            case .text(let text):
                let range = StreamRange(offset: 100 + memory.count, count: text.utf8.count)
                memory += text.utf8
                fields.append(Field(id: id, value: .text(range)))
            case .bytes(let bytes):
                let range = StreamRange(offset: 100 + memory.count, count: bytes.count)
                memory += bytes
                fields.append(Field(id: id, value: .bytes(range)))
            }
        }
        let none: [UInt8] = []
        for field in fields {
            filter.add(field, in: memory.rawSpan, at: 100, decoded: none.rawSpan)
        }
        return filter.decide()
    }
}
