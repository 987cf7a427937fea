internal import Bytes

/// The blocks that describe a section and its interfaces.
extension PcapngFormat {
    ///      8               12      14      16                              24
    ///     +---------------+-------+-------+---------------+---------------+----- - -
    ///     |  byte order   | major | minor |        section length         | options
    ///     +---------------+-------+-------+---------------+---------------+----- - -
    ///
    /// The section's length is not looked at: blocks say where they end.
    mutating func readSectionHeader(
        _ bytes: borrowing OrderedBytes, _ body: Range<Int>, into metadata: inout CaptureMetadata
    ) throws(MalformedRecord) {
        let major = Int(bytes.load(UInt16.self, at: body.lowerBound &+ 4))
        let minor = Int(bytes.load(UInt16.self, at: body.lowerBound &+ 6))
        // Version 1.2 is 1.0 from a writer that was ahead of the specification.
        guard major == 1, minor == 0 || minor == 2 else {
            throw .unknownVersion(major: major, minor: minor)
        }
        var section = CaptureMetadata.Section()
        section.isBigEndian = bytes.isBigEndian
        var options = PcapngOptions(
            copy bytes, (body.lowerBound &+ 16)..<body.upperBound)
        var byteCount = 0
        while let option = try options.next() {
            byteCount &+= option.range.count
            switch option.code {
            case 1: section.comments.append(bytes.text(option.range))
            case 2: section.hardware = section.hardware ?? bytes.text(option.range)
            case 3: section.operatingSystem = section.operatingSystem ?? bytes.text(option.range)
            case 4: section.application = section.application ?? bytes.text(option.range)
            default: break
            }
        }
        beginSection(isBigEndian: bytes.isBigEndian)
        if metadata.makeRoom(byteCount) { metadata.sections.append(section) }
    }

    ///      8       10      12              16
    ///     +-------+-------+---------------+----- - -
    ///     | link  |   -   |  snap length  | options
    ///     +-------+-------+---------------+----- - -
    mutating func readInterface(
        _ bytes: borrowing OrderedBytes, _ body: Range<Int>, into metadata: inout CaptureMetadata
    ) throws(MalformedRecord) {
        var interface = CaptureMetadata.Interface()
        interface.section = sectionCount &- 1
        interface.number = interfaces.count
        interface.linkType = bytes.load(UInt16.self, at: body.lowerBound)
        interface.snapLength = bytes.length(at: body.lowerBound &+ 4)
        var options = PcapngOptions(
            copy bytes, (body.lowerBound &+ 8)..<body.upperBound)
        var seen: UInt32 = 0
        var byteCount = 0
        while let option = try options.next() {
            // The first of a kind counts; comments and addresses may be many.
            let bit: UInt32 = 1 << UInt32(min(option.code, 31))
            let isOne = option.code < 31 && ![1, 4, 5].contains(option.code)
            guard seen & bit == 0 || !isOne else { continue }
            seen |= bit
            byteCount &+= option.range.count
            try interface.read(option, of: bytes)
        }
        try add(PcapngInterface(interface))
        if metadata.makeRoom(byteCount &+ 128) { metadata.interfaces.append(interface) }
    }

    ///      8               12              16              20
    ///     +---------------+---------------+---------------+----- - -
    ///     |   interface   |             time              | options
    ///     +---------------+---------------+---------------+----- - -
    func readStatistics(
        _ bytes: borrowing OrderedBytes, _ body: Range<Int>, into metadata: inout CaptureMetadata
    ) throws(MalformedRecord) {
        var statistics = CaptureMetadata.Statistics()
        statistics.time = bytes.time(at: body.lowerBound &+ 4)
        var options = PcapngOptions(
            copy bytes, (body.lowerBound &+ 12)..<body.upperBound)
        while let option = try options.next() {
            guard option.range.count == 8, 2...8 ~= option.code else { continue }
            let start = option.range.lowerBound
            let value = bytes.load(UInt64.self, at: start)
            switch option.code {
            case 2: statistics.startTime = bytes.time(at: start)
            case 3: statistics.endTime = bytes.time(at: start)
            case 4: statistics.received = value
            case 5: statistics.dropped = value
            case 6: statistics.accepted = value
            case 7: statistics.droppedBySystem = value
            default: statistics.delivered = value
            }
        }
        let index = interfaceBase &+ bytes.length(at: body.lowerBound)
        guard index < metadata.interfaces.count else { return }
        statistics.blockCount = metadata.interfaces[index].statistics.blockCount &+ 1
        metadata.interfaces[index].statistics = statistics
    }
}

extension OrderedBytes {
    /// A time in two halves, the upper one first whatever the byte order.
    fileprivate func time(at offset: Int) -> UInt64 {
        UInt64(load(UInt32.self, at: offset)) &<< 32 | UInt64(load(UInt32.self, at: offset &+ 4))
    }
}

extension CaptureMetadata.Interface {
    fileprivate mutating func read(
        _ option: PcapngOptions.Option, of bytes: borrowing OrderedBytes
    ) throws(MalformedRecord) {
        switch (option.code, option.range.count) {
        case (1, _): comments.append(bytes.text(option.range))
        case (2, _): name = bytes.text(option.range)
        case (3, _): description = bytes.text(option.range)
        case (8, 8): speed = bytes.load(UInt64.self, at: option.range.lowerBound)
        case (9, 1): setResolution(bytes.span.byte(at: option.range.lowerBound))
        case (11, 0): throw .optionLength(0, code: 11)
        case (11, _): filter = Self.filter(bytes, option.range)
        case (12, _): operatingSystem = bytes.text(option.range)
        case (14, 8): timeOffset = bytes.load(Int64.self, at: option.range.lowerBound)
        case (15, _): hardware = bytes.text(option.range)
        case (8, _), (9, _), (14, _): break
        default:
            let integers = option.integersInInterface
            if let kept = CaptureOption(option, of: bytes, integers: integers) {
                otherOptions.append(kept)
            }
        }
    }

    /// A filter is text if its first byte is 0; other kinds (1 is BPF's byte code) are not shown.
    private static func filter(
        _ bytes: borrowing OrderedBytes, _ range: Range<Int>
    ) -> String? {
        guard bytes.span.byte(at: range.lowerBound) == 0 else { return nil }
        return bytes.text(range.dropFirst())
    }
}
