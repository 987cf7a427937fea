internal import Bytes
internal import Dissection

/// Who wants which field, found by the field's number.
struct WantedFields {
    struct Entry {
        var use: StatisticsField.Use
        var collector: UInt8
        var field: UInt8
        /// The next one that wants the same field; -1: none.
        var next: Int
    }

    private(set) var entries: [Entry] = []
    /// The first entry of each field; -1: nobody wants it.
    private var firsts = [Int16](repeating: -1, count: 1 << 16)

    init(_ collectors: [any StatisticsCollector], _ table: FieldTable) {
        for (index, collector) in collectors.enumerated() {
            for (place, field) in collector.fields.enumerated() {
                guard let id = table.find(field.name) else {
                    preconditionFailure("there is no field \(field.name)")
                }
                for same in table.all(id) {
                    let entry = Entry(
                        use: field.use, collector: UInt8(index), field: UInt8(place),
                        next: first(of: same))
                    firsts[Int(same.number)] = Int16(entries.count)
                    entries.append(entry)
                }
            }
        }
    }

    func first(of id: FieldID) -> Int { Int(firsts[Int(id.number)]) }

    func contains(_ id: FieldID) -> Bool { first(of: id) >= 0 }
}

extension StatisticsFact {
    /// What a collector is given of a field's value.
    static func value(
        of value: FieldValue, _ use: StatisticsField.Use, in bytes: RawSpan, at offset: Int,
        decoded: RawSpan, _ hasher: KeyedHash
    ) -> UInt64 {
        switch value {
        case .number(let number): number
        case .flag(let flag): flag ? 1 : 0
        case .signed(let number), .time(let number), .duration(let number):
            UInt64(bitPattern: number)
        case .ipv4(let address): UInt64(address)
        case .mac(let address): address
        case .present, .layer: 1
        case .ipv6(let high, let low): hasher(high) ^ low
        case .redacted(let byteCount): UInt64(clamping: byteCount)
        case .text(let range), .bytes(let range):
            Self.value(of: range, use, in: bytes, at: offset, hasher)
        case .decoded(let range): Self.value(of: range, use, in: decoded, at: 0, hasher)
        }
    }

    private static func value(
        of range: StreamRange, _ use: StatisticsField.Use, in bytes: RawSpan, at offset: Int,
        _ hasher: KeyedHash
    ) -> UInt64 {
        let start = range.offset - offset
        let isInside = start >= 0 && range.count >= 0 && range.count <= bytes.byteCount - start
        switch use {
        case .number: return 1
        case .byteCount: return UInt64(clamping: range.count)
        case .name(let table):
            guard isInside else { return UInt64(NameTable.other) }
            return UInt64(table.number(of: bytes.extracting(start..<(start + range.count))))
        case .hash:
            return isInside ? hasher(bytes.extracting(start..<(start + range.count))) : 0
        }
    }
}
