internal import Bytes
internal import Dissection

/// The values of one packet's fields that a filter looks at, and what is worked out from them.
struct FilterValues {
    private struct Piece: BitwiseCopyable {
        var value: FilterValue
        var next: Int
        /// In which layer of its protocol it stands.
        var layer: Int
    }

    private struct Chain: BitwiseCopyable {
        var first = -1
        var last = -1
        var count = 0
    }

    /// What is known of a slot before any packet is read.
    struct SlotShape {
        var kind: FieldKind
        /// Whether somebody looks at the bytes of the layer.
        var needsLayerBytes = false
        var layerCount = LayerCount.none
    }

    /// How the layers of a field's protocol are counted, if that matters.
    enum LayerCount {
        case none
        /// By the values of a slot: that of the protocol.
        case slot(Int)
        /// By how often its dissector is called for a packet, as in tshark, not by its messages.
        case calls
    }

    private var pieces: [Piece] = []
    private var chains: [Chain]
    private let shapes: [SlotShape]
    /// Those of constants, then those of the packet's values.
    var bytes: [UInt8]
    private let constantByteCount: Int
    /// How often tshark's dissectors of messages were called for the packet.
    private var callCount = 1
    private var markedChains: [Chain] = []
    private var markedCounts = (pieces: 0, bytes: 0)
    /// What formulas come to; see ``FilterFormula``.
    var results: [FilterValue] = []

    /// Of more pairs of values in a packet only the first are worked out.
    static var pairCountMax: Int { 65_536 }

    init(_ shapes: [SlotShape], constants: [UInt8]) {
        self.shapes = shapes
        chains = Array(repeating: Chain(), count: shapes.count)
        bytes = constants
        constantByteCount = constants.count
    }

    mutating func noteCall() { callCount += 1 }

    /// Remembers how far the values of the packet's lower layers go.
    mutating func mark() {
        markedChains = chains
        markedCounts = (pieces.count, bytes.count)
    }

    /// Forgets what came after the mark.
    mutating func returnToMark() {
        chains = markedChains
        pieces.removeLast(pieces.count - markedCounts.pieces)
        bytes.removeLast(bytes.count - markedCounts.bytes)
        for chain in chains where chain.last >= 0 { pieces[chain.last].next = -1 }
    }

    mutating func removeAll() {
        callCount = 1
        if pieces.isEmpty { return }
        pieces.removeAll(keepingCapacity: true)
        bytes.removeLast(bytes.count - constantByteCount)
        for slot in chains.indices { chains[slot] = Chain() }
    }

    var hasNone: Bool { pieces.isEmpty }

    func isEmpty(_ slot: Int) -> Bool { chains[slot].first < 0 }

    /// Calls with each value of a slot until `body` returns true, and returns whether it did.
    func contains(in slot: Int, where body: (FilterValue) -> Bool) -> Bool {
        var index = chains[slot].first
        while index >= 0 {
            if body(pieces[index].value) { return true }
            index = pieces[index].next
        }
        return false
    }

    /// Puts the values of a slot behind the other results.
    mutating func collect(_ slot: FilterSlot) {
        let layerCount = layerCount(of: slot.number)
        var index = chains[slot.number].first
        while index >= 0 {
            let piece = pieces[index]
            if slot.layers?.contains(layer: piece.layer, of: layerCount) ?? true {
                results.append(piece.value)
            }
            index = piece.next
        }
    }

    mutating func add(
        _ value: FieldValue, to slot: Int, in packet: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        let converted = convert(value, shapes[slot], packet, offset, decoded)
        if chains[slot].last >= 0 {
            pieces[chains[slot].last].next = pieces.count
        } else {
            chains[slot].first = pieces.count
        }
        chains[slot].last = pieces.count
        chains[slot].count += 1
        pieces.append(Piece(value: converted, next: -1, layer: layerCount(of: slot)))
    }

    private func layerCount(of slot: Int) -> Int {
        switch shapes[slot].layerCount {
        case .none: 0
        case .slot(let number): chains[number].count
        case .calls: callCount
        }
    }
}

// MARK: - Conversion

extension FilterValues {
    private mutating func convert(
        _ value: FieldValue, _ shape: SlotShape, _ packet: RawSpan, _ offset: Int,
        _ decoded: RawSpan
    ) -> FilterValue {
        switch value {
        case .present, .redacted: .present
        case .layer(let range):
            shape.needsLayerBytes ? keepLayer(range, packet, offset) : .present
        case .number(let number): .number(Int128(number))
        case .signed(let number): .number(Int128(number))
        case .flag(let flag): .number(flag ? 1 : 0)
        case .ipv4(let address): .number(Int128(address))
        case .ipv6(let high, let low): .wide(UInt128(high) << 64 | UInt128(low))
        case .mac(let address): keep(address: address)
        case .time(let time), .duration(let time): .number(Int128(time))
        case .text(let range), .bytes(let range):
            keep(packet.part(range, from: offset), shape.kind)
        case .decoded(let range): keep(decoded.part(range, from: 0), shape.kind)
        }
    }

    /// Text ends at a NUL, as a C string does.
    private mutating func keep(_ span: RawSpan?, _ kind: FieldKind) -> FilterValue {
        let start = bytes.count
        guard case .text = kind else {
            if let span { bytes.append(span, xor: 0, phase: 0) }
            return .bytes(start: start, end: bytes.count)
        }
        if let span { bytes.append(span.beforeNUL, xor: 0, phase: 0) }
        return .text(start: start, end: bytes.count)
    }

    private mutating func keep(address: UInt64) -> FilterValue {
        let start = bytes.count
        for shift in stride(from: UInt64(40), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: address >> shift))
        }
        return .bytes(start: start, end: bytes.count)
    }

    private mutating func keepLayer(
        _ range: StreamRange, _ packet: RawSpan, _ offset: Int
    ) -> FilterValue {
        let rest = packet.byteCount - (range.offset - offset)
        guard rest >= range.count, range.offset >= offset,
            let span = packet.part(StreamRange(offset: range.offset, count: rest), from: offset)
        else { return .present }
        let start = bytes.count
        bytes.append(span, xor: 0, phase: 0)
        return .layer(start: start, headerEnd: start + range.count, end: bytes.count)
    }
}

extension RawSpan {
    fileprivate var beforeNUL: RawSpan {
        @_lifetime(copy self)
        get {
            var count = 0
            while count < byteCount, byte(at: count) != 0 { count += 1 }
            return extracting(0..<count)
        }
    }
}
