public import Bytes
public import Dissection
internal import Packets

/// The fields of one packet, in tshark's order; used again for the next one.
public struct PacketFieldList: ~Copyable {
    public private(set) var fields: [Field] = []
    /// Text that stands in no packet; `decoded` values are places in it.
    public private(set) var decoded = TextBuffer(capacity: 1024)

    private let wanted: FieldSet?
    /// Whether what an expert says is to be written.
    let wantsExperts: Bool

    /// Whether they are for a tree, which shows some things once that fields say twice.
    let isTree: Bool

    /// - Parameter wanted: others are not taken; `nil`: all are.
    public init(wanted: FieldSet? = nil, isTree: Bool = false) {
        self.wanted = wanted
        self.isTree = isTree
        wantsExperts = ExpertField.allCases.contains { wanted?.contains($0.id) ?? true }
    }

    func wants(_ id: FieldID) -> Bool { wanted?.contains(id) ?? true }

    public mutating func removeAll() {
        fields.removeAll(keepingCapacity: true)
        decoded.removeAll()
    }

    public mutating func add(_ id: FieldID, _ value: FieldValue, nesting: UInt8 = 0) {
        if let wanted, !wanted.contains(id) { return }
        fields.append(Field(id: id, value: value, nesting: nesting))
    }

    mutating func replaceFields(from start: Int, with others: [Field]) {
        fields.replaceSubrange(start..., with: others)
    }

    public mutating func add(_ id: FieldID, text: [UInt8]) {
        if let wanted, !wanted.contains(id) { return }
        add(id, .decoded(StreamRange(offset: decoded.count, count: text.count)))
        decoded.append(text.rawSpan)
    }

    /// Adds a text that is only written if somebody wants it.
    mutating func add(_ field: some PacketField, write: (inout TextBuffer) -> Void) {
        guard wants(field.id) else { return }
        add(field.id, .decoded(keepText(write)))
    }

    /// Writes text, and says where it is.
    mutating func keepText(_ write: (inout TextBuffer) -> Void) -> StreamRange {
        let start = decoded.count
        write(&decoded)
        return StreamRange(offset: start, count: decoded.count - start)
    }
}

extension PacketFieldList {
    mutating func add(_ field: some PacketField, _ value: FieldValue) { add(field.id, value) }

    /// - Parameter count: how long the layer is without what it carries.
    mutating func add(
        layer field: some PacketField, _ header: borrowing LayerBytes, count: Int = .max
    ) {
        let range = StreamRange(offset: header.start, count: min(count, header.capturedCount))
        add(field.id, .layer(range))
    }

    mutating func add(_ field: some PacketField, _ number: some BinaryInteger) {
        add(field.id, .number(UInt64(truncatingIfNeeded: number)))
    }

    /// Adds a part of the field before it.
    mutating func add(part field: some PacketField, _ value: FieldValue) {
        add(field.id, value, nesting: 1)
    }

    mutating func add(_ field: some PacketField, bit: Bool) { add(field.id, .flag(bit)) }

    mutating func add(_ field: some PacketField, bytesAt offset: Int, count: Int) {
        add(field.id, .bytes(StreamRange(offset: offset, count: count)))
    }
}

/// Which families of fields a run wants.
public struct FieldSelection: Sendable, Equatable {
    private var families: UInt64 = 0
    /// Whether of the layers below messages only the packet as such is wanted.
    let isFrameAlone: Bool

    public init(_ ids: some Sequence<FieldID> = []) {
        for id in ids { families |= 1 << UInt64(id.family) }
        // What an expert says comes from all of them.
        let expert = Int(FieldFamily.Number.expert.rawValue)
        if ids.contains(where: { $0.family == expert }) {
            let all: [FieldFamily.Number] = [
                .frame, .ethernet, .arp, .ipv4, .ipv6, .icmp, .icmpv6, .igmp, .tcp, .udp,
            ]
            for number in all { families |= 1 << UInt64(number.rawValue) }
        }
        let below = PacketFields.families.map(\.number.rawValue).filter { [families] number in
            families >> UInt64(number) & 1 != 0
        }
        isFrameAlone = below == [FieldFamily.Number.frame.rawValue]
    }

    public static var all: FieldSelection {
        var selection = FieldSelection()
        selection.families = .max
        return selection
    }

    @inlinable public var isEmpty: Bool { !containsAny }
    @usableFromInline var containsAny: Bool { families != 0 }

    public func contains(_ family: FieldFamily.Number) -> Bool {
        families >> UInt64(family.rawValue) & 1 != 0
    }
}
