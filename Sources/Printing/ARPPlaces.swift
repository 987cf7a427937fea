internal import Bytes
internal import Packets

/// Where the addresses of an ARP packet are: their lengths are fields of the packet.
///
///     +-----------------------+-----------------------+
///   0 |     hardware type     |     protocol type     |
///   4 | hw. length | pr. len. |       operation       |
///   8 | sender: hardware address, protocol address    |
///     | target: hardware address, protocol address    |
///     +-----------------------------------------------+
struct ARPPlaces {
    let hardwareType: UInt16
    let protocolType: UInt16
    let hardwareCount: Int
    let addressCount: Int
    let operation: UInt16

    init(_ message: borrowing LayerBytes) throws(Shortage) {
        hardwareType = try message.bigEndian(at: 0)
        protocolType = try message.bigEndian(at: 2)
        hardwareCount = Int(try message.byte(at: 4))
        addressCount = Int(try message.byte(at: 5))
        operation = try message.bigEndian(at: 6)
        try message.require(8 + 2 * (hardwareCount + addressCount))
    }

    var senderHardware: Int { 8 }
    var senderAddress: Int { 8 + hardwareCount }
    var targetHardware: Int { senderAddress + addressCount }
    var targetAddress: Int { targetHardware + hardwareCount }

    /// Ethernet, or IEEE 802 networks with its addresses.
    private var isEthernet: Bool { (hardwareType == 1 || hardwareType == 6) && hardwareCount == 6 }
    private var isIPv4: Bool { protocolType == 0x0800 && addressCount == 4 }
    var isEthernetIPv4: Bool { isEthernet && isIPv4 }

    /// Whether sender and target have the same protocol address.
    func isSelf(_ message: borrowing LayerBytes) throws(Shortage) -> Bool {
        for index in 0..<addressCount
        where try message.byte(at: senderAddress + index)
            != message.byte(at: targetAddress + index)
        {
            return false
        }
        return addressCount > 0
    }

    func isZero(
        _ message: borrowing LayerBytes, at offset: Int, count: Int
    ) throws(Shortage) -> Bool {
        for index in 0..<count where try message.byte(at: offset + index) != 0 { return false }
        return true
    }

    func appendHardware(
        _ message: borrowing LayerBytes, at offset: Int, to text: inout TextBuffer
    ) throws(Shortage) {
        let address = try message.span(at: offset, count: hardwareCount)
        guard !isEthernet else { return AddressText.append(mac: address, to: &text) }
        Self.append(digits: address, to: &text)
    }

    func appendAddress(
        _ message: borrowing LayerBytes, at offset: Int, to text: inout TextBuffer
    ) throws(Shortage) {
        guard !isIPv4 else { return AddressText.append(try message.ipv4(at: offset), to: &text) }
        Self.append(digits: try message.span(at: offset, count: addressCount), to: &text)
    }

    private static func append(digits bytes: RawSpan, to text: inout TextBuffer) {
        if bytes.byteCount == 0 { text.append("<No address>") }
        for index in 0..<bytes.byteCount {
            text.append(hexadecimal: UInt64(bytes.byte(at: index)), digits: 2)
        }
    }
}
