internal import Bytes
internal import Dissection

/// A value in the form in which it is compared.
enum FilterValue: BitwiseCopyable {
    /// Numbers, flags, times in nanoseconds, and the addresses of IPv4 and Ethernet.
    case number(Int128)
    /// The address of IPv6.
    case wide(UInt128)
    /// A place in the bytes that the value's owner keeps.
    case bytes(start: Int, end: Int)
    /// It is there, and has no value.
    case present
}

/// The values of one packet's fields that a filter looks at.
struct FilterValues {
    private struct Piece: BitwiseCopyable {
        var value: FilterValue
        var next: Int
    }

    private var pieces: [Piece] = []
    /// The first and the last piece of each slot; -1: none.
    private var firsts: [Int]
    private var lasts: [Int]
    private(set) var bytes: [UInt8] = []

    init(slotCount: Int) {
        firsts = Array(repeating: -1, count: slotCount)
        lasts = firsts
    }

    mutating func removeAll() {
        if pieces.isEmpty { return }
        pieces.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        for slot in firsts.indices { (firsts[slot], lasts[slot]) = (-1, -1) }
    }

    func isEmpty(_ slot: Int) -> Bool { firsts[slot] < 0 }

    /// Calls with each value of a slot until `body` returns true, and returns whether it did.
    func contains(in slot: Int, where body: (FilterValue) -> Bool) -> Bool {
        var index = firsts[slot]
        while index >= 0 {
            if body(pieces[index].value) { return true }
            index = pieces[index].next
        }
        return false
    }

    mutating func add(
        _ value: FieldValue, of kind: FieldKind, to slot: Int, in packet: RawSpan, at offset: Int,
        decoded: RawSpan
    ) {
        let piece = Piece(value: convert(value, kind, packet, offset, decoded), next: -1)
        if lasts[slot] >= 0 {
            pieces[lasts[slot]].next = pieces.count
        } else {
            firsts[slot] = pieces.count
        }
        lasts[slot] = pieces.count
        pieces.append(piece)
    }

    private mutating func convert(
        _ value: FieldValue, _ kind: FieldKind, _ packet: RawSpan, _ offset: Int,
        _ decoded: RawSpan
    ) -> FilterValue {
        switch value {
        case .present: .present
        case .number(let number): .number(Int128(number))
        case .signed(let number): .number(Int128(number))
        case .flag(let flag): .number(flag ? 1 : 0)
        case .ipv4(let address): .number(Int128(address))
        case .ipv6(let high, let low): .wide(UInt128(high) << 64 | UInt128(low))
        case .mac(let address): .number(Int128(address))
        case .time(let time), .duration(let time): .number(Int128(time))
        case .text(let range), .bytes(let range): keep(packet.part(range, from: offset), kind)
        case .decoded(let range): keep(decoded.part(range, from: 0), kind)
        }
    }

    /// Text ends at a NUL, as a C string does.
    private mutating func keep(_ span: RawSpan?, _ kind: FieldKind) -> FilterValue {
        let start = bytes.count
        if let span {
            bytes.append(span, xor: 0, phase: 0)
            if case .text = kind, let end = bytes[start...].firstIndex(of: 0) {
                bytes.removeSubrange(end...)
            }
        }
        return .bytes(start: start, end: bytes.count)
    }
}

extension RawSpan {
    /// The bytes of a range that is counted from `offset`, or `nil` if they are not all here.
    @_lifetime(copy self)
    fileprivate func part(_ range: StreamRange, from offset: Int) -> RawSpan? {
        let (start, hasOverflowed) = range.offset.subtractingReportingOverflow(offset)
        guard !hasOverflowed, start >= 0, range.count >= 0, start <= byteCount,
            range.count <= byteCount - start
        else { return nil }
        return extracting(start..<(start + range.count))
    }
}
