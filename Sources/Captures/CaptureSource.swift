/// Packets one after the other, from wherever they come: a file, a pipe, several files in time
/// order, libpcap.
///
/// Packets come in batches so that the pipeline can look ahead; a batch is what is at hand, and a
/// source never waits for a second packet when it has one.
public protocol CaptureSource: ~Copyable {
    /// Moves on to the next packets: at least one.  Returns false at the end.
    ///
    /// Throws once, after all that could be read has been handed out.
    mutating func next(_ batch: inout PacketBatch) throws(CaptureError) -> Bool

    /// The captured bytes of a packet of the batch that was handed out last.
    @_lifetime(borrow self)
    borrowing func bytes(of record: borrowing PacketRecord) -> RawSpan

    /// The comments that the capture's writer attached to a packet of the batch that was handed
    /// out last.
    borrowing func comments(of record: borrowing PacketRecord) -> [String]

    /// What else the capture has of a packet of the batch that was handed out last, to be written
    /// again.
    borrowing func extras(of record: borrowing PacketRecord) -> PacketExtras

    /// What the capture says of itself, as far as it has been read.
    borrowing func readMetadata() -> CaptureMetadata

    /// The secrets that were read since this was asked last.
    mutating func takeSecrets() -> [CaptureMetadata.Secrets]
}

extension CaptureSource where Self: ~Copyable {
    public mutating func takeSecrets() -> [CaptureMetadata.Secrets] { [] }

    public borrowing func extras(of record: borrowing PacketRecord) -> PacketExtras {
        PacketExtras(comments: comments(of: record))
    }
}
