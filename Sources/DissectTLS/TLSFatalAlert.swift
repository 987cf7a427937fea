/// An alert that ends a connection (RFC 5246, section 7.2).
public enum TLSFatalAlert: UInt8, Sendable {
    case handshakeFailure = 40

    public var encoded: [UInt8] {
        [TLSRecordHeader.ContentType.alert] + TLSClientHello.two(TLSVersion.tls12)
            + TLSClientHello.counted([2, rawValue])
    }
}
