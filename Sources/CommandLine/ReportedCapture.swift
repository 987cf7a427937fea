internal import Captures
internal import Printing

/// The packets of a capture, on their way counted into a report.
struct ReportedCapture: CaptureSource, ~Copyable {
    private var reader: CaptureReader
    var report: CaptureReport

    init(_ reader: consuming CaptureReader, _ report: CaptureReport) {
        self.reader = reader
        self.report = report
    }

    mutating func next(_ batch: inout PacketBatch) throws(CaptureError) -> Bool {
        guard try reader.next(&batch) else { return false }
        for index in 0..<batch.count {
            let record = batch[index]
            report.add(
                record, commentCount: record.hasOptions ? reader.comments(of: record).count : 0)
        }
        return true
    }

    @_lifetime(borrow self)
    func bytes(of record: borrowing PacketRecord) -> RawSpan { reader.bytes(of: record) }

    func comments(of record: borrowing PacketRecord) -> [String] { reader.comments(of: record) }

    func readMetadata() -> CaptureMetadata { reader.readMetadata() }

    mutating func takeSecrets() -> [CaptureMetadata.Secrets] { reader.takeSecrets() }
}
