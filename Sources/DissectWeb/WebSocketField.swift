public import Dissection

/// The fields of WebSocket: the number of each is its place in the family.
public enum WebSocketField: UInt16, CaseIterable, BitwiseCopyable, Sendable {
    case webSocket
    case isFinal, reserved, isCompressed, opcode, isMasked
    case payloadLength, payloadLength16, payloadLength64
    case maskingKey, maskedPayload, payload
    case text, continuation
    case close, closeCode, closeReason, ping, pong, unknown

    public var id: FieldID { FieldID(.webSocket, rawValue) }
}

public enum WebSocketFields {
    public static let family = FieldFamily(.webSocket, WebSocketField.allCases.map(\.definition))
}

extension WebSocketField {
    var definition: FieldDefinition {
        switch self {
        case .webSocket: .init("websocket", "WebSocket", .layer)
        case .isFinal: .init("websocket.fin", "Fin", .boolean)
        case .reserved:
            .init("websocket.rsv", "Reserved", .unsigned(bits: 8), .hexadecimal)
        case .isCompressed: .init("websocket.pmc", "Per-Message Compressed", .boolean)
        case .opcode:
            .init(
                "websocket.opcode", "Opcode", .unsigned(bits: 8),
                names: WebSocketWords.opcodes)
        case .isMasked: .init("websocket.mask", "Mask", .boolean)
        case .payloadLength:
            .init("websocket.payload_length", "Payload length", .unsigned(bits: 8))
        case .payloadLength16:
            .init(
                "websocket.payload_length_ext_16", "Extended Payload length (16 bits)",
                .unsigned(bits: 16))
        case .payloadLength64:
            .init(
                "websocket.payload_length_ext_64", "Extended Payload length (64 bits)",
                .unsigned(bits: 64))
        case .maskingKey: .init("websocket.masking_key", "Masking-Key", .bytes)
        case .maskedPayload: .init("websocket.masked_payload", "Masked payload", .label)
        case .payload: .init("websocket.payload", "Payload", .label)
        case .text: .init("websocket.payload.text", "Text", .text).secret
        case .continuation: .init("websocket.payload.continue", "Continue", .bytes).secret
        case .close: .init("websocket.payload.close", "Close", .label)
        case .closeCode:
            .init(
                "websocket.payload.close.status_code", "Status code", .unsigned(bits: 16),
                names: WebSocketWords.closeCodes)
        case .closeReason: .init("websocket.payload.close.reason", "Reason", .text)
        case .ping: .init("websocket.payload.ping", "Ping", .bytes).secret
        case .pong: .init("websocket.payload.pong", "Pong", .bytes).secret
        case .unknown: .init("websocket.payload.unknown", "Unknown", .bytes).secret
        }
    }
}
