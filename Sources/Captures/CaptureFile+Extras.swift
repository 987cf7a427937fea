internal import Bytes

/// What a packet's writer added to it.
extension CaptureFile {
    func comments(of record: borrowing PacketRecord) -> [String] {
        var comments: [String] = []
        forEachOption(of: record) { option, bytes in
            guard option.code == PcapngOptions.Code.comment else { return }
            comments.append(bytes.text(option.range))
        }
        return comments
    }

    /// The packet's flags as pcapng defines them (direction, reception, errors), if it has any.
    func flags(of record: borrowing PacketRecord) -> UInt32? {
        var flags: UInt32?
        forEachOption(of: record) { option, bytes in
            guard option.code == PcapngPacketOptions.flags, flags == nil else { return }
            flags = bytes.load(UInt32.self, at: option.range.lowerBound)
        }
        return flags
    }

    /// How many packets were lost between the packet and the one before it, if it says so.
    func dropCount(of record: borrowing PacketRecord) -> UInt64? {
        var count: UInt64?
        forEachOption(of: record) { option, bytes in
            guard option.code == PcapngPacketOptions.dropCount, count == nil else { return }
            count = bytes.load(UInt64.self, at: option.range.lowerBound)
        }
        return count
    }

    func forEachOption(
        of record: borrowing PacketRecord,
        _ body: (PcapngOptions.Option, borrowing OrderedBytes) -> Void
    ) {
        guard record.hasOptions else { return }
        let isBigEndian = record.bits & PacketRecord.bigEndianBit != 0
        let bytes = OrderedBytes(window.whole, isBigEndian: isBigEndian)
        var options = PcapngOptions(copy bytes, record.optionsRange)
        // They were walked once when the packet was read, so nothing is thrown here.
        while let option = try? options.next() { body(option, bytes) }
    }
}
