/// One of the files of a ``MergedCapture``, with the packets of it that are next.
final class MergedFile {
    let number: Int
    private var reader: CaptureReader
    private var batch = PacketBatch()
    private var next = 0

    init(_ number: Int, path: String, limits: CaptureReader.Limits) throws(CaptureError) {
        self.number = number
        reader = try CaptureReader(path: path, limits: limits)
    }

    /// When the next packet was captured; nil if the file has to be read on to know.
    var headTime: Int64? {
        guard next < batch.count else { return nil }
        let record = batch[next]
        return record.hasTime ? record.time : .min
    }

    var memory: WindowMemory { reader.memory }
    var metadata: CaptureMetadata { reader.readMetadata() }

    func takeSecrets() -> [CaptureMetadata.Secrets] { reader.takeSecrets() }

    func refill() throws(CaptureError) -> Bool {
        next = 0
        return try reader.next(&batch)
    }

    func takeHead() -> PacketRecord {
        let record = batch[next]
        next += 1
        return record
    }

    func comments(of record: PacketRecord) -> [String] {
        reader.comments(of: record)
    }

    func extras(of record: PacketRecord) -> PacketExtras { reader.extras(of: record) }
}
