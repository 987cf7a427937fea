internal import Bytes

/// What a run keeps for all of its connections.
extension Message {
    /// How many unread bytes the drivers of the run keep.
    public var pendingByteCount: Int { store.byteCount }

    /// The content of this step; the message gets a fresh one, so that inner drivers can use it.
    mutating func takeContent() -> Content {
        var taken = Content(bytes: store.takeBuffer())
        swap(&taken, &content)
        return taken
    }

    /// Takes the array out first: a second reference to it would make emptying it a new array.
    mutating func giveBack(_ content: inout Content) {
        var bytes: [UInt8] = []
        swap(&bytes, &content.bytes)
        store.giveBack(bytes)
    }
}
