internal import Bytes
internal import Packets

/// What tshark reads of a header before it has a layer for it.
enum FirstBytes {
    /// Whether a packet that could not be read further ends within those of its last header.
    static func areMissing(in packet: RawSpan, of layers: borrowing PacketLayers) -> Bool {
        let (offset, count) = place(in: layers)
        // How long a header of the link ought to be, nothing says.
        let end = layers.ipDepth > 0 ? min(packet.byteCount, Int(layers.end)) : packet.byteCount
        return offset + count > end
    }

    private static func place(in layers: borrowing PacketLayers) -> (offset: Int, count: Int) {
        if layers.transportOffset > 0 {
            let offset = Int(layers.transportOffset)
            switch layers.ipProtocol {
            case 6, 17: return (offset, 4)
            case 1: return (offset, 6)
            case 2: return (offset, 1)
            default: return (offset, 0)
            }
        }
        switch layers.innermost {
        case .ethernet: return (0, 14)
        case .arp: return (Int(layers.networkOffset), 2)
        case .ip: return (Int(layers.networkOffset), 1)
        case .ipv4: return (Int(layers.innerOffset), 1)
        default: return (0, 0)
        }
    }
}
