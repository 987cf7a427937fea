public import Dissection

/// Takes messages as they are found, before anything of them is copied: for rows that want few of
/// their fields, and all messages.
public protocol MessageTaker: AnyObject {
    /// Takes a message, whose packet is that of the next row.
    ///
    /// - Parameter message: not to be changed; see ``MessageSink/receive(_:bytes:)``.
    func take(_ message: inout Message, bytes: MessageBytes)

    /// Takes a note on bytes that belong to no message.
    func take(_ note: Note)
}
