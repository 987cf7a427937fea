/// Writes frames: what ``WebSocketDissector`` reads.
public enum WebSocketEncoder {
    /// - Parameters:
    ///   - reserved: RSV1 to RSV3; 4 marks a compressed message.
    ///   - key: the mask, which clients must have and servers must not.
    public static func frame(
        _ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true, reserved: UInt8 = 0,
        key: UInt32? = nil
    ) -> [UInt8] {
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | reserved << 4 | opcode]
        let mask: UInt8 = key == nil ? 0 : 0x80
        switch payload.count {
        case 0...125: bytes.append(mask | UInt8(payload.count))
        case 126...0xFFFF:
            bytes.append(mask | 126)
            append(UInt64(payload.count), byteCount: 2, to: &bytes)
        default:
            bytes.append(mask | 127)
            append(UInt64(payload.count), byteCount: 8, to: &bytes)
        }
        guard let key else { return bytes + payload }
        append(UInt64(key), byteCount: 4, to: &bytes)
        for (index, byte) in payload.enumerated() {
            bytes.append(byte ^ UInt8(truncatingIfNeeded: key >> UInt32(24 - 8 * (index & 3))))
        }
        return bytes
    }

    /// A frame that closes the connection, with its reason if there is a code.
    public static func close(
        _ code: UInt16?, _ reason: String = "", key: UInt32? = nil
    ) -> [UInt8] {
        var payload: [UInt8] = []
        if let code {
            append(UInt64(code), byteCount: 2, to: &payload)
            payload += reason.utf8
        }
        return frame(8, payload, key: key)
    }

    private static func append(_ value: UInt64, byteCount: Int, to bytes: inout [UInt8]) {
        for index in (0..<byteCount).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index)))
        }
    }
}
