public import Dissection
internal import Packets

/// What nothing is known of: the rest of a packet behind the last header that was read.
public enum DataField: UInt16, PacketField {
    case layer, bytes, length

    public static var familyNumber: FieldFamily.Number { .data }

    public var definition: FieldDefinition {
        switch self {
        case .layer: .layer("data", "Data")
        case .bytes: FieldDefinition("data.data", "Data", .bytes).secret
        case .length: FieldDefinition("data.len", "Length", .signed(bits: 32))
        }
    }
}

enum DataFields {
    static func emit(_ range: StreamRange, into fields: inout PacketFieldList) {
        fields.add(DataField.layer.id, .layer(range))
        fields.add(DataField.bytes.id, .bytes(range))
        fields.add(DataField.length.id, .signed(Int64(range.count)))
    }
}
