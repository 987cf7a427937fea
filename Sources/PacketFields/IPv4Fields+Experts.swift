internal import Bytes
internal import Dissection
internal import Packets

extension IPv4Fields {
    static func emitBogusHeaderLength(_ length: Int, into fields: inout PacketFieldList) {
        fields.addExpert(
            .error, .protocol, IPv4Field.hasBogusHeaderLength, "Bogus IP header length ("
        ) { words in
            words.append(decimal: UInt(length))
            words.append(", must be at least 20)")
        }
    }

    static func emitTooLong(_ count: Int, into fields: inout PacketFieldList) {
        fields.addExpert(
            .error, .protocol, IPv4Field.hasBogusLength, "IPv4 total length exceeds packet length ("
        ) { words in
            words.append(decimal: UInt(count))
            words.append(" bytes)")
        }
    }

    /// A time to live that is about to end; what is sent to the local network alone has its own.
    static func emitTimeToLive(
        _ time: UInt8, _ header: borrowing LayerBytes, into fields: inout PacketFieldList
    ) throws(Shortage) {
        guard let destination = try? header.bigEndian(at: 16, as: UInt32.self),
            let number = try? header.byte(at: 9)
        else { return }
        if destination >> 8 == 0xE0_0000 {
            guard let right = localTimeToLive(of: UInt8(truncatingIfNeeded: destination)),
                time != right
            else { return }
            fields.addExpert(
                .note, .sequence, IPv4Field.hasLocalTimeToLive, "\"Time To Live\" != "
            ) { words in
                words.append(decimal: UInt32(right))
                words.append(
                    " for a packet sent to the Local Network Control Block (see RFC 3171)")
            }
        } else if time < 5, destination >> 28 != 0xE, number != 103, number != 89 {
            fields.addExpert(
                .note, .sequence, IPv4Field.hasSmallTimeToLive, "\"Time To Live\" only "
            ) { $0.append(decimal: UInt32(time)) }
        }
    }

    /// Of 224.0.0.x; `nil` where any will do.
    private static func localTimeToLive(of address: UInt8) -> UInt8? {
        switch address {
        case 18, 102: 255
        case 10, 251, 252: nil
        default: 1
        }
    }
}

extension PacketFieldList {
    /// Says what a checksum should have been.
    ///
    /// - Parameter sum: that of all it covers, itself included.
    mutating func addBadChecksum(
        _ severity: ExpertSeverity, _ field: some PacketField, _ checksum: UInt16,
        _ sum: InternetChecksum
    ) {
        var right = UInt32(checksum) + UInt32(sum.value)
        right = (right & 0xFFFF) + right >> 16
        right = (right & 0xFFFF) + right >> 16
        addExpert(severity, .checksum, field, "Bad checksum [should be 0x") { words in
            var digits = words.writer(room: 4)
            digits.append(hexadecimalByte: UInt8(truncatingIfNeeded: right >> 8))
            digits.append(hexadecimalByte: UInt8(truncatingIfNeeded: right))
            words.commit(digits.count)
            words.append("]")
        }
    }
}
