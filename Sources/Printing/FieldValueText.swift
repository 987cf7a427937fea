internal import Bytes
internal import Dissection
internal import Packets

/// Writes a field's value as tshark's `-T fields` does.
struct FieldValueText {
    private var zone = LocalZone()

    /// - Parameter field: its value's places count in `bytes`, the first of which is at `offset`,
    ///   or in `decoded`.
    mutating func append(
        _ value: FieldValue, of shape: FieldShape, in bytes: RawSpan, at offset: Int,
        decoded: RawSpan, to text: inout TextBuffer
    ) {
        switch value {
        case .present, .layer: Self.appendPresence(of: shape, to: &text)
        case .number(let number): Self.append(number, of: shape, to: &text)
        case .signed(let number):
            if number < 0 { text.append("-") }
            text.append(decimal: number.magnitude)
        case .flag(let flag): text.append(flag ? "1" : "0")
        case .ipv4(let address): AddressText.append(IPAddress(v4: address), to: &text)
        case .ipv6(let high, let low): Self.appendIPv6(high, low, to: &text)
        case .mac(let address): Self.append(mac: address, to: &text)
        case .duration(let time): TimeText.append(seconds: time, 9, to: &text)
        case .time(let time):
            if case .duration = shape.kind {
                TimeText.append(seconds: time, 9, to: &text)
            } else {
                append(date: time, to: &text)
            }
        case .text(let range), .bytes(let range):
            Self.append(bytes.part(range, from: offset), of: shape, to: &text)
        case .redacted(let byteCount): text.append(redactedByteCount: byteCount)
        case .decoded(let range):
            Self.append(decoded.part(range, from: 0), of: shape, to: &text)
        }
    }

    private static func appendPresence(
        of shape: FieldShape, to text: inout TextBuffer
    ) {
        if case .layer = shape.kind {
            text.append(shape.label)
        } else {
            text.append("1")
        }
    }

    private static func append(
        _ number: UInt64, of shape: FieldShape, to text: inout TextBuffer
    ) {
        switch (shape.kind, shape.display) {
        case (.boolean, _): text.append(number == 0 ? "0" : "1")
        case (.unsigned(let bits), .hexadecimal):
            text.append("0x")
            append(hexadecimal: number, digits: (bits + 3) / 4, to: &text)
        default: text.append(decimal: number)
        }
    }

    /// Text of a sender's making is escaped, and ends at a NUL as a C string does.  No bytes at all
    /// are tshark's `<MISSING>`.
    private static func append(
        _ bytes: RawSpan?, of shape: FieldShape, to text: inout TextBuffer
    ) {
        guard let bytes else { return }
        if case .bytes = shape.kind {
            if bytes.byteCount == 0 { text.append("<MISSING>") }
            var writer = text.writer(room: bytes.byteCount * 2)
            for index in 0..<bytes.byteCount {
                writer.append(hexadecimalByte: bytes.byte(at: index))
            }
            text.commit(writer.count)
        } else {
            text.append(untrusted: bytes.extracting(0..<bytes.countBeforeNUL))
        }
    }
}

// MARK: - Addresses, digits and dates

extension FieldValueText {
    /// An address of IPv6 stays one when it holds one of IPv4.
    private static func appendIPv6(_ high: UInt64, _ low: UInt64, to text: inout TextBuffer) {
        AddressText.append(IPAddress(high: high, low: low), isIPv6: true, to: &text)
    }

    private static func append(mac address: UInt64, to text: inout TextBuffer) {
        var writer = text.writer(room: 17)
        for index in 0..<6 {
            if index > 0 { writer.append(":") }
            writer.append(
                hexadecimalByte: UInt8(truncatingIfNeeded: address >> UInt64(40 - index * 8)))
        }
        text.commit(writer.count)
    }

    private static func append(
        hexadecimal number: UInt64, digits: Int, to text: inout TextBuffer
    ) {
        var writer = text.writer(room: 32)
        let needed = (64 - number.leadingZeroBitCount + 3) / 4
        for _ in max(1, needed)..<max(1, needed, digits) { writer.append("0") }
        writer.append(hexadecimal: number)
        text.commit(writer.count)
    }

    /// As in `Nov 21, 2026 09:04:30.369271000 UTC`, in local time.
    private mutating func append(date time: Int64, to text: inout TextBuffer) {
        let second = TimeText.second(of: time)
        let civil = CivilTime(secondsSince1970: second + zone.offset(at: second))
        text.append(Self.monthNames[civil.month - 1])
        text.append(civil.day < 10 ? "  " : " ")
        text.append(decimal: UInt64(civil.day))
        text.append(", ")
        text.append(decimal: UInt64(max(0, civil.year)))
        text.append(" ")
        TimeText.appendClock(civil, to: &text)
        TimeText.append(fraction: TimeText.nanosecond(of: time), 9, to: &text)
        text.append(" ")
        zone.appendName(at: second, to: &text)
    }

    private static var monthNames: InlineArray<12, StaticString> {
        [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
    }
}

extension RawSpan {
    var countBeforeNUL: Int {
        for index in 0..<byteCount where byte(at: index) == 0 { return index }
        return byteCount
    }
}
