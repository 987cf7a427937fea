internal import Bytes

/// Bytes being written, with integers in the order of the machine that is to read them.
struct OrderedBuffer {
    private(set) var bytes: [UInt8] = []
    private let isBigEndian: Bool

    init(isBigEndian: Bool) {
        self.isBigEndian = isBigEndian
    }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    func encode<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
        let stored = isBigEndian ? value.bigEndian : value.littleEndian
        return (0..<MemoryLayout<T>.size).map {
            UInt8(truncatingIfNeeded: T(littleEndian: stored) >> T($0 * 8))
        }
    }

    mutating func append<T: FixedWidthInteger>(_ value: T) {
        let stored = isBigEndian ? value.bigEndian : value.littleEndian
        unsafe Swift.withUnsafeBytes(of: stored) { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func append(_ span: RawSpan) {
        unsafe span.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    /// Zeros up to a multiple of four.
    mutating func pad() {
        while bytes.count % 4 != 0 { bytes.append(0) }
    }

    // MARK: - pcapng

    /// Writes a block around what `body` writes.  Whatever else is in the buffer has a length that
    /// is a multiple of four, as all of pcapng has.
    mutating func appendBlock(_ type: UInt32, _ body: (inout OrderedBuffer) -> Void) {
        append(type)
        let place = bytes.count
        append(0 as UInt32)
        body(&self)
        let length = UInt32(clamping: bytes.count - place + 8)
        append(length)
        bytes.replaceSubrange(place..<(place + 4), with: encode(length))
    }

    mutating func appendOption(_ code: UInt16, _ value: [UInt8]) {
        append(code)
        append(UInt16(clamping: value.count))
        bytes += value.prefix(Int(UInt16.max))
        pad()
    }

    mutating func append(_ option: CaptureOption) { appendOption(option.code, option.bytes) }

    /// A time in two halves, the upper one first whatever the byte order.
    mutating func append(time: UInt64) {
        append(UInt32(truncatingIfNeeded: time >> 32))
        append(UInt32(truncatingIfNeeded: time))
    }

    private mutating func appendOption(_ code: UInt16, _ text: String?) {
        guard let text else { return }
        appendOption(code, Array(text.utf8))
    }

    mutating func appendSectionHeader(_ section: CaptureMetadata.Section) {
        appendBlock(PcapngBlockType.sectionHeader) { buffer in
            buffer.append(0x1A2B_3C4D as UInt32)
            buffer.append(1 as UInt16)
            buffer.append(0 as UInt16)
            // The length of the section, which is not known: all ones.
            buffer.append(UInt64.max)
            for comment in section.comments { buffer.appendOption(1, comment) }
            buffer.appendOption(2, section.hardware)
            buffer.appendOption(3, section.operatingSystem)
            buffer.appendOption(4, section.application)
            buffer.appendOption(0, [])
        }
    }

    mutating func appendInterface(_ interface: CaptureMetadata.Interface) {
        appendBlock(PcapngBlockType.interfaceDescription) { buffer in
            buffer.append(interface.linkType)
            buffer.append(0 as UInt16)
            buffer.append(UInt32(clamping: interface.snapLength))
            for comment in interface.comments { buffer.appendOption(1, comment) }
            buffer.appendOption(2, interface.name)
            buffer.appendOption(3, interface.description)
            if let speed = interface.speed { buffer.appendOption(8, buffer.encode(speed)) }
            buffer.appendOption(9, [interface.resolution])
            if let filter = interface.filter {
                buffer.appendOption(11, [0] + Array(filter.utf8))
            }
            buffer.appendOption(12, interface.operatingSystem)
            if interface.timeOffset != 0 {
                buffer.appendOption(14, buffer.encode(interface.timeOffset))
            }
            buffer.appendOption(15, interface.hardware)
            for option in interface.otherOptions { buffer.append(option) }
            buffer.appendOption(0, [])
        }
    }
}
