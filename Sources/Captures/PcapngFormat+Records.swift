internal import Bytes

/// The blocks that become a row, other than enhanced packets that are as they should be.
extension PcapngFormat {
    func readRecord(
        _ block: PcapngBlock, _ bytes: borrowing OrderedBytes, at position: Int,
        into batch: inout PacketBatch, metadata: inout CaptureMetadata
    ) throws(MalformedRecord) {
        var record = PacketRecord()
        switch block.type {
        case PcapngBlockType.enhancedPacket:
            let index = bytes.length(at: position &+ 8)
            try read(block, bytes, at: position, interface: index, into: &record)
        case PcapngBlockType.packet:
            let index = Int(bytes.load(UInt16.self, at: position &+ 8))
            try read(block, bytes, at: position, interface: index, into: &record)
        case PcapngBlockType.simplePacket:
            record = try readSimplePacket(block, bytes, at: position)
        case PcapngBlockType.journalEntry:
            record = readJournalEntry(block, bytes, at: position)
        case PcapngBlockType.customBlock, PcapngBlockType.customBlockNotToCopy:
            record = readCustomBlock(block, at: position)
        default:
            record = readSystemEvent(block, bytes, at: position)
        }
        if record.hasOptions {
            metadata.packetComments.add(try countComments(bytes, record))
        }
        batch.append(record)
    }

    /// Reads a packet block, and says what is wrong with it if something is.
    private func read(
        _ block: PcapngBlock, _ bytes: borrowing OrderedBytes, at position: Int,
        interface index: Int, into record: inout PacketRecord
    ) throws(MalformedRecord) {
        let isRead = readPacket(
            bytes, at: position, length: block.byteCount, interface: index, into: &record)
        if isRead { return }
        guard index < interfaces.count else {
            throw .unknownInterface(index, count: interfaces.count)
        }
        let captured = bytes.length(at: position &+ 20)
        let maximum = interfaces[index].packetByteCountMax
        guard captured <= maximum else { throw .packetTooLong(captured, maximum: maximum) }
        throw .packetLongerThanBlock(captured, blockLength: block.byteCount)
    }

    /// A packet of the first interface, without a time, as long as that interface's limit lets it
    /// be: the block itself only says how long it was on the wire.
    private func readSimplePacket(
        _ block: PcapngBlock, _ bytes: borrowing OrderedBytes, at position: Int
    ) throws(MalformedRecord) -> PacketRecord {
        guard let interface = interfaces.first else {
            throw .unknownInterface(0, count: 0)
        }
        let original = bytes.length(at: position &+ 8)
        let limit = interface.snapLength == 0 ? original : Int(interface.snapLength)
        let captured = min(original, limit)
        guard captured <= interface.packetByteCountMax else {
            throw .packetTooLong(captured, maximum: interface.packetByteCountMax)
        }
        let needed = 16 &+ (captured &+ 3) & ~3
        guard needed <= block.byteCount else {
            throw .packetLongerThanBlock(captured, blockLength: block.byteCount)
        }
        guard needed == block.byteCount else {
            throw .blockLengthsDiffer(
                first: block.byteCount, second: bytes.length(at: position &+ needed &- 4))
        }
        var record = PacketRecord()
        record.setBytes(at: position &+ 12, captured, original: original)
        record.bits = PacketRecord.noTimeBit
        record.interfaceNumber = UInt32(truncatingIfNeeded: interfaceBase)
        record.linkType = interface.linkType
        record.timeDigits = interface.timeDigits
        return record
    }

    private func readCustomBlock(_ block: PcapngBlock, at position: Int) -> PacketRecord {
        var record = PacketRecord()
        // What it holds begins behind the number of the enterprise that knows what it means.
        record.setBytes(at: position &+ 12, block.byteCount &- 16)
        record.bits = PacketRecord.noTimeBit | PacketRecord.Kind.customBlock.rawValue
        return record
    }

    private func readSystemEvent(
        _ block: PcapngBlock, _ bytes: borrowing OrderedBytes, at position: Int
    ) -> PacketRecord {
        var record = PacketRecord()
        let headerByteCount =
            block.type == PcapngBlockType.systemEvent
            ? PcapngSystemEvent.headerByteCount : PcapngSystemEvent.headerByteCountVersion2
        let start = position &+ 8
        record.setBytes(
            at: start &+ headerByteCount, block.byteCount &- 12 &- headerByteCount,
            original: bytes.length(at: start &+ PcapngSystemEvent.lengthOffset))
        let time = bytes.load(UInt64.self, at: start &+ PcapngSystemEvent.timeOffset)
        record.time = Int64(clamping: time)
        record.timeDigits = 9
        record.bits = PacketRecord.Kind.systemEvent.rawValue
        return record
    }

    private func readJournalEntry(
        _ block: PcapngBlock, _ bytes: borrowing OrderedBytes, at position: Int
    ) -> PacketRecord {
        let start = position &+ 8
        var end = position &+ block.byteCount &- 4
        // Padding is no part of it.
        while end > start, bytes.span.byte(at: end &- 1) == 0 { end &-= 1 }
        var record = PacketRecord()
        record.setBytes(at: start, end &- start)
        record.bits = PacketRecord.Kind.journalEntry.rawValue
        if let microseconds = JournalEntry.time(bytes.span.extracting(start..<end)) {
            record.time = microseconds.multipliedReportingOverflow(by: 1000).partialValue
        } else {
            record.bits |= PacketRecord.noTimeBit
        }
        return record
    }
}

extension PacketRecord {
    fileprivate mutating func setBytes(at offset: Int, _ count: Int, original: Int? = nil) {
        self.offset = UInt32(truncatingIfNeeded: offset)
        byteCount = UInt32(truncatingIfNeeded: count)
        originalByteCount = PacketSize.shown(original ?? count)
    }
}
