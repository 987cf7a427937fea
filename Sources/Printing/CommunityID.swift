internal import Bytes
internal import Cryptography
internal import Packets

/// Names conversations as Zeek and Suricata do (Community ID, version 1, seed 0): a hash of the two
/// ends, the same in both directions.
struct CommunityID {
    /// The two ends of a conversation, in the order of their addresses and ports.
    private struct Ends: Equatable {
        var lower: IPAddress
        var upper: IPAddress
        var lowerPort: UInt16
        var upperPort: UInt16
        var protocolNumber: UInt8

        init(_ layers: borrowing PacketLayers, _ protocolNumber: UInt8) {
            let (one, other) = (layers.source, layers.destination)
            let isInOrder =
                (one.high, one.low, layers.sourcePort)
                <= (other.high, other.low, layers.destinationPort)
            (lower, upper) = isInOrder ? (one, other) : (other, one)
            (lowerPort, upperPort) =
                isInOrder
                ? (layers.sourcePort, layers.destinationPort)
                : (layers.destinationPort, layers.sourcePort)
            self.protocolNumber = protocolNumber
        }
    }

    /// How many conversations are remembered.
    static var countMax: Int { 1024 }

    /// The name worked out last for a conversation whose number ends so.
    private var known = [(ends: Ends, text: [UInt8])?](repeating: nil, count: CommunityID.countMax)

    /// Appends the name of a packet's conversation.
    ///
    /// - Parameters:
    ///   - protocolNumber: that of TCP or UDP.
    ///   - stream: its number in this run, to find it again.
    mutating func append(
        _ layers: borrowing PacketLayers, protocolNumber: UInt8, stream: Int,
        to text: inout TextBuffer
    ) {
        let ends = Ends(layers, protocolNumber)
        let place = stream & (Self.countMax - 1)
        if let entry = known[place], entry.ends == ends {
            return text.append(entry.text.rawSpan)
        }
        let name = Self.name(ends)
        text.append(name.rawSpan)
        known[place] = (ends, name)
    }

    private static func name(_ ends: Ends) -> [UInt8] {
        let isIPv4 = ends.lower.v4 != nil && ends.upper.v4 != nil
        var input: [UInt8] = [0, 0]
        input += octets(ends.lower, isIPv4) + octets(ends.upper, isIPv4)
        input += [ends.protocolNumber, 0]
        for port in [ends.lowerPort, ends.upperPort] {
            input += [UInt8(port >> 8), UInt8(truncatingIfNeeded: port)]
        }
        var text = TextBuffer(capacity: 64)
        text.append("1:")
        text.append(base64: Crypto.digest(.sha1, of: input.rawSpan).rawSpan)
        var name: [UInt8] = []
        name.append(text.bytes, xor: 0, phase: 0)
        return name
    }

    private static func octets(_ address: IPAddress, _ isIPv4: Bool) -> [UInt8] {
        if isIPv4, let v4 = address.v4 {
            return (0..<4).map { UInt8(truncatingIfNeeded: v4 >> (24 - $0 * 8)) }
        }
        return [address.high, address.low].flatMap { half in
            (0..<8).map { UInt8(truncatingIfNeeded: half >> UInt64(56 - $0 * 8)) }
        }
    }
}
