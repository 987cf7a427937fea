public import Captures

/// The packets of another source that a filter lets through; the others are not even numbered.
public struct FilteredCapture<Source: CaptureSource & ~Copyable>: CaptureSource, ~Copyable {
    public var source: Source
    private var filter: PacketFilterSet

    public init(_ source: consuming Source, _ filter: consuming PacketFilterSet) {
        self.source = source
        self.filter = filter
    }

    public mutating func next(_ batch: inout PacketBatch) throws(CaptureError) -> Bool {
        var all = PacketBatch()
        while try source.next(&all) {
            batch.removeAll()
            for index in 0..<all.count {
                let record = all[index]
                if try matches(record) { batch.append(record) }
            }
            if batch.count > 0 { return true }
        }
        return false
    }

    private mutating func matches(_ record: PacketRecord) throws(CaptureError) -> Bool {
        do throws(FilterError) {
            return try filter.matches(source.bytes(of: record), record)
        } catch {
            throw .libpcap("the filter is not for these packets: \(error)")
        }
    }

    @_lifetime(borrow self)
    public func bytes(of record: borrowing PacketRecord) -> RawSpan { source.bytes(of: record) }

    public func comments(of record: borrowing PacketRecord) -> [String] {
        source.comments(of: record)
    }

    public func extras(of record: borrowing PacketRecord) -> PacketExtras {
        source.extras(of: record)
    }

    public mutating func takeSecrets() -> [CaptureMetadata.Secrets] { source.takeSecrets() }

    public func readMetadata() -> CaptureMetadata { source.readMetadata() }
}
