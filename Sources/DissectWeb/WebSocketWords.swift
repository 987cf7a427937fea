/// tshark's words for the numbers of WebSocket.
enum WebSocketWords {
    static let opcodes: [(UInt64, StaticString)] = [
        (0, "Continuation"), (1, "Text"), (2, "Binary"), (8, "Connection Close"), (9, "Ping"),
        (10, "Pong"),
    ]

    static let closeCodes: [(UInt64, StaticString)] = [
        (1000, "Normal Closure"), (1001, "Going Away"), (1002, "Protocol error"),
        (1003, "Unsupported Data"), (1004, "---Reserved----"), (1005, "No Status Rcvd"),
        (1006, "Abnormal Closure"), (1007, "Invalid frame payload data"),
        (1008, "Policy Violation"), (1009, "Message Too Big"), (1010, "Mandatory Ext."),
        (1011, "Internal Server"), (1015, "TLS handshake"),
    ]

    static func opcode(_ opcode: UInt8) -> StaticString {
        opcodes.first { $0.0 == UInt64(opcode) }?.1 ?? "Unknown Opcode"
    }

    static func closeCode(_ code: UInt16) -> StaticString? {
        closeCodes.first { $0.0 == UInt64(code) }?.1
    }
}
