/// A field's number in the one table of fields: its family's number above its place in the family.
///
/// Comparing fields is comparing integers; names are looked up once, when a run is set up.
@frozen
public struct FieldID: Hashable, BitwiseCopyable, Sendable {
    public let number: UInt16

    @inlinable
    public init(_ family: FieldFamily.Number, _ index: UInt16) {
        number = UInt16(family.rawValue) << 10 | index
    }

    @inlinable public var family: Int { Int(number >> 10) }
    @inlinable public var index: Int { Int(number & 0x3FF) }
}

/// What is known of a field before any packet is read.
public struct FieldDefinition: Sendable {
    /// Wireshark's name where it has the field, as in `mqtt.topic`.
    public let name: StaticString
    /// A few words for people.
    public let label: StaticString
    public let kind: FieldKind
    public let display: FieldDisplay
    /// The words for a number's values.
    public let valueNames: [(UInt64, StaticString)]
    /// Whether the field says again what others say, for filters: a tree does not show it.
    public private(set) var isHidden = false
    /// Whether the family defines the field more than once, with other words for its values.
    public private(set) var isAgain = false
    /// Whether its value tells what the message is, also behind others that have a name.
    public private(set) var isTitle = false
    /// Whether what it says is for those alone who sent and got it: `--redact` shows its length.
    public private(set) var isSecret = false
    /// The field that this one is a part of, if its name does not tell.
    public private(set) var parent: StaticString?

    /// The field whose parts a tree shows below this one, when this one came last.
    public private(set) var twin: StaticString?

    public init(
        _ name: StaticString, _ label: StaticString, _ kind: FieldKind,
        _ display: FieldDisplay = .plain, names valueNames: [(UInt64, StaticString)] = []
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.display = display
        self.valueNames = valueNames
    }

    /// The same field, shown by a tree below another one, whose name does not begin its own.
    public func part(of parent: StaticString) -> FieldDefinition {
        var copy = self
        copy.parent = parent
        return copy
    }

    /// The same field, with the parts of another one below it.
    public func withParts(of twin: StaticString) -> FieldDefinition {
        var copy = self
        copy.twin = twin
        return copy
    }

    /// The same field, in the heading of the layer.
    public var title: FieldDefinition {
        var copy = self
        copy.isTitle = true
        return copy
    }

    /// A definition of a field that the family has already defined.
    public var again: FieldDefinition {
        var copy = self
        copy.isAgain = true
        return copy
    }

    /// The same field, of which `--redact` shows the length only.
    public var secret: FieldDefinition {
        var copy = self
        copy.isSecret = true
        return copy
    }

    /// The same field, not shown by a tree.
    public var hidden: FieldDefinition {
        var copy = self
        copy.isHidden = true
        return copy
    }
}

public enum FieldKind: Equatable, BitwiseCopyable, Sendable {
    /// A layer: its field has no value.
    case layer
    /// A label without a value.
    case label
    case boolean
    /// An unsigned number of this many bits.
    case unsigned(bits: Int)
    case signed(bits: Int)
    /// The number of a packet.
    case frameNumber
    case text
    case bytes
    case ipv4
    case ipv6
    case mac
    case time
    case duration
}

/// How `-T fields` writes a value.
public enum FieldDisplay: BitwiseCopyable, Sendable {
    /// Numbers in decimal, all else as its kind is always written.
    case plain
    /// Numbers as `0x` and as many digits as their bits need.
    case hexadecimal
}

/// The fields of one protocol, or of a few that belong together; the place of a definition in
/// ``fields`` is its ``FieldID/index``.
public struct FieldFamily: Sendable {
    /// Every family's number.  The order of the cases is the order of the list of fields.
    public enum Number: UInt8, Sendable {
        case frame, ethernet, vlan, cooked, null, arp, ipv4, ipv6, icmp, icmpv6, igmp
        case tcp, udp, columns, expert, dns, mqtt, mqttSN, http, webSocket, chat, amqp, xmpp, tls,
            earshot, proxy, amqp091
        case data, json, textLines
    }

    public let number: Number
    public let fields: [FieldDefinition]

    public init(_ number: Number, _ fields: [FieldDefinition]) {
        precondition(fields.count <= 1024, "a family has at most 1024 fields")
        self.number = number
        self.fields = fields
    }
}
