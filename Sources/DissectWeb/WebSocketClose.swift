internal import Bytes

/// The body of a frame that closes (RFC 6455, section 7.4).
struct WebSocketClose: Equatable {
    var code: UInt16
    var reason: [UInt8]

    /// - Returns: `nil` when there is no code.
    init?(_ payload: RawSpan, key: UInt32?) {
        guard payload.byteCount >= 2 else { return nil }
        var bytes: [UInt8] = []
        bytes.append(payload, xor: key ?? 0, phase: 0)
        code = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
        reason = Array(bytes[2...])
    }

    /// Whether the code is one that an endpoint may send.
    var mayBeSent: Bool {
        switch code {
        case 1004, 1005, 1006, 1015: false
        case 1000...1014, 3000...4999: true
        default: false
        }
    }
}
