internal import Bytes

extension PacketDecoder {
    /// What an IP header carries, at `offset`.
    static func readProtocol(_ window: Window, at offset: Int, into layers: inout PacketLayers) {
        layers.transportOffset = Int32(truncatingIfNeeded: min(offset, window.bytes.byteCount))
        switch layers.ipProtocol {
        case 6: readTCP(window, at: offset, into: &layers)
        case 17: readUDP(window, at: offset, into: &layers)
        case 4: readIP(window, at: offset, into: &layers)
        case 41: readIPv6(window, at: offset, into: &layers)
        case 1: readOther(.icmp, .icmp, window, at: offset, into: &layers)
        case 58: readOther(.icmpv6, .icmpv6, window, at: offset, into: &layers)
        case 2: readOther(.igmp, .igmp, window, at: offset, into: &layers)
        case 0, 43, 44, 60, 140:
            // Only here under IPv4, where they do not belong.
            readExtensions(window, at: offset, into: &layers)
        case 51:
            // The same.
            guard let length = readAuthentication(window, at: offset, into: &layers) else { return }
            if layers.ipProtocol != 51 {
                readProtocol(window, at: offset + length, into: &layers)
            }
        default: readOther(.other, .ipProtocol, window, at: offset, into: &layers)
        }
    }

    /// Reads the transport of a datagram that was put together from fragments.
    ///
    /// - Parameters:
    ///   - datagram: the last fragment's packet as far as its transport, then the whole payload.
    ///   - layers: those of that fragment.
    static func readReassembled(_ datagram: RawSpan, into layers: inout PacketLayers) {
        layers.flags.remove(.fragment)
        layers.flags.insert(.reassembled)
        layers.stop = .none
        layers.end = Int32(truncatingIfNeeded: datagram.byteCount)
        let window = Window(datagram, end: datagram.byteCount)
        if layers.innermost == .fragmentHeader {
            layers.innermost = .ipv6
            readExtensions(window, at: Int(layers.transportOffset), into: &layers)
        } else if Int(layers.transportOffset) < datagram.byteCount {
            readProtocol(window, at: Int(layers.transportOffset), into: &layers)
        }
    }

    /// Reads a fragment of IPv4 that is not to be put together with others: the beginning of a
    /// datagram as far as it goes.
    public static func readLone(_ bytes: RawSpan, into layers: inout PacketLayers) {
        layers.flags.remove(.fragment)
        layers.flags.insert(.loneFragment)
        let place = (bytes.bigEndian(at: Int(layers.innerOffset) + 6) as UInt16) & 0x1FFF
        guard place == 0 else { return }
        readProtocol(
            Window(bytes, end: Int(layers.end)), at: Int(layers.transportOffset), into: &layers)
    }

    private static func readOther(
        _ transport: PacketLayers.Transport, _ layer: PacketLayers.Layer, _ window: Window,
        at offset: Int, into layers: inout PacketLayers
    ) {
        layers.innermost = layer
        layers.transport = transport
        setPayload(window, at: offset, end: window.end, of: &layers)
    }

    private static func readTCP(_ window: Window, at offset: Int, into layers: inout PacketLayers) {
        guard readPorts(.tcp, window, at: offset, into: &layers) else { return }
        guard window.has(TCPHeader.brokenByteCountMin, at: offset, &layers) else { return }
        let headerLength = Int(window.byte(at: offset + 12) >> 4) * 4
        let isMeasured =
            offset + headerLength <= window.end && !layers.flags.contains(.loneFragment)
        guard headerLength >= 20, isMeasured, window.has(20, at: offset, &layers) else {
            layers.transport = .brokenTCP
            if isMeasured {
                layers.payloadLength = Int32(
                    truncatingIfNeeded: window.end - offset - headerLength)
            } else {
                layers.flags.insert(.unmeasured)
            }
            if headerLength < 20 {
                layers.stop = .badHeaderLength
            } else if window.has(headerLength, at: offset, &layers) {
                layers.stop = .none
            }
            return
        }
        // Options that were cut are still a segment: its length and numbers are known.
        _ = window.has(headerLength, at: offset, &layers)
        layers.transport = .tcp
        setPayload(window, at: offset + headerLength, end: window.end, of: &layers)
    }

    private static func readUDP(_ window: Window, at offset: Int, into layers: inout PacketLayers) {
        guard readPorts(.udp, window, at: offset, into: &layers) else { return }
        guard window.has(6, at: offset, &layers) else { return }
        let length = Int(window.bigEndian(at: offset + 4) as UInt16)
        // Length 0 stands for one that is too large for the field.
        let isJumbo = length == 0 && window.end - offset > 0xFFFF
        guard length >= 8 || isJumbo else {
            layers.stop = .badLength
            return
        }
        guard window.has(8, at: offset, &layers) else { return }
        layers.transport = .udp
        let end = isJumbo ? window.end : min(window.end, offset + length)
        setPayload(window, at: offset + 8, end: end, of: &layers)
    }

    private static func readPorts(
        _ layer: PacketLayers.Layer, _ window: Window, at offset: Int,
        into layers: inout PacketLayers
    ) -> Bool {
        guard window.has(4, at: offset, &layers) else { return false }
        layers.innermost = layer
        layers.sourcePort = window.bigEndian(at: offset)
        layers.destinationPort = window.bigEndian(at: offset + 2)
        return true
    }

    private static func setPayload(
        _ window: Window, at start: Int, end: Int, of layers: inout PacketLayers
    ) {
        let capturedEnd = min(end, window.bytes.byteCount)
        layers.payloadOffset = Int32(truncatingIfNeeded: min(start, capturedEnd))
        layers.payloadCount = Int32(truncatingIfNeeded: max(0, capturedEnd - start))
        layers.payloadLength = Int32(truncatingIfNeeded: max(0, end - start))
    }
}
