extension SocketWire {
    /// What a peer is told as soon as it is done with what it does.
    enum Call {
        case start
        case heard(Cue)
        case ended(ConnectionID, ConnectionEnd)
        case bound(SocketID, UInt16, isRefused: Bool)
        case drained(ConnectionID)
    }
}
