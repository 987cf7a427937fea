internal import Bytes

extension PacketDecoder {
    /// An IP header of either version.
    static func readIP(_ window: Window, at offset: Int, into layers: inout PacketLayers) {
        guard window.has(1, at: offset, &layers) else { return }
        switch window.byte(at: offset) >> 4 {
        case 4: readIPv4(window, at: offset, into: &layers)
        case 6: readIPv6(window, at: offset, into: &layers)
        default:
            layers.innermost = .ip
            layers.innerOffset = Int32(truncatingIfNeeded: offset)
            layers.stop = .badVersion
        }
    }

    static func readIPv4(_ outer: Window, at offset: Int, into layers: inout PacketLayers) {
        guard enterIP(.ipv4, at: offset, of: outer, into: &layers) else { return }
        guard outer.has(1, at: offset, &layers) else { return }
        guard outer.byte(at: offset) >> 4 == 4 else {
            layers.stop = .badVersion
            return
        }
        let headerLength = Int(outer.byte(at: offset) & 0x0F) * 4
        guard headerLength >= 20 else {
            layers.stop = .badHeaderLength
            return
        }
        guard outer.has(4, at: offset, &layers) else { return }
        var window = outer
        let totalLength = Int(outer.bigEndian(at: offset + 2) as UInt16)
        if totalLength == 0 {
            layers.flags.insert(.offloaded)
        } else if totalLength < headerLength {
            layers.stop = .badLength
            return
        } else {
            window.end = min(outer.end, offset + totalLength)
        }
        layers.end = Int32(truncatingIfNeeded: window.end)
        readIPv4Addresses(window, at: offset, into: &layers)
        guard window.has(headerLength, at: offset, &layers) else { return }
        layers.ipProtocol = window.byte(at: offset + 9)
        let start = offset + headerLength
        layers.transportOffset = Int32(truncatingIfNeeded: start)
        let fragment = window.bigEndian(at: offset + 6) as UInt16
        if fragment & 0x3FFF != 0 {
            let claimedEnd = totalLength == 0 ? window.end : offset + totalLength
            let isWhole = start < claimedEnd && claimedEnd <= window.bytes.byteCount
            guard isLoneFirst(fragment & 0x1FFF, isWhole: isWhole, in: &layers) else { return }
        }
        // A datagram without payload says nothing about its protocol.
        guard start < window.end else { return }
        readProtocol(window, at: start, into: &layers)
    }

    /// Notes a fragment in the layers.  Returns true when it is to be read as it is: the first one
    /// of a datagram that cannot be put together.
    ///
    /// - Parameter place: where the fragment belongs in the datagram; 0 is its beginning.
    static func isLoneFirst(
        _ place: UInt16, isWhole: Bool, in layers: inout PacketLayers
    ) -> Bool {
        if isWhole {
            layers.flags.insert(.fragment)
            return false
        }
        layers.flags.insert(.loneFragment)
        return place == 0
    }

    /// Notes that an IP header begins.  Returns false when there are too many.
    static func enterIP(
        _ layer: PacketLayers.Layer, at offset: Int, of window: Window,
        into layers: inout PacketLayers
    ) -> Bool {
        guard layers.ipDepth < nestingMax else {
            layers.stop = .tooDeep
            return false
        }
        if layers.ipDepth == 0 { layers.networkOffset = Int32(truncatingIfNeeded: offset) }
        layers.ipDepth += 1
        layers.innermost = layer
        layers.innerOffset = Int32(truncatingIfNeeded: offset)
        layers.end = Int32(truncatingIfNeeded: window.end)
        return true
    }

    private static func readIPv4Addresses(
        _ window: Window, at offset: Int, into layers: inout PacketLayers
    ) {
        if offset + 16 <= window.capturedEnd {
            layers.source = IPAddress(v4: window.bigEndian(at: offset + 12))
            layers.sourceColumn = .ipv4
        }
        if offset + 20 <= window.capturedEnd {
            layers.destination = IPAddress(v4: window.bigEndian(at: offset + 16))
            layers.destinationColumn = .ipv4
        }
    }
}
