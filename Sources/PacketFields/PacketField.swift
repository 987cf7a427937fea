public import Dissection

/// The fields of one family as cases of an enum: a case's raw value is its place in the family, so
/// that numbers and definitions cannot differ.
public protocol PacketField: RawRepresentable<UInt16>, CaseIterable, Sendable {
    static var familyNumber: FieldFamily.Number { get }
    var definition: FieldDefinition { get }
}

extension PacketField {
    public static var family: FieldFamily { FieldFamily(familyNumber, allCases.map(\.definition)) }
    public var id: FieldID { FieldID(Self.familyNumber, rawValue) }
}

extension FieldDefinition {
    static func layer(_ name: StaticString, _ label: StaticString) -> FieldDefinition {
        FieldDefinition(name, label, .layer)
    }

    static func decimal(
        _ name: StaticString, _ label: StaticString, bits: Int,
        names: [(UInt64, StaticString)] = []
    ) -> FieldDefinition {
        FieldDefinition(name, label, .unsigned(bits: bits), names: names)
    }

    static func hexadecimal(
        _ name: StaticString, _ label: StaticString, bits: Int,
        names: [(UInt64, StaticString)] = []
    ) -> FieldDefinition {
        FieldDefinition(name, label, .unsigned(bits: bits), .hexadecimal, names: names)
    }

    /// The text of an address that another field has: names are never looked up.
    static func again(_ name: StaticString, _ label: StaticString) -> FieldDefinition {
        FieldDefinition(name, label, .text).hidden
    }

    /// What an expert remarks: its words say more, so that a tree has them alone.
    static func remark(_ name: StaticString, _ label: StaticString) -> FieldDefinition {
        FieldDefinition(name, label, .label).hidden
    }

    static func flag(_ name: StaticString, _ label: StaticString) -> FieldDefinition {
        FieldDefinition(name, label, .boolean)
    }
}
