extension StreamDriver {
    /// Whether bytes of the sender wait for others before they make a message.
    public func isWaitingForMore(from sender: Endpoint) -> Bool {
        pendingByteCount(from: sender) > 0
    }

    public func pendingByteCount(from sender: Endpoint) -> Int {
        halves[sender.index].pending.count
    }
}
