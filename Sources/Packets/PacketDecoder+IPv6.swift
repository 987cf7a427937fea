internal import Bytes

extension PacketDecoder {
    static func readIPv6(_ outer: Window, at offset: Int, into layers: inout PacketLayers) {
        guard enterIP(.ipv6, at: offset, of: outer, into: &layers) else { return }
        guard outer.has(1, at: offset, &layers) else { return }
        guard outer.byte(at: offset) >> 4 == 6 else {
            layers.stop = .badVersion
            return
        }
        readIPv6Addresses(outer, at: offset, into: &layers)
        guard outer.has(40, at: offset, &layers) else {
            if outer.end < offset + 40 { layers.stop = .badHeaderLength }
            return
        }
        var window = outer
        let payloadLength = Int(outer.bigEndian(at: offset + 4) as UInt16)
        layers.ipProtocol = outer.byte(at: offset + 6)
        let length = payloadLength > 0 ? payloadLength : jumboLength(outer, at: offset)
        window.end = min(outer.end, offset + 40 + length)
        layers.end = Int32(truncatingIfNeeded: window.end)
        readExtensions(window, at: offset + 40, into: &layers)
    }

    private static func readIPv6Addresses(
        _ window: Window, at offset: Int, into layers: inout PacketLayers
    ) {
        if offset + 24 <= window.capturedEnd {
            layers.source = address(window, at: offset + 8)
            layers.sourceColumn = .ipv6
        }
        if offset + 40 <= window.capturedEnd {
            layers.destination = address(window, at: offset + 24)
            layers.destinationColumn = .ipv6
        }
    }

    private static func address(_ window: Window, at offset: Int) -> IPAddress {
        IPAddress(high: window.bigEndian(at: offset), low: window.bigEndian(at: offset + 8))
    }

    /// The length in the jumbo payload option (RFC 2675), which stands first in its header if it
    /// is there at all.
    private static func jumboLength(_ window: Window, at offset: Int) -> Int {
        guard window.byte(at: offset + 6) == 0, offset + 48 <= window.capturedEnd,
            window.bigEndian(at: offset + 42) as UInt16 == 0xC204
        else { return 0 }
        let length = window.bigEndian(at: offset + 44) as UInt32
        return length > 0xFFFF ? Int(length) : 0
    }

    /// Follows extension headers to the transport.
    static func readExtensions(
        _ window: Window, at start: Int, into layers: inout PacketLayers
    ) {
        var offset = start
        for _ in 0..<extensionMax {
            layers.transportOffset = Int32(truncatingIfNeeded: min(offset, window.bytes.byteCount))
            let length: Int?
            switch layers.ipProtocol {
            case 0: length = readOptions(.hopByHop, window, at: offset, into: &layers)
            case 60: length = readOptions(.destinationOptions, window, at: offset, into: &layers)
            case 140: length = readOptions(.ipv6, window, at: offset, into: &layers)
            case 43: length = readRouting(window, at: offset, into: &layers)
            case 51: length = readAuthentication(window, at: offset, into: &layers)
            case 44: length = readFragment(window, at: offset, into: &layers)
            case 59:
                layers.innermost = .noNextHeader
                return
            default: return readProtocol(window, at: offset, into: &layers)
            }
            guard let length else { return }
            offset += length
        }
        layers.stop = .tooDeep
    }

    /// A header of options whose length is in units of eight bytes.  Returns its length.
    private static func readOptions(
        _ layer: PacketLayers.Layer, _ window: Window, at offset: Int,
        into layers: inout PacketLayers
    ) -> Int? {
        layers.innermost = layer
        guard window.has(2, at: offset, &layers) else { return nil }
        let length = (Int(window.byte(at: offset + 1)) + 1) * 8
        guard window.has(length, at: offset, &layers) else { return nil }
        layers.ipProtocol = window.byte(at: offset)
        layers.innermost = .ipv6
        return length
    }

    /// A routing header names the final destination as long as it was not reached.
    private static func readRouting(
        _ window: Window, at offset: Int, into layers: inout PacketLayers
    ) -> Int? {
        guard let length = readOptions(.routing, window, at: offset, into: &layers) else {
            return nil
        }
        guard window.byte(at: offset + 3) > 0 else { return length }
        switch window.byte(at: offset + 2) {
        case 0 where length >= 24:
            layers.destination = address(window, at: offset + length - 16)
        case 2 where length == 24, 4 where length >= 24:
            layers.destination = address(window, at: offset + 8)
        default: break
        }
        return length
    }

    /// RFC 4302: the one whose length is in units of four bytes.
    static func readAuthentication(
        _ window: Window, at offset: Int, into layers: inout PacketLayers
    ) -> Int? {
        layers.innermost = .authentication
        guard window.has(12, at: offset, &layers) else { return nil }
        let length = (Int(window.byte(at: offset + 1)) + 2) * 4
        guard length >= 12, window.has(length, at: offset, &layers) else { return nil }
        layers.ipProtocol = window.byte(at: offset)
        return length
    }

    private static func readFragment(
        _ window: Window, at offset: Int, into layers: inout PacketLayers
    ) -> Int? {
        guard window.has(8, at: offset, &layers) else { return nil }
        layers.innermost = .fragmentHeader
        layers.ipProtocol = window.byte(at: offset)
        let place = window.bigEndian(at: offset + 2) as UInt16
        // "Atomic" fragments are whole datagrams (RFC 6946).
        if place & 0xFFF9 != 0 {
            layers.transportOffset = Int32(truncatingIfNeeded: offset + 8)
            let isWhole = offset + 8 < window.end && window.end <= window.bytes.byteCount
            layers.flags.insert(isWhole ? .fragment : .loneFragment)
            return nil
        }
        layers.innermost = .ipv6
        return 8
    }
}
