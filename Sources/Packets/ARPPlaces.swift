/// Where the addresses of an ARP packet are: their lengths are fields of the packet.
///
///     +-----------------------+-----------------------+
///   0 |     hardware type     |     protocol type     |
///   4 | hw. length | pr. len. |       operation       |
///   8 | sender: hardware address, protocol address    |
///     | target: hardware address, protocol address    |
///     +-----------------------------------------------+
public struct ARPPlaces: Sendable {
    public let hardwareType: UInt16
    public let protocolType: UInt16
    public let hardwareCount: Int
    public let addressCount: Int
    public let operation: UInt16

    public init(_ message: borrowing LayerBytes) throws(Shortage) {
        hardwareType = try message.bigEndian(at: 0)
        protocolType = try message.bigEndian(at: 2)
        hardwareCount = Int(try message.byte(at: 4))
        addressCount = Int(try message.byte(at: 5))
        operation = try message.bigEndian(at: 6)
        try message.require(8 + 2 * (hardwareCount + addressCount))
    }

    public var senderHardware: Int { 8 }
    public var senderAddress: Int { 8 + hardwareCount }
    public var targetHardware: Int { senderAddress + addressCount }
    public var targetAddress: Int { targetHardware + hardwareCount }

    /// Ethernet, or IEEE 802 networks with its addresses.
    public var isEthernet: Bool { (hardwareType == 1 || hardwareType == 6) && hardwareCount == 6 }
    public var isIPv4: Bool { protocolType == 0x0800 && addressCount == 4 }
    public var isEthernetIPv4: Bool { isEthernet && isIPv4 }

    /// Whether sender and target have the same protocol address.
    private func isSelf(_ message: borrowing LayerBytes) throws(Shortage) -> Bool {
        for index in 0..<addressCount
        where try message.byte(at: senderAddress + index)
            != message.byte(at: targetAddress + index)
        {
            return false
        }
        return addressCount > 0
    }

    private func isZero(
        _ message: borrowing LayerBytes, at offset: Int, count: Int
    ) throws(Shortage) -> Bool {
        for index in 0..<count where try message.byte(at: offset + index) != 0 { return false }
        return true
    }

    /// What a request or a reply is for besides asking and answering.
    public func meaning(_ message: borrowing LayerBytes) throws(Shortage) -> Meaning {
        guard 1...2 ~= operation else { return .plain }
        let isTargetUnset = try isZero(message, at: targetHardware, count: hardwareCount)
        if try isSelf(message) {
            return operation == 1 && isTargetUnset ? .announcement : .gratuitous
        }
        guard operation == 1, isTargetUnset, addressCount >= 4 else { return .plain }
        return try isZero(message, at: senderAddress, count: 4) ? .probe : .plain
    }

    public enum Meaning: Sendable {
        case plain
        /// Sender and target have the same protocol address.
        case gratuitous
        /// A gratuitous request that leaves the target's hardware address open (RFC 5227).
        case announcement
        /// A request of a sender without address (RFC 5227).
        case probe
    }
}
