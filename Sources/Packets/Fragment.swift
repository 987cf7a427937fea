internal import Bytes

/// Which part of its datagram a packet carries.
struct Fragment: BitwiseCopyable {
    /// No datagram reaches further; a fragment that does is not one.
    static var endMax: Int { 0xFFFF + 60 }

    let offset: Int
    let count: Int
    let isLast: Bool

    var end: Int { offset + count }

    init(_ bytes: RawSpan, _ layers: borrowing PacketLayers) {
        let start = Int(layers.transportOffset)
        count = min(Int(layers.end), bytes.byteCount) - start
        if layers.innermost == .fragmentHeader {
            let field = bytes.bigEndian(at: start - 6) as UInt16
            offset = Int(field & 0xFFF8)
            isLast = field & 1 == 0
        } else {
            let field = bytes.bigEndian(at: Int(layers.innerOffset) + 6) as UInt16
            offset = Int(field & 0x1FFF) * 8
            isLast = field & 0x2000 == 0
        }
    }
}

/// What the fragments of one datagram have in common.
struct FragmentKey: Hashable {
    let source: IPAddress
    let destination: IPAddress
    let identification: UInt32
    let protocolNumber: UInt8

    init(_ bytes: RawSpan, _ layers: borrowing PacketLayers) {
        source = layers.source
        destination = layers.destination
        if layers.innermost == .fragmentHeader {
            identification = bytes.bigEndian(at: Int(layers.transportOffset) - 4)
            // The next header may differ from fragment to fragment (RFC 8200, section 4.5).
            protocolNumber = 0
        } else {
            identification = UInt32(bytes.bigEndian(at: Int(layers.innerOffset) + 4) as UInt16)
            protocolNumber = layers.ipProtocol
        }
    }
}

/// The fragments of a datagram as far as they came.
struct UnfinishedDatagram {
    let serial: Int
    private var bytes: [UInt8] = []
    /// In the order of their offsets, and of their arrival where those are equal.
    private var fragments: [(fragment: Fragment, start: Int)] = []
    /// Where the first last fragment ends.
    private var length: Int?

    init(serial: Int) {
        self.serial = serial
    }

    var byteCount: Int { bytes.count }
    var fragmentCount: Int { fragments.count }

    mutating func add(_ fragment: Fragment, _ payload: RawSpan) {
        if fragment.isLast, length == nil { length = fragment.end }
        var place = fragments.count
        while place > 0, fragments[place - 1].fragment.offset > fragment.offset { place -= 1 }
        fragments.insert((fragment, bytes.count), at: place)
        unsafe payload.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    var isWhole: Bool {
        guard let length else { return false }
        var end = 0
        for (fragment, _) in fragments where fragment.offset <= end {
            end = max(end, fragment.end)
        }
        return end >= length
    }

    /// Appends the datagram.  Returns whether fragments overlapped.
    func append(to buffer: inout [UInt8]) -> Bool {
        var end = 0
        var hasOverlap = false
        for (fragment, start) in fragments {
            if fragment.offset < end { hasOverlap = true }
            let last = min(fragment.end, length ?? 0)
            guard fragment.offset <= end, last > end else { continue }
            buffer.append(
                contentsOf: bytes[
                    (start + end - fragment.offset)..<(start + last - fragment.offset)])
            end = last
        }
        return hasOverlap
    }
}
