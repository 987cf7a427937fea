/// The packets of a ``PacketRing``, for the thread that understands them.
public struct RingCapture: CaptureSource, ~Copyable {
    private let ring: PacketRing
    private let metadata: CaptureMetadata
    private var position = 0
    @usableFromInline let memory: WindowMemory
    private let idle: Idle?

    /// What is to be done now and then while no packets come.
    public struct Idle {
        var milliseconds: Int32
        var call: () -> Void

        public init(milliseconds: Int32, call: @escaping () -> Void) {
            self.milliseconds = milliseconds
            self.call = call
        }
    }

    /// - Parameter interfaces: where packets come from, by the numbers that they have.
    public init(
        _ ring: PacketRing, _ interfaces: [CaptureMetadata.Interface], idle: Idle? = nil
    ) {
        self.ring = ring
        var metadata = CaptureMetadata()
        // What a file of this capture would be.
        metadata.fileType = .pcapng
        metadata.sections = [CaptureMetadata.Section()]
        metadata.interfaces = interfaces
        for index in interfaces.indices { metadata.interfaces[index].number = index }
        self.metadata = metadata
        self.idle = idle
        memory = ring.window
    }

    public mutating func next(_ batch: inout PacketBatch) throws(CaptureError) -> Bool {
        batch.removeAll()
        ring.release(below: position)
        while true {
            ring.take(into: &batch, from: &position)
            if batch.count > 0 { return true }
            if ring.isAtEnd(position) { return false }
            ring.wait(behind: position, milliseconds: idle?.milliseconds ?? -1)
            idle?.call()
        }
    }

    @inlinable
    @_lifetime(borrow self)
    public func bytes(of record: borrowing PacketRecord) -> RawSpan {
        let bytes = unsafe memory.bytes(record.bytesRange)
        return unsafe _overrideLifetime(bytes, borrowing: self)
    }

    public func comments(of record: borrowing PacketRecord) -> [String] { [] }

    public func readMetadata() -> CaptureMetadata { metadata }
}
