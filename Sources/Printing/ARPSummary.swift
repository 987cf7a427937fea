internal import Bytes
internal import Packets

/// The info column of ARP (RFC 826) and of what has its format, in tshark's words.
enum ARPSummary {
    static func append(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, _ state: inout NetworkState,
        to text: inout TextBuffer
    ) throws(Shortage) -> ProtocolName {
        let message = LayerBytes(
            bytes, from: Int(layers.networkOffset), to: Int(layers.end))
        let places = try ARPPlaces(message)
        switch places.operation {
        case 1: try appendRequest(message, places, to: &text)
        case 2: try appendReply(message, places, to: &text)
        case 3, 5, 8:
            text.append("Who is ")
            try places.appendHardware(message, at: places.targetHardware, to: &text)
            text.append("? Tell ")
            try places.appendHardware(message, at: places.senderHardware, to: &text)
        case 4, 6:
            try places.appendHardware(message, at: places.targetHardware, to: &text)
            text.append(" is at ")
            try places.appendAddress(message, at: places.targetAddress, to: &text)
        case 9:
            try places.appendHardware(message, at: places.senderHardware, to: &text)
            text.append(" is at ")
            try places.appendAddress(message, at: places.senderAddress, to: &text)
        case 11...23:
            text.append(ARPWords.operation(places.operation))
            text.append(" from ")
            try places.appendHardware(message, at: places.senderHardware, to: &text)
            text.append(" at ")
            try places.appendAddress(message, at: places.senderAddress, to: &text)
        default: ARPWords.append(unusual: places.operation, to: &text)
        }
        try appendDuplicate(message, places, &state, to: &text)
        return ARPWords.protocolName(places.operation, places.hardwareType)
    }

    private static func appendRequest(
        _ message: borrowing LayerBytes, _ places: ARPPlaces, to text: inout TextBuffer
    ) throws(Shortage) {
        switch try places.meaning(message) {
        case .announcement: text.append("ARP Announcement for ")
        case .gratuitous: text.append("Gratuitous ARP for ")
        case .probe, .plain: text.append("Who has ")
        }
        try places.appendAddress(message, at: places.targetAddress, to: &text)
        switch try places.meaning(message) {
        case .announcement: break
        case .gratuitous: text.append(" (Request)")
        case .probe: text.append("? (ARP Probe)")
        case .plain:
            text.append("? Tell ")
            try places.appendAddress(message, at: places.senderAddress, to: &text)
        }
    }

    private static func appendReply(
        _ message: borrowing LayerBytes, _ places: ARPPlaces, to text: inout TextBuffer
    ) throws(Shortage) {
        if try places.meaning(message) == .gratuitous {
            text.append("Gratuitous ARP for ")
            try places.appendAddress(message, at: places.senderAddress, to: &text)
            text.append(" (Reply)")
            return
        }
        try places.appendAddress(message, at: places.senderAddress, to: &text)
        text.append(" is at ")
        try places.appendHardware(message, at: places.senderHardware, to: &text)
    }

    /// Says when an address was somebody else's before: the sender's, and in replies the target's,
    /// which is looked at last and then has the last word.
    private static func appendDuplicate(
        _ message: borrowing LayerBytes, _ places: ARPPlaces, _ state: inout NetworkState,
        to text: inout TextBuffer
    ) throws(Shortage) {
        guard places.isEthernetIPv4, 1...2 ~= places.operation else { return }
        var duplicate: UInt32?
        if let (address, hardware) = try owner(
            message, places.senderAddress, places.senderHardware)
        {
            duplicate = state.noteOwner(of: address, hardware) ? address : nil
        }
        if places.operation == 2,
            let (address, hardware) = try owner(
                message, places.targetAddress, places.targetHardware)
        {
            duplicate = state.noteOwner(of: address, hardware) ? address : nil
        }
        guard let duplicate else { return }
        text.append(" (duplicate use of ")
        AddressText.append(IPAddress(v4: duplicate), to: &text)
        text.append(" detected!)")
    }

    /// Groups, and addresses of zeros, belong to nobody.
    private static func owner(
        _ message: borrowing LayerBytes, _ addressOffset: Int, _ hardwareOffset: Int
    ) throws(Shortage) -> (UInt32, UInt64)? {
        let address = try message.bigEndian(at: addressOffset, as: UInt32.self)
        let high = try message.bigEndian(at: hardwareOffset, as: UInt16.self)
        let low = try message.bigEndian(at: hardwareOffset + 2, as: UInt32.self)
        let hardware = UInt64(high) << 32 | UInt64(low)
        return address == 0 || hardware == 0 || high & 0x0100 != 0 ? nil : (address, hardware)
    }
}

extension ARPPlaces {
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
