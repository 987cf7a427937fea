internal import Bytes

/// Link layers: each finds the ether type or the IP version, and where what it announces begins.
extension PacketDecoder {
    @inline(never)
    static func readLink(_ window: Window, into layers: inout PacketLayers) {
        switch layers.link {
        case .ethernet: readEthernet(window, into: &layers)
        case .linuxCooked: readCooked(window, into: &layers)
        case .linuxCooked2: readCooked2(window, into: &layers)
        case .null, .loop: readNull(window, into: &layers)
        case .rawIP: readRaw(window, into: &layers)
        case .ipv4:
            layers.innermost = .ip
            readIP(window, at: 0, into: &layers)
        case .ipv6: readIPv6(window, at: 0, into: &layers)
        case .unknown: break
        }
    }

    private static func readEthernet(_ window: Window, into layers: inout PacketLayers) {
        layers.innermost = .ethernet
        layers.destinationColumn = window.capturedEnd >= 6 ? .link : .none
        layers.sourceColumn = window.capturedEnd >= 12 ? .link : .none
        guard window.has(14, at: 0, &layers) else { return }
        layers.etherType = window.bigEndian(at: 12)
        switch layers.etherType {
        case 1...1500: readLengthFrame(window, at: 14, into: &layers)
        case 1501..<0x0600: layers.stop = .badLength
        default: readEtherType(window, at: 14, into: &layers)
        }
    }

    /// - Parameter offset: what stands behind the ether type.
    static func readEtherType(_ window: Window, at offset: Int, into layers: inout PacketLayers) {
        layers.networkOffset = Int32(truncatingIfNeeded: offset)
        switch layers.etherType {
        case 0x0800: readIPv4(window, at: offset, into: &layers)
        case 0x86DD:
            // Another version is not IPv6, whatever the ether type says.
            if offset < window.capturedEnd, window.byte(at: offset) >> 4 != 6 {
                layers.innermost = .etherType
            } else {
                readIPv6(window, at: offset, into: &layers)
            }
        case 0x0806, 0x8035: layers.innermost = .arp
        case 0x8100, 0x88A8, 0x9100: readTag(window, at: offset, into: &layers)
        default: layers.innermost = .etherType
        }
        layers.end = max(layers.end, 0)
        if layers.end == 0 { layers.end = Int32(truncatingIfNeeded: window.end) }
    }

    private static func readTag(_ window: Window, at start: Int, into layers: inout PacketLayers) {
        var offset = start
        layers.innermost = .vlan
        // Ends with the bytes: each tag takes four of them.
        while window.has(2, at: offset, &layers) {
            layers.vlanOffset = Int32(truncatingIfNeeded: offset)
            guard window.has(4, at: offset, &layers) else { return }
            layers.etherType = window.bigEndian(at: offset + 2)
            offset += 4
            switch layers.etherType {
            case 0x8100, 0x88A8, 0x9100: continue
            case 0..<0x0600: return readLengthFrame(window, at: offset, into: &layers)
            default: return readEtherType(window, at: offset, into: &layers)
            }
        }
        layers.vlanOffset = max(layers.vlanOffset, 0)
    }

    /// A frame of IEEE 802.3: what stood for the ether type is the length of what follows.
    private static func readLengthFrame(
        _ outer: Window, at offset: Int, into layers: inout PacketLayers
    ) {
        var window = outer
        window.end = min(outer.end, offset + Int(layers.etherType))
        layers.innermost = .llc
        layers.networkOffset = Int32(truncatingIfNeeded: min(offset, window.bytes.byteCount))
        layers.end = Int32(truncatingIfNeeded: window.end)
        layers.etherType = 0
        readLLC(window, at: offset, into: &layers)
    }

    /// IEEE 802.2, down to IP if there is any.
    private static func readLLC(_ window: Window, at offset: Int, into layers: inout PacketLayers) {
        guard window.has(3, at: offset, &layers) else { return }
        let access = window.bigEndian(at: offset) as UInt16
        guard window.byte(at: offset + 2) == 0x03 else { return }
        if access == 0x0606 { return readIPv4(window, at: offset + 3, into: &layers) }
        guard access | 0x0101 == 0xABAB, window.has(8, at: offset, &layers) else { return }
        let organization = (window.bigEndian(at: offset + 2) as UInt32) & 0xFF_FFFF
        guard organization == 0 || organization == 0xF8 else { return }
        layers.etherType = window.bigEndian(at: offset + 6)
        layers.end = 0
        readEtherType(window, at: offset + 8, into: &layers)
    }
}

