internal import Bytes

/// A block's type and its length, rounded up to four bytes as tshark does (some writers forget
/// the padding in it).
struct PcapngBlock: BitwiseCopyable {
    var type: UInt32
    var byteCount: Int
    var isBigEndian: Bool
}

extension PcapngFormat {
    /// Whether the next block, or what is wrong with it, can be told from what is in memory.
    func hasWholeBlock(_ unread: RawSpan) -> Bool {
        guard unread.byteCount >= Self.blockByteCountMin else { return false }
        guard let block = try? readHeader(unread) else { return true }
        return block.byteCount <= unread.byteCount
    }

    /// Takes one block of any kind.  Returns false at the end of the file.
    ///
    /// If the block is in memory and throws, nothing has changed.
    mutating func takeBlock(
        from window: inout InputWindow, into batch: inout PacketBatch,
        metadata: inout CaptureMetadata
    ) throws(CaptureError) -> Bool {
        let offset = window.fileOffset
        guard try window.ensure(Self.blockByteCountMin) else {
            if window.available == 0 && !window.isInputCutShort { return false }
            throw .cutShort(offset: offset)
        }
        let block: PcapngBlock
        do {
            block = try readHeader(window.unread)
        } catch {
            throw CaptureError(error, offset: offset)
        }
        try takeBlock(block, from: &window, into: &batch, metadata: &metadata)
        return true
    }

    private mutating func takeBlock(
        _ block: PcapngBlock, from window: inout InputWindow, into batch: inout PacketBatch,
        metadata: inout CaptureMetadata
    ) throws(CaptureError) {
        let offset = window.fileOffset
        guard PcapngBlockType.byteCountMin(block.type) != nil else {
            metadata.unknownBlockCount += 1
            return try pass(block, of: &window)
        }
        guard try window.ensure(block.byteCount) else { throw .cutShort(offset: offset) }
        do throws(MalformedRecord) {
            let bytes = OrderedBytes(window.whole, isBigEndian: block.isBigEndian)
            try read(block, bytes, at: window.position, into: &batch, metadata: &metadata)
        } catch {
            throw CaptureError(error, offset: offset)
        }
        window.skip(block.byteCount)
    }

    /// - Parameter unread: at least ``blockByteCountMin`` bytes.
    private func readHeader(_ unread: RawSpan) throws(MalformedRecord) -> PcapngBlock {
        var isBigEndian = isBigEndian
        // Reads the same in both byte orders.
        if unread.bigEndian(at: 0) as UInt32 == PcapngBlockType.sectionHeader {
            let magic: UInt32 = unread.bigEndian(at: 8)
            guard let order = Self.byteOrder(magic) else { throw .unknownByteOrder(magic) }
            isBigEndian = order
        }
        let bytes = OrderedBytes(unread, isBigEndian: isBigEndian)
        let type = bytes.load(UInt32.self, at: 0)
        let length = (bytes.length(at: 4) &+ 3) & ~3
        let minimum = PcapngBlockType.byteCountMin(type) ?? Self.blockByteCountMin
        guard length >= minimum else { throw .blockTooShort(length, minimum: minimum) }
        guard length <= Self.blockByteCountMax else {
            throw .blockTooLong(length, maximum: Self.blockByteCountMax)
        }
        return PcapngBlock(type: type, byteCount: length, isBigEndian: isBigEndian)
    }

    /// Steps over a block without holding it.
    private func pass(_ block: PcapngBlock, of window: inout InputWindow) throws(CaptureError) {
        let offset = window.fileOffset
        if window.available < block.byteCount {
            guard try window.pass(block.byteCount &- 4), try window.ensure(4) else {
                throw .cutShort(offset: offset)
            }
            try compareLengths(block, window.unread, at: 0, offset: offset)
            window.skip(4)
        } else {
            try compareLengths(block, window.unread, at: block.byteCount &- 4, offset: offset)
            window.skip(block.byteCount)
        }
    }

    private func compareLengths(
        _ block: PcapngBlock, _ unread: RawSpan, at position: Int, offset: Int
    ) throws(CaptureError) {
        let second = OrderedBytes(unread, isBigEndian: block.isBigEndian).length(at: position)
        guard (second &+ 3) & ~3 == block.byteCount else {
            throw .malformed(
                .blockLengthsDiffer(first: block.byteCount, second: second), offset: offset)
        }
    }

    /// Reads a block that is in memory.
    private mutating func read(
        _ block: PcapngBlock, _ bytes: borrowing OrderedBytes, at position: Int,
        into batch: inout PacketBatch, metadata: inout CaptureMetadata
    ) throws(MalformedRecord) {
        let second = bytes.length(at: position &+ block.byteCount &- 4)
        guard (second &+ 3) & ~3 == block.byteCount else {
            throw .blockLengthsDiffer(first: block.byteCount, second: second)
        }
        let body = (position &+ 8)..<(position &+ block.byteCount &- 4)
        switch block.type {
        case PcapngBlockType.sectionHeader:
            try readSectionHeader(bytes, body, into: &metadata)
        case PcapngBlockType.interfaceDescription:
            try readInterface(bytes, body, into: &metadata)
        case PcapngBlockType.nameResolution:
            try PcapngNames.read(bytes, body, into: &metadata)
        case PcapngBlockType.decryptionSecrets:
            try PcapngSecrets.read(bytes, body, into: &metadata)
        case PcapngBlockType.interfaceStatistics:
            try readStatistics(bytes, body, into: &metadata)
        default:
            try readRecord(block, bytes, at: position, into: &batch, metadata: &metadata)
        }
    }
}
