internal import Bytes
internal import Dissection
internal import Packets

/// The fields of a header's options, in their order, each with its parts.
struct TCPOptionFields {
    /// What the acknowledgments of the segment are relative to.
    let base: UInt32
    let headerLength: Int
    let flags: UInt16
    /// Where in the packet the header begins.
    let start: Int
    /// How many options of one byte came in a row.
    private var noOperationCount = 0
    /// Whether what follows the end of the options is not padding.
    private var isEndless = false
    private var hasMaximumSegment = false

    init(base: UInt32, headerLength: Int, flags: UInt16, start: Int) {
        self.base = base
        self.headerLength = headerLength
        self.flags = flags
        self.start = start
    }

    var synchronizes: Bool { flags & 2 != 0 }

    mutating func emit(
        _ header: borrowing LayerBytes, into fields: inout PacketFieldList
    ) throws(Shortage) {
        try emitOptions(header, into: &fields)
        if synchronizes, !hasMaximumSegment, !isEndless {
            fields.addExpert(
                .note, .protocol, TCPField.lacksMaximumSegment,
                "The SYN packet does not contain a MSS option")
        }
    }

    private mutating func emitOptions(
        _ header: borrowing LayerBytes, into fields: inout PacketFieldList
    ) throws(Shortage) {
        var offset = 20
        while offset < headerLength {
            let kind = try header.byte(at: offset)
            if kind == 0 {
                emitEnd(header, at: offset, into: &fields)
                if isEndless { return }
                // Wireshark takes each byte of padding for one more end.
                offset += 1
                continue
            }
            if kind == 1 {
                emitNoOperation(at: offset, into: &fields)
                offset += 1
                continue
            }
            noOperationCount = 0
            guard offset + 1 < headerLength else {
                return emitDefect(kind, into: &fields) {
                    $0.append(" (length byte past end of options)")
                }
            }
            let length = Int(try header.byte(at: offset + 1))
            guard length >= 2, offset + length <= headerLength else {
                return emitBadLength(kind, length, into: &fields)
            }
            try emitOption(kind, length, header, at: offset, into: &fields)
            offset += length
        }
    }

    private mutating func emitEnd(
        _ header: borrowing LayerBytes, at offset: Int, into fields: inout PacketFieldList
    ) {
        fields.add(TCPField.endOfOptions, bytesAt: start + offset, count: 1)
        fields.add(part: TCPField.optionKind, .number(0))
        for index in (offset + 1)..<max(offset + 1, headerLength) {
            guard let byte = try? header.byte(at: index) else { return }
            guard byte != 0 else { continue }
            isEndless = true
            return fields.addExpert(
                .error, .protocol, TCPField.hasBytesAfterEnd, "Non-zero header padding")
        }
    }

    private mutating func emitNoOperation(
        at offset: Int, into fields: inout PacketFieldList
    ) {
        noOperationCount += 1
        if noOperationCount == 4 {
            fields.addExpert(
                .warning, .protocol, TCPField.hasManyNoOperations,
                "4 NOP in a row - a router may have removed some options")
        }
        fields.add(TCPField.noOperation, bytesAt: start + offset, count: 1)
        fields.add(part: TCPField.optionKind, .number(1))
    }

    private mutating func emitOption(
        _ kind: UInt8, _ length: Int, _ header: borrowing LayerBytes, at offset: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        let (field, count) = Self.shape(of: kind)
        fields.add(
            field, bytesAt: start + offset, count: min(length, header.capturedCount - offset))
        fields.add(part: TCPField.optionKind, .number(UInt64(kind)))
        fields.add(part: TCPField.optionLength, .number(UInt64(length)))
        if kind == 2 { emitMaximumSegmentPlace(into: &fields) }
        switch count {
        case .exactly(let count) where length != count:
            return emitLength("option length should be ", count, into: &fields)
        case .atLeast(let count) where length < count:
            return emitLength("option length ", length, count, into: &fields)
        default: break
        }
        switch kind {
        case 2, 3, 8: try emitCommon(kind, header, at: offset + 2, into: &fields)
        case 5: try emitSelectiveAck(length, header, at: offset + 2, into: &fields)
        default: try emitRare(kind, length, header, at: offset + 2, into: &fields)
        }
    }

    private mutating func emitMaximumSegmentPlace(into fields: inout PacketFieldList) {
        hasMaximumSegment = true
        guard !synchronizes else { return }
        fields.addExpert(
            .warning, .protocol, TCPField.hasMisplacedMaximumSegment,
            "The non-SYN packet does contain a MSS option")
    }

    private func emitCommon(
        _ kind: UInt8, _ header: borrowing LayerBytes, at offset: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        switch kind {
        case 2:
            fields.add(part: TCPField.maximumSegment, try header.number16(at: offset))
        case 3:
            let shift = try header.byte(at: offset)
            fields.add(part: TCPField.scaleShift, .number(UInt64(shift)))
            if shift > 14 {
                fields.addExpert(
                    .warning, .protocol, TCPField.hasBadScale, "Window scale shift exceeds 14")
            }
            // More than 14 is not allowed, and taken as 14 (RFC 7323).
            fields.add(part: TCPField.scaleMultiplier, .number(1 << UInt64(min(shift, 14))))
        default:
            fields.add(part: TCPField.timestampValue, try header.number32(at: offset))
            fields.add(part: TCPField.timestampEcho, try header.number32(at: offset + 4))
        }
    }

    /// The blocks of a selective acknowledgment (RFC 2018).  One that was acknowledged before says
    /// that it came twice (RFC 2883).
    private func emitSelectiveAck(
        _ length: Int, _ header: borrowing LayerBytes, at offset: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        guard length >= 10 else { return }
        let acknowledgment = try header.bigEndian(at: 8, as: UInt32.self) &- base
        let count = (length - 2) / 8
        var first = (left: UInt32(0), right: UInt32(0))
        var duplicateCount = 0
        for index in 0..<count {
            let place = offset + 8 * index
            let left = try header.bigEndian(at: place, as: UInt32.self) &- base
            let right = try header.bigEndian(at: place + 4, as: UInt32.self) &- base
            fields.add(part: TCPField.sackLeft, .number(UInt64(left)))
            fields.add(part: TCPField.sackRight, .number(UInt64(right)))
            if index == 0 { first = (left, right) }
            let isOld = index == 0 && !Self.isAfter(right, acknowledgment)
            let isInside =
                index == 1 && !Self.isAfter(left, first.left)
                && !Self.isAfter(first.right, right) && Self.isAfter(first.right, acknowledgment)
            if isOld || isInside { duplicateCount += 1 }
        }
        fields.add(part: TCPField.sackCount, .number(UInt64(count)))
        for _ in 0..<duplicateCount {
            fields.add(part: TCPField.duplicateSackLeft, .number(UInt64(first.left)))
            fields.add(part: TCPField.duplicateSackRight, .number(UInt64(first.right)))
            fields.addExpert(.warning, .sequence, TCPField.isDuplicateSack, "D-SACK Sequence")
        }
    }

    private static func isAfter(_ one: UInt32, _ other: UInt32) -> Bool {
        Int32(bitPattern: one &- other) > 0
    }
}
