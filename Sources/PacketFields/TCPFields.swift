internal import Bytes
internal import Dissection
internal import Packets

/// The fields of a segment that stand in its header.  What the analysis of a connection finds out
/// (``TCPField/stream`` and the cases behind it) is added by whoever has analysed it.
enum TCPFields {
    static func emit(
        _ header: borrowing LayerBytes, at start: Int, status: ChecksumStatus,
        acknowledgmentBase: UInt32, into fields: inout PacketFieldList
    ) throws(Shortage) {
        let source = try header.bigEndian(at: 0, as: UInt16.self)
        let destination = try header.bigEndian(at: 2, as: UInt16.self)
        let dataOffset = (try? header.byte(at: 12)) ?? 0
        fields.add(layer: TCPField.layer, header, count: Int(dataOffset >> 4) * 4)
        fields.add(TCPField.sourcePort, source)
        fields.add(TCPField.destinationPort, destination)
        fields.add(TCPField.port, source)
        fields.add(TCPField.port, destination)
        try header.require(16)
        let word = try header.bigEndian(at: 12, as: UInt16.self)
        let headerLength = Int(word >> 12) * 4
        fields.add(TCPField.sequenceRaw, try header.bigEndian(at: 4, as: UInt32.self))
        fields.add(TCPField.headerLength, headerLength)
        guard headerLength >= 20 else { return }
        emitFlags(word & 0xFFF, into: &fields)
        fields.add(TCPField.windowValue, try header.bigEndian(at: 14, as: UInt16.self))
        fields.add(TCPField.acknowledgmentRaw, try header.bigEndian(at: 8, as: UInt32.self))
        fields.add(TCPField.checksum, try header.bigEndian(at: 16, as: UInt16.self))
        fields.add(TCPField.checksumStatus, status.rawValue)
        fields.add(TCPField.urgentPointer, try header.bigEndian(at: 18, as: UInt16.self))
        if headerLength > 20 {
            let count = min(headerLength, header.capturedCount) - 20
            fields.add(TCPField.options, bytesAt: start + 20, count: max(0, count))
            try TCPOptionFields.emit(header, headerLength, acknowledgmentBase, into: &fields)
        }
        let payloadCount = header.capturedCount - headerLength
        if payloadCount > 0 {
            fields.add(TCPField.payload, bytesAt: start + headerLength, count: payloadCount)
        }
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

enum TCPOptionFields {
    static func emit(
        _ header: borrowing LayerBytes, _ headerLength: Int, _ base: UInt32,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        var offset = 20
        while offset < headerLength {
            let kind = try header.byte(at: offset)
            fields.add(TCPField.optionKind, kind)
            if kind == 0 { return }
            if kind == 1 {
                offset += 1
                continue
            }
            guard offset + 1 < headerLength else { return }
            let length = Int(try header.byte(at: offset + 1))
            fields.add(TCPField.optionLength, length)
            guard length >= 2, offset + length <= headerLength else { return }
            if kind == 5, length >= 10 {
                try emitSelectiveAck(length, header, at: offset + 2, base, into: &fields)
            } else {
                try emitValue(kind, length, header, at: offset + 2, into: &fields)
            }
            offset += length
        }
    }

    private static func emitValue(
        _ kind: UInt8, _ length: Int, _ header: borrowing LayerBytes, at offset: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        switch (kind, length) {
        case (2, 4):
            fields.add(TCPField.maximumSegment, try header.bigEndian(at: offset, as: UInt16.self))
        case (3, 3):
            let shift = try header.byte(at: offset)
            fields.add(TCPField.scaleShift, shift)
            // More than 14 is not allowed, and taken as 14 (RFC 7323).
            fields.add(TCPField.scaleMultiplier, 1 << Int(min(shift, 14)))
        case (8, 10):
            fields.add(
                TCPField.timestampValue, try header.bigEndian(at: offset, as: UInt32.self))
            fields.add(
                TCPField.timestampEcho, try header.bigEndian(at: offset + 4, as: UInt32.self))
        default: break
        }
    }

    /// The blocks of a selective acknowledgment (RFC 2018).  One that was acknowledged before says
    /// that it came twice (RFC 2883).
    private static func emitSelectiveAck(
        _ length: Int, _ header: borrowing LayerBytes, at offset: Int, _ base: UInt32,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        let acknowledgment = try header.bigEndian(at: 8, as: UInt32.self) &- base
        let count = (length - 2) / 8
        var first = (left: UInt32(0), right: UInt32(0))
        for index in 0..<count {
            let place = offset + 8 * index
            let left = try header.bigEndian(at: place, as: UInt32.self) &- base
            let right = try header.bigEndian(at: place + 4, as: UInt32.self) &- base
            fields.add(TCPField.sackLeft, left)
            fields.add(TCPField.sackRight, right)
            if index == 0 { first = (left, right) }
            let isOld = index == 0 && !isAfter(right, acknowledgment)
            let isInside =
                index == 1 && !isAfter(left, first.left) && !isAfter(first.right, right)
                && isAfter(first.right, acknowledgment)
            if isOld || isInside {
                fields.add(TCPField.isDuplicateSack, .present)
                fields.add(TCPField.duplicateSackLeft, first.left)
                fields.add(TCPField.duplicateSackRight, first.right)
            }
        }
        fields.add(TCPField.sackCount, count)
    }

    private static func isAfter(_ one: UInt32, _ other: UInt32) -> Bool {
        Int32(bitPattern: one &- other) > 0
    }
}
