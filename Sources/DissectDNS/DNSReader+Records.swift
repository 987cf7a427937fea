internal import Bytes
internal import Dissection

extension DNSReader {
    /// Reads one record: name, type, class, time to live, and its data by the type's shape.
    mutating func readRecord(into message: inout Message) throws(DNSStop) {
        let owner = try readName(into: &message)
        let record = try readRecordHead(owner, into: &message)
        let start = input.offset
        if record.dataCount > 0 {
            let mark = message.info.count
            do throws(DNSStop) {
                try readData(record, into: &message)
            } catch {
                message.info.truncate(to: max(mark, summaryMark))
                throw error
            }
        }
        if !record.hasOwnerField { dropText(of: owner, from: &message) }
        input.offset = start + record.dataCount
    }

    private mutating func readRecordHead(
        _ owner: DNSName, into message: inout Message
    ) throws(DNSStop) -> DNSRecord {
        var record = DNSRecord(owner: owner)
        record.type = try input.read()
        record.recordClass = try input.read()
        let isFlush = flavor == .multicast && record.recordClass & 0x8000 != 0
        if flavor == .multicast { record.recordClass &= 0x7FFF }
        let lifeOffset = input.offset
        // The summary names the type as soon as the length is there, which stands behind the time.
        try input.require(2, at: lifeOffset + 4)
        let life: UInt32 = try input.read()
        let count: UInt16 = try input.read()
        record.dataCount = Int(count)
        if writesSummary(message) {
            appendType(record.type, to: &message)
            if isFlush { message.info.append(", cache flush") }
        }
        // With a tree to fill, tshark looks first whether all of the record is there.
        if message.depth >= .fields { try input.require(record.dataCount, at: input.offset) }
        guard wantsFields(&message) else { return record }
        addOwner(of: record, to: &message)
        record.hasOwnerField = true
        message.add(.respType, Int(record.type))
        if record.type == DNSRecord.options {
            message.add(.rrUdpPayloadSize, Int(record.recordClass))
            if flavor == .multicast { message.add(.respCacheFlush, isFlush) }
            message.add(.respExtRcode, Int(life >> 24))
            message.add(.respEdns0Version, Int(life >> 16 & 0xFF))
            message.add(.respZ, Int(life & 0xFFFF))
            message.add(.respZDo, life & 0x8000 != 0)
            message.add(.respZReserved, Int(life & 0x7FFF))
        } else {
            message.add(.respClass, Int(record.recordClass))
            if flavor == .multicast { message.add(.respCacheFlush, isFlush) }
            message.add(.respTtl, Int(life))
        }
        message.add(.respLen, record.dataCount)
        return record
    }

    /// The owner of a service has the service and the transport in its name.
    private func addOwner(of record: DNSRecord, to message: inout Message) {
        let text = record.owner.text
        guard record.type == 33 else { return message.add(DNSField.respName.id, .decoded(text)) }
        var start = text.offset
        for field in [DNSField.srvService, .srvProto, .srvName] {
            let rest = message.decoded[start..<text.end]
            let dot = field == .srvName ? nil : rest.firstIndex(of: 0x2E)
            let end = dot ?? text.end
            message.add(field.id, .decoded(StreamRange(offset: start, count: end - start)))
            guard let dot else { return }
            start = dot + 1
        }
    }

    private mutating func readData(
        _ record: DNSRecord, into message: inout Message
    ) throws(DNSStop) {
        let shape = DNSShape.of(record.type)
        if shape.showsOwner, writesSummary(message) { append(record.owner, to: &message) }
        summaryMark = message.info.count
        let end = input.offset + record.dataCount
        let shownCount = shape.shownPartCount
        for (index, part) in shape.parts.enumerated() {
            try read(part, until: end, into: &message)
            if index + 1 == shownCount { summaryMark = message.info.count }
        }
    }

    func writesSummary(_ message: borrowing Message) -> Bool {
        message.wantsSummary && message.info.count < Self.summaryByteCountMax
    }
}

/// What stands before a record's data.
struct DNSRecord {
    static let options: UInt16 = 41

    var owner: DNSName
    var type: UInt16 = 0
    var recordClass: UInt16 = 0
    var dataCount = 0
    var hasOwnerField = false

    init(owner: DNSName) { self.owner = owner }
}
