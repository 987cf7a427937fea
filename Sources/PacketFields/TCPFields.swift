internal import Bytes
internal import Dissection
internal import Packets

/// The fields of a segment that stand in its header.  What the analysis of a connection finds out
/// (``TCPField/stream`` and the cases behind it) is added by whoever has analysed it.
enum TCPFields {
    static func emit(
        _ header: borrowing LayerBytes, at start: Int, status: ChecksumStatus,
        _ standing: Standing, into fields: inout PacketFieldList
    ) throws(Shortage) {
        let source = try header.bigEndian(at: 0, as: UInt16.self)
        let destination = try header.bigEndian(at: 2, as: UInt16.self)
        let dataOffset = (try? header.byte(at: 12)) ?? 0
        fields.add(layer: TCPField.layer, header, count: Int(dataOffset >> 4) * 4)
        fields.add(TCPField.sourcePort, source)
        fields.add(TCPField.destinationPort, destination)
        fields.add(TCPField.port, source)
        fields.add(TCPField.port, destination)
        if !standing.isMeasured { emitShortness(into: &fields) }
        try header.require(16)
        let word = try header.bigEndian(at: 12, as: UInt16.self)
        let headerLength = Int(word >> 12) * 4
        fields.add(TCPField.sequenceRaw, try header.bigEndian(at: 4, as: UInt32.self))
        fields.add(TCPField.headerLength, headerLength)
        guard headerLength >= 20 else {
            return emitBogusLength(headerLength, into: &fields)
        }
        let acknowledgment = try header.bigEndian(at: 8, as: UInt32.self)
        fields.add(TCPField.acknowledgmentRaw, acknowledgment)
        if acknowledgment != 0, word & 0x10 == 0 {
            fields.addExpert(
                .note, .protocol, TCPField.hasStrayAcknowledgment,
                "The acknowledgment number field is nonzero while the ACK flag is not set")
        }
        emitFlags(word & 0xFFF, into: &fields)
        if word & 7 != 0 {
            emitOpening(word & 0xFFF, source, destination, into: &fields)
            if word & 1 != 0 { emitClosing(isFirst: !standing.closesSecond, into: &fields) }
        }
        fields.add(TCPField.windowValue, try header.bigEndian(at: 14, as: UInt16.self))
        fields.add(TCPField.checksum, try header.bigEndian(at: 16, as: UInt16.self))
        fields.add(TCPField.checksumStatus, status.rawValue)
        let urgentPointer = try header.bigEndian(at: 18, as: UInt16.self)
        fields.add(TCPField.urgentPointer, urgentPointer)
        if urgentPointer != 0, word & 0x20 == 0 {
            fields.addExpert(
                .note, .protocol, TCPField.hasStrayUrgentPointer,
                "The urgent pointer field is nonzero while the URG flag is not set")
        }
        if headerLength > 20 {
            let count = min(headerLength, header.capturedCount) - 20
            fields.add(TCPField.options, bytesAt: start + 20, count: max(0, count))
            var options = TCPOptionFields(
                base: standing.acknowledgmentBase, headerLength: headerLength, flags: word & 0xFFF,
                start: start)
            try options.emit(header, into: &fields)
        }
        let payloadCount = header.capturedCount - headerLength
        if payloadCount > 0 {
            fields.add(TCPField.payload, bytesAt: start + headerLength, count: payloadCount)
        }
    }

    /// What is known of a segment besides its header.
    struct Standing {
        var acknowledgmentBase: UInt32 = 0
        /// Whether the segment is as long as its header says at least.
        var isMeasured = true
        /// Whether the other end finished first.
        var closesSecond = false
    }

    private static func emitFlags(_ flags: UInt16, into fields: inout PacketFieldList) {
        fields.add(TCPField.flags, flags)
        fields.add(TCPField.flagReserved, bit: flags & 0xE00 != 0)
        fields.add(TCPField.flagAccurateECN, bit: flags & 0x100 != 0)
        fields.add(TCPField.flagWindowReduced, bit: flags & 0x80 != 0)
        fields.add(TCPField.flagCongestionEcho, bit: flags & 0x40 != 0)
        fields.add(TCPField.flagUrgent, bit: flags & 0x20 != 0)
        fields.add(TCPField.flagAcknowledgment, bit: flags & 0x10 != 0)
        fields.add(TCPField.flagPush, bit: flags & 8 != 0)
        fields.add(TCPField.flagReset, bit: flags & 4 != 0)
        fields.add(TCPField.flagSynchronize, bit: flags & 2 != 0)
        fields.add(TCPField.flagFinish, bit: flags & 1 != 0)
        fields.add(TCPField.flagText.id, text: flagText(flags))
    }

    /// As in `·······AP···`: a letter or a dot for each of twelve bits.
    private static func flagText(_ flags: UInt16) -> [UInt8] {
        let letters: InlineArray<12, UInt8> = [
            0x52, 0x52, 0x52, 0x41, 0x43, 0x45, 0x55, 0x41, 0x50, 0x52, 0x53, 0x46,
        ]
        var text: [UInt8] = []
        for index in 0..<12 {
            if flags >> UInt16(11 - index) & 1 != 0 {
                text.append(letters[index])
            } else {
                // A middle dot.
                text.append(0xC2)
                text.append(0xB7)
            }
        }
        return text
    }
}
