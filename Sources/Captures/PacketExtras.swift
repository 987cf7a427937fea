internal import Bytes

/// What a capture has of a packet beside what a ``PacketRecord`` says: for whoever writes it again.
public struct PacketExtras: Sendable {
    /// The packet's time as its interface counts; nil if only the record knows it.
    public var timeUnits: UInt64?
    public var options: [CaptureOption] = []
    /// Of a record that is not a packet.
    public var block: Block?

    public init() {}

    public init(comments: [String]) {
        options = comments.map {
            CaptureOption(code: PcapngOptions.Code.comment, bytes: Array($0.utf8))
        }
    }

    /// What stands in front of a record's bytes in its block.
    public struct Block: Sendable {
        public var type: UInt32
        public var head: [UInt8]
    }
}

extension CaptureFile {
    func extras(of record: borrowing PacketRecord) -> PacketExtras {
        var extras = PacketExtras()
        guard metadata.fileType == .pcapng else { return extras }
        let start = record.bytesRange.lowerBound
        switch record.kind {
        case .packet:
            let isBigEndian = record.bits & PacketRecord.bigEndianBit != 0
            let bytes = OrderedBytes(window.whole, isBigEndian: isBigEndian)
            // The blocks that have a time have it at the same place.
            if record.hasTime {
                let upper = UInt64(bytes.load(UInt32.self, at: start &- 16))
                extras.timeUnits = upper &<< 32 | UInt64(bytes.load(UInt32.self, at: start &- 12))
            }
            forEachOption(of: record) { option, bytes in
                let kept = CaptureOption(option, of: bytes, integers: option.integersInPacket)
                if let kept { extras.options.append(kept) }
            }
        case .journalEntry:
            extras.block = PacketExtras.Block(type: PcapngBlockType.journalEntry, head: [])
        case .customBlock: extras.block = customBlock(at: start)
        case .systemEvent: extras.block = systemEvent(at: start, record.count)
        }
        return extras
    }

    /// Nil for a block that must not be copied.
    private func customBlock(at start: Int) -> PacketExtras.Block? {
        for isBigEndian in [false, true] {
            let bytes = OrderedBytes(window.whole, isBigEndian: isBigEndian)
            let type = bytes.load(UInt32.self, at: start &- 12)
            guard type == PcapngBlockType.customBlock else { continue }
            let number = bytes.array((start &- 4)..<start)
            return PacketExtras.Block(type: type, head: isBigEndian ? number.reversed() : number)
        }
        return nil
    }

    /// Nil for one in the other byte order, whose parameters are known to sysdig alone.
    private func systemEvent(at start: Int, _ count: Int) -> PacketExtras.Block? {
        let bytes = OrderedBytes(window.whole, isBigEndian: false)
        let kinds = [
            (PcapngBlockType.systemEvent, PcapngSystemEvent.headerByteCount),
            (PcapngBlockType.systemEventVersion2, PcapngSystemEvent.headerByteCountVersion2),
            (PcapngBlockType.largeSystemEvent, PcapngSystemEvent.headerByteCountVersion2),
        ]
        for (type, headByteCount) in kinds {
            let head = start &- headByteCount
            guard head >= 8, bytes.load(UInt32.self, at: head &- 8) == type,
                bytes.length(at: head &- 4) == 12 &+ headByteCount &+ count
            else { continue }
            return PacketExtras.Block(type: type, head: bytes.array(head..<start))
        }
        return nil
    }
}
