internal import Bytes
internal import Dissection

/// Who wants which field, found by the field's number.
struct WantedFields {
    struct Entry: BitwiseCopyable {
        var kind: Kind
        var tally: TallySet.Kind
        var field: UInt8
        /// The table that names are in.
        var table: UInt8
        /// The next one that wants the same field; −1: none.
        var next: Int16
    }

    enum Kind: UInt8, BitwiseCopyable { case number, byteCount, name, hash }

    private(set) var entries: [Entry] = []
    private var tables: [NameTable] = []
    private let hasher = KeyedHash()
    /// The first entries of the fields of notes; −1: nobody wants them.
    private(set) var rule = -1
    private(set) var severity = -1
    /// The first entry of each field; −1: nobody wants it.
    private var firsts = [Int16](repeating: -1, count: 1 << 16)

    init(_ tallies: TallySet, _ table: FieldTable) {
        for kind in TallySet.Kind.allCases {
            for (place, field) in (tallies[kind]?.fields ?? []).enumerated() {
                guard let id = table.find(field.name) else {
                    preconditionFailure("there is no field \(field.name)")
                }
                for same in table.all(id) { add(field.use, same, kind, UInt8(place)) }
            }
        }
        rule = table.find("earshot.note.rule").map { first(of: $0) } ?? -1
        severity = table.find("earshot.note.severity").map { first(of: $0) } ?? -1
    }

    private mutating func add(
        _ use: StatisticsField.Use, _ id: FieldID, _ tally: TallySet.Kind, _ place: UInt8
    ) {
        var entry = Entry(
            kind: .number, tally: tally, field: place, table: 0, next: Int16(first(of: id)))
        switch use {
        case .number: break
        case .byteCount: entry.kind = .byteCount
        case .hash: entry.kind = .hash
        case .name(let table):
            entry.kind = .name
            let known = tables.firstIndex { $0 === table }
            entry.table = UInt8(known ?? tables.count)
            if known == nil { tables.append(table) }
        }
        firsts[Int(id.number)] = Int16(entries.count)
        entries.append(entry)
    }

    @inline(__always)
    func first(of id: FieldID) -> Int { Int(firsts[Int(id.number)]) }

    func contains(_ id: FieldID) -> Bool { first(of: id) >= 0 }

    /// Whether all who want the field want nothing but its length.
    func wantsLengthOnly(of id: FieldID) -> Bool {
        var next = first(of: id)
        guard next >= 0 else { return false }
        while next >= 0 {
            if entries[next].kind != .byteCount { return false }
            next = Int(entries[next].next)
        }
        return true
    }
}

// MARK: - Values

extension WantedFields {
    /// What a tally is given of a field's value.
    @inline(__always)
    func value(
        of value: FieldValue, _ entry: Entry, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) -> UInt64 {
        switch value {
        case .number(let number): number
        case .flag(let flag): flag ? 1 : 0
        case .present, .layer: 1
        case .text(let range), .bytes(let range):
            self.value(of: range, entry, in: bytes, at: offset)
        case .decoded(let range): self.value(of: range, entry, in: decoded, at: 0)
        default: rareValue(of: value)
        }
    }

    /// The same for words of ours.
    func number(of words: StaticString, _ entry: Entry) -> UInt64 {
        guard entry.kind == .name else { return 1 }
        return UInt64(tables[Int(entry.table)].number(of: words))
    }

    @inline(never)
    private func rareValue(of value: FieldValue) -> UInt64 {
        switch value {
        case .signed(let number), .time(let number), .duration(let number):
            UInt64(bitPattern: number)
        case .ipv4(let address): UInt64(address)
        case .mac(let address): address
        case .ipv6(let high, let low): hasher(high) ^ low
        case .redacted(let byteCount): UInt64(clamping: byteCount)
        default: 1
        }
    }

    @inline(never)
    private func value(
        of range: StreamRange, _ entry: Entry, in bytes: RawSpan, at offset: Int
    ) -> UInt64 {
        let start = range.offset - offset
        let isInside = start >= 0 && range.count >= 0 && range.count <= bytes.byteCount - start
        switch entry.kind {
        case .number: return 1
        case .byteCount: return UInt64(clamping: range.count)
        case .name:
            guard isInside else { return UInt64(NameTable.other) }
            let span = bytes.extracting(start..<(start + range.count))
            return UInt64(tables[Int(entry.table)].number(of: span))
        case .hash:
            return isInside ? hasher(bytes.extracting(start..<(start + range.count))) : 0
        }
    }
}
