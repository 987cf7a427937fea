internal import Dissection

/// What the data of a record type consists of: a row of parts, read one after the other.
///
/// Nearly all of the seventy types that have a reader need no code of their own.
struct DNSShape: Sendable {
    /// Whether the summary repeats the record's own name, as tshark does for the rarer types.
    var showsOwner = false
    /// Whether the summary waits for all parts to be there, and not for those it shows only.
    var isShownLate = false
    var parts: [DNSPart]

    init(_ parts: DNSPart..., owner: Bool = false, late: Bool = false) {
        self.parts = parts
        showsOwner = owner
        isShownLate = late
    }

    /// How many parts must be there before what was written to the summary stays.
    var shownPartCount: Int {
        isShownLate ? parts.count : parts.lastIndex { $0.isShown }.map { $0 + 1 } ?? 0
    }

    private init(_ parts: [DNSPart]) { self.parts = parts }

    /// Data without known parts.
    static let unknown = DNSShape(.rest(.data))

    static func of(_ type: UInt16) -> DNSShape { table[type] ?? unknown }
}

/// One part of a record's data.
struct DNSPart: BitwiseCopyable, Sendable {
    enum Kind: UInt8, Sendable {
        case number8, number16, number32
        case flag32, time32, time48
        case ipv4, ipv6, mac
        case bytes8
        case name
        /// A text with a length of one byte before it, which has a field of its own: the next.
        case text8
        /// The same, bytes, with a length of one or two bytes.
        case sized8, sized16
        /// Texts up to the end.
        case texts
        /// The same, shown in base 32.
        case hash8
        /// All that is left.
        case rest, restOfText
        /// Parts that have a function of their own.
        case a6, apl, caa, forwardedFor, hip, ipsecKey, isdnSubaddress, location, options,
            parameters
        case serviceBits, typeBits, oldTypeBits, winsServers
    }

    var kind: Kind
    var field: DNSField
    /// The field of the length.
    var lengthField: DNSField
    var isShown: Bool

    init(
        _ kind: Kind, _ field: DNSField, length: DNSField? = nil, shown: Bool = false
    ) {
        self.kind = kind
        self.field = field
        lengthField = length ?? field
        isShown = shown
    }
}

extension DNSPart {
    static func number8(_ field: DNSField) -> DNSPart { DNSPart(.number8, field) }
    static func number16(_ field: DNSField, shown: Bool = false) -> DNSPart {
        DNSPart(.number16, field, shown: shown)
    }
    static func number32(_ field: DNSField) -> DNSPart { DNSPart(.number32, field) }
    static func name(_ field: DNSField, shown: Bool = false) -> DNSPart {
        DNSPart(.name, field, shown: shown)
    }
    static func text8(_ length: DNSField, _ field: DNSField, shown: Bool = false) -> DNSPart {
        DNSPart(.text8, field, length: length, shown: shown)
    }
    static func sized8(_ length: DNSField, _ field: DNSField) -> DNSPart {
        DNSPart(.sized8, field, length: length)
    }
    static func sized16(_ length: DNSField, _ field: DNSField) -> DNSPart {
        DNSPart(.sized16, field, length: length)
    }
    static func texts(_ length: DNSField, _ field: DNSField) -> DNSPart {
        DNSPart(.texts, field, length: length)
    }
    static func rest(_ field: DNSField) -> DNSPart { DNSPart(.rest, field) }
    /// A part with a function of its own.
    static func own(_ kind: Kind, _ field: DNSField = .data) -> DNSPart { DNSPart(kind, field) }
}