extension PacketDecoder {
    private static func readCooked(_ window: Window, into layers: inout PacketLayers) {
        layers.innermost = .cooked
        guard window.has(6, at: 0, &layers) else { return }
        let count = window.bigEndian(at: 4) as UInt16
        setCookedAddress(UInt8(min(count, 8)), at: 6, of: window, in: &layers)
        guard window.has(16, at: 0, &layers) else { return }
        layers.etherType = window.bigEndian(at: 14)
        readCookedType(window, at: 16, into: &layers)
    }

    private static func readCooked2(_ window: Window, into layers: inout PacketLayers) {
        layers.innermost = .cooked
        guard window.has(20, at: 0, &layers) else { return }
        setCookedAddress(min(window.byte(at: 11), 8), at: 12, of: window, in: &layers)
        layers.etherType = window.bigEndian(at: 0)
        readCookedType(window, at: 20, into: &layers)
    }

    private static func setCookedAddress(
        _ count: UInt8, at offset: Int, of window: Window, in layers: inout PacketLayers
    ) {
        layers.cookedAddressCount = count
        let isShown = count == 6 || count == 4
        layers.sourceColumn =
            isShown && offset + Int(count) <= window.capturedEnd ? .link : .none
    }

    /// Small numbers are Linux's own for frames without an ether type.
    private static func readCookedType(
        _ window: Window, at offset: Int, into layers: inout PacketLayers
    ) {
        layers.networkOffset = Int32(truncatingIfNeeded: offset)
        switch layers.etherType {
        case 4:
            layers.innermost = .llc
            layers.end = Int32(truncatingIfNeeded: window.end)
            readLLC(window, at: offset, into: &layers)
        case 0x0600...: readEtherType(window, at: offset, into: &layers)
        default:
            layers.innermost = .etherType
            layers.end = Int32(truncatingIfNeeded: window.end)
        }
    }

    private static func readNull(_ window: Window, into layers: inout PacketLayers) {
        layers.innermost = .null
        guard window.bytes.byteCount > 0 else {
            layers.innermost = .none
            layers.stop = window.end > 0 ? .cut : .malformed
            return
        }
        layers.sourceColumn = .notAvailable
        layers.destinationColumn = .notAvailable
        guard window.has(4, at: 0, &layers) else { return }
        layers.networkOffset = 4
        layers.end = Int32(truncatingIfNeeded: window.end)
        var family = window.bigEndian(at: 0) as UInt32
        // PPP has the same link type on some systems.
        if family >> 16 == 0xFF03 { return readPPP(window, into: &layers) }
        // A family is a small number; in the other byte order it is not.
        if layers.link == .null, family & 0xFFFF_0000 != 0 { family = family.byteSwapped }
        switch family {
        case 2: readIP(window, at: 4, into: &layers)
        case 24, 28, 30: readIPv6(window, at: 4, into: &layers)
        case 10 where isIPv6(window, at: 4): readIPv6(window, at: 4, into: &layers)
        case 23 where isIPv6(window, at: 4): readIPv6(window, at: 4, into: &layers)
        case 0x0600...0xFFFF where layers.link == .null:
            layers.etherType = UInt16(family)
            layers.end = 0
            readEtherType(window, at: 4, into: &layers)
        default: break
        }
    }

    private static func isIPv6(_ window: Window, at offset: Int) -> Bool {
        offset < window.capturedEnd && window.byte(at: offset) >> 4 == 6
    }

    private static func readPPP(_ window: Window, into layers: inout PacketLayers) {
        switch window.bigEndian(at: 2) as UInt16 {
        case 0x0021: readIP(window, at: 4, into: &layers)
        case 0x0057: readIPv6(window, at: 4, into: &layers)
        default: break
        }
    }

    private static func readRaw(_ window: Window, into layers: inout PacketLayers) {
        layers.innermost = .raw
        layers.sourceColumn = .notAvailable
        layers.destinationColumn = .notAvailable
        layers.end = Int32(truncatingIfNeeded: window.end)
        guard window.has(2, at: 0, &layers) else { return }
        switch window.byte(at: 0) >> 4 {
        case 4, 6, 0: readIP(window, at: 0, into: &layers)
        default: break
        }
    }
}
