internal import Bytes
internal import Dissection

/// Whether bytes that are read stand in the stream as they are, or in ``Message/decoded``.
struct TLSPlaces {
    let areDecoded: Bool

    func value(_ range: StreamRange, isText: Bool = false) -> FieldValue {
        if areDecoded { return .decoded(range) }
        return isText ? .text(range) : .bytes(range)
    }
}

extension Message {
    mutating func put(_ field: TLSField) {
        if depth >= .fields { add(field.id, .present) }
    }

    mutating func put(_ field: TLSField, _ number: some BinaryInteger) {
        if depth >= .fields { add(field.id, .number(UInt64(clamping: number))) }
    }

    mutating func put(_ field: TLSField, _ range: StreamRange, _ places: TLSPlaces) {
        if depth >= .fields { add(field.id, places.value(range)) }
    }

    mutating func put(text field: TLSField, _ range: StreamRange, _ places: TLSPlaces) {
        if depth >= .fields { add(field.id, places.value(range, isText: true)) }
    }

    /// Text that does not stand in the message so.
    mutating func put(_ field: TLSField, made text: [UInt8]) {
        guard depth >= .fields else { return }
        let start = decoded.count
        decoded += text
        add(field.id, .decoded(StreamRange(offset: start, count: text.count)))
    }
}
