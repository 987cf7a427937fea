extension Registry {
    /// The dissector for a connection, by its ports: the one a SYN was sent to first, then the
    /// lower one, then the higher.
    public func streamDissector(
        serverPort: UInt16, _ one: UInt16, _ other: UInt16
    ) -> (dissector: any StreamDissector, port: UInt16)? {
        for port in [serverPort, min(one, other), max(one, other)] where port != 0 {
            if let dissector = find(port: port, isSecure: false) { return (dissector, port) }
        }
        return nil
    }
}
