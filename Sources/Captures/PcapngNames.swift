internal import Bytes

/// Name resolution blocks: addresses with the names that the capture's writer knew for them.
///
///      0       2       4
///     +-------+-------+-------------- - - - -------+
///     | type  | length| address, names, each with  |
///     |       |       | a zero behind it; padding   |
///     +-------+-------+-------------- - - - -------+
enum PcapngNames {
    static func read(
        _ bytes: borrowing OrderedBytes, _ body: Range<Int>, into metadata: inout CaptureMetadata
    ) throws(MalformedRecord) {
        var position = body.lowerBound
        while body.upperBound &- position >= 4 {
            let type = bytes.load(UInt16.self, at: position)
            let count = Int(bytes.load(UInt16.self, at: position &+ 2))
            position &+= 4
            if type == 0 { break }
            guard count <= body.upperBound &- position else { throw .nameRecordLength(count) }
            let record = position..<(position &+ count)
            if let addressByteCount = addressByteCount(type) {
                try readRecord(bytes, record, addressByteCount, into: &metadata)
            }
            position &+= (count &+ 3) & ~3
        }
        guard position < body.upperBound else { return }
        var options = PcapngOptions(copy bytes, position..<body.upperBound)
        while try options.next() != nil {}
    }

    private static func addressByteCount(_ type: UInt16) -> Int? {
        switch type {
        case 1: 4
        case 2: 16
        default: nil
        }
    }

    private static func readRecord(
        _ bytes: borrowing OrderedBytes, _ range: Range<Int>, _ addressByteCount: Int,
        into metadata: inout CaptureMetadata
    ) throws(MalformedRecord) {
        guard range.count >= addressByteCount else { throw .nameRecordLength(range.count) }
        let address = range.prefix(addressByteCount)
        let texts = range.dropFirst(addressByteCount)
        guard texts.isEmpty || bytes.span.byte(at: texts.upperBound &- 1) == 0 else {
            throw .nameNotTerminated
        }
        guard metadata.makeRoom(range.count) else { return }
        let names = bytes.array(texts).split(separator: 0).map {
            String(decoding: $0, as: UTF8.self)
        }
        metadata.nameRecords.append(.init(address: bytes.array(address), names: names))
    }
}

/// Decryption secrets blocks: a type, a length, and the keys.
enum PcapngSecrets {
    static func read(
        _ bytes: borrowing OrderedBytes, _ body: Range<Int>, into metadata: inout CaptureMetadata
    ) throws(MalformedRecord) {
        let type = bytes.load(UInt32.self, at: body.lowerBound)
        let count = bytes.length(at: body.lowerBound &+ 4)
        let start = body.lowerBound &+ 8
        guard count <= body.upperBound &- start else { throw .secretsTooLong(count) }
        guard metadata.makeRoom(count) else { return }
        metadata.secrets.append(
            .init(type: type, bytes: bytes.array(start..<(start &+ count))))
    }
}
