internal import Bytes
internal import Dissection
internal import Packets

extension TCPOptionFields {
    func emitRare(
        _ kind: UInt8, _ length: Int, _ header: borrowing LayerBytes, at offset: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        switch kind {
        case 4: break
        case 6, 7: fields.add(part: TCPField.echoValue, try header.number32(at: offset))
        case 11, 12, 13: fields.add(part: TCPField.countValue, try header.number32(at: offset))
        case 19: try emitBytes(.digest, length - 2, header, at: offset, into: &fields)
        case 20: try emitSpace(header, at: offset, into: &fields)
        case 27:
            let rate = try header.byte(at: offset)
            fields.add(part: TCPField.quickStartRate, .number(UInt64(rate & 0xF)))
            fields.add(
                part: TCPField.quickStartTTL, .number(UInt64(try header.byte(at: offset + 1))))
        case 28:
            let word = try header.bigEndian(at: offset, as: UInt16.self)
            fields.add(part: TCPField.userTimeoutGranularity, .flag(word >> 15 != 0))
            fields.add(part: TCPField.userTimeout, .number(UInt64(word & 0x7FFF)))
        case 29:
            fields.add(part: TCPField.keyID, .number(UInt64(try header.byte(at: offset))))
            fields.add(part: TCPField.nextKeyID, .number(UInt64(try header.byte(at: offset + 1))))
            try emitBytes(.authenticationCode, length - 4, header, at: offset + 2, into: &fields)
        case 34: try emitFastOpen(length, header, at: offset, into: &fields)
        case 253, 254:
            fields.add(part: TCPField.experimentID, try header.number16(at: offset))
            try emitBytes(.experimentData, length - 4, header, at: offset + 2, into: &fields)
        default:
            try emitBytes(.unknownPayload, length - 2, header, at: offset, into: &fields)
        }
    }

    private func emitFastOpen(
        _ length: Int, _ header: borrowing LayerBytes, at offset: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        guard length > 2 else { return fields.add(part: TCPField.fastOpenRequest, .present) }
        try emitBytes(.fastOpenCookie, length - 2, header, at: offset, into: &fields)
    }

    private func emitSpace(
        _ header: borrowing LayerBytes, at offset: Int, into fields: inout PacketFieldList
    ) throws(Shortage) {
        let vector = try header.byte(at: offset)
        fields.add(part: TCPField.spaceVector, .number(UInt64(vector)))
        let flags: InlineArray<5, TCPField> = [
            .spaceBestEffort, .spaceShortSnack, .spaceLongSnack, .spaceCompression,
            .spaceTimestamp,
        ]
        for index in flags.indices {
            fields.add(part: flags[index], .flag(vector >> UInt8(7 - index) & 1 != 0))
        }
        fields.add(part: TCPField.spaceReserved, .number(UInt64(vector & 7)))
        fields.add(part: TCPField.spaceBinding, .number(UInt64(try header.byte(at: offset + 1))))
    }

    private func emitBytes(
        _ field: TCPField, _ count: Int, _ header: borrowing LayerBytes, at offset: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        guard count > 0 else { return }
        try header.require(count, at: offset)
        fields.add(
            part: field, .bytes(StreamRange(offset: start + offset, count: count)))
    }
}

// MARK: - Lengths

extension TCPOptionFields {
    enum Length {
        case any
        case exactly(Int)
        case atLeast(Int)
    }

    /// The field of a whole option, and how long it has to be.
    static func shape(of kind: UInt8) -> (TCPField, Length) {
        switch kind {
        case 2: (.maximumSegmentOption, .exactly(4))
        case 3: (.scaleOption, .exactly(3))
        case 4: (.sackPermitted, .exactly(2))
        case 5: (.sackOption, .any)
        case 6: (.echoOption, .exactly(6))
        case 7: (.echoOption, .exactly(6))
        case 8: (.timestampOption, .exactly(10))
        case 11, 12, 13: (.countOption, .exactly(6))
        case 19: (.digestOption, .exactly(18))
        case 20: (.spaceOption, .exactly(4))
        case 27: (.quickStartOption, .exactly(8))
        case 28: (.userTimeoutOption, .exactly(4))
        case 29: (.authenticationOption, .atLeast(4))
        case 34: (.fastOpenOption, .any)
        case 253, 254: (.experimentOption, .atLeast(4))
        default: (.unknownOption, .any)
        }
    }

    func emitLength(
        _ text: StaticString, _ length: Int, _ least: Int? = nil,
        into fields: inout PacketFieldList
    ) {
        fields.addExpert(.note, .sequence, TCPField.hasBadOptionLength, text) { words in
            words.append(decimal: UInt(length))
            guard let least else { return }
            words.append(" smaller than ")
            words.append(decimal: UInt(least))
        }
    }

    /// Of an option whose length cannot be: nothing behind it is read.
    func emitBadLength(_ kind: UInt8, _ length: Int, into fields: inout PacketFieldList) {
        emitDefect(kind, into: &fields) { words in
            words.append(length < 2 ? " (with too-short option length = " : " (option length = ")
            words.append(decimal: UInt(length))
            words.append(length == 1 ? " byte" : " bytes")
            words.append(length < 2 ? ")" : " says option goes past end of options)")
        }
    }

    func emitDefect(
        _ kind: UInt8, into fields: inout PacketFieldList, _ write: (inout TextBuffer) -> Void
    ) {
        fields.addExpert(.note, .sequence, TCPField.hasBadOptionLength, "") { words in
            words.append(Self.name(of: kind))
            if Self.name(of: kind).utf8CodeUnitCount == 0 {
                words.append("Unknown (0x")
                var digits = words.writer(room: 2)
                digits.append(hexadecimalByte: kind)
                words.commit(digits.count)
                words.append(")")
            }
            write(&words)
        }
    }

    private static func name(of kind: UInt8) -> StaticString {
        switch kind {
        case 2: "Maximum segment size"
        case 3: "Window scale"
        case 4: "SACK permitted"
        case 5: "SACK"
        case 6: "Echo"
        case 7: "Echo reply"
        case 8: "Timestamps"
        case 11: "CC"
        case 12: "CC.NEW"
        case 13: "CC.ECHO"
        case 19: "TCP MD5 signature"
        case 20: "SCPS capabilities"
        case 27: "Quick-Start"
        case 28: "User Timeout"
        case 29: "TCP AO"
        case 30: "Multipath TCP"
        case 34: "TCP Fast Open"
        case 253, 254: "Experimental"
        default: ""
        }
    }
}

extension LayerBytes {
    func number16(at offset: Int) throws(Shortage) -> FieldValue {
        .number(UInt64(try bigEndian(at: offset, as: UInt16.self)))
    }

    func number32(at offset: Int) throws(Shortage) -> FieldValue {
        .number(UInt64(try bigEndian(at: offset, as: UInt32.self)))
    }
}
