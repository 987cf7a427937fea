internal import Bytes
internal import Dissection

extension XMPPFieldWriter {
    /// Writes the fields of a whole message.
    ///
    /// - Parameter isInStream: whether it came with the tag of the stream that it is in: tshark
    ///   takes it for a part of that then, which tells in what order namespaces come.
    mutating func write(_ item: XMPPItem, isInStream: Bool, into message: inout Message) {
        if let shape = item.kind.shape {
            if isInStream, item.kind == .features {
                message.add(.features, .present, 1)
                return writeInside(0, 2, &message)
            }
            write(shape, 0, nesting: 1, into: &message)
            if item.kind == .streamOpen { writeStream(&message) }
            return
        }
        addValue(.ownElement, tree.elements[0].name, 1, &message)
        writeInside(0, 2, namespaces: isInStream, &message)
    }

    /// The addresses of a stream, which have no fields of Wireshark's.
    private func writeStream(_ message: inout Message) {
        for (name, field) in [
            ("to", XMPPField.ownStreamTo), ("from", .ownStreamFrom), ("id", .ownStreamId),
            ("version", .ownStreamVersion),
        ] as [(StaticString, XMPPField)] {
            if let value = attribute(name, of: 0) { addValue(field, value, 2, &message) }
        }
    }
}

extension XMPPKind {
    /// How tshark reads the element; `nil`: not at all.
    var shape: XMPPShape? {
        switch self {
        case .iq: .iq
        case .presence: .presence
        case .message: .message
        case .auth: .auth
        case .challenge: .challenge
        case .response: .response
        case .success: .success
        case .failure: .failure
        case .features: .features
        case .starttls: .starttls
        case .proceed: .proceed
        case .streamOpen: .stream
        default: nil
        }
    }
}
