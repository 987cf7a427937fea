internal import Bytes
internal import Dissection

/// Reads one message: header, questions, records (RFC 1035, section 4.1).
///
///      0                             15
///     +-------------------------------+
///     |              id               |
///     |QR| opcode |AA|TC|RD|RA|Z AD CD rcode|
///     |           questions           |
///     |            answers            |
///     |       authority records       |
///     |      additional records       |
///     +-------------------------------+
///
/// What is read, in which order, is tshark's, so that a message that ends early has the same
/// summary: written as far as it goes, with what is wrong behind it.
struct DNSReader: ~Escapable {
    var input: DNSInput
    let flavor: DNSFlavor
    let transport: DNSTransport
    var header = DNSHeader()
    /// How much of the summary stays when the data of the record at hand is not all there.
    var summaryMark = 0
    private var isFull = false

    @_lifetime(copy input)
    init(_ input: DNSInput, _ flavor: DNSFlavor, _ transport: DNSTransport) {
        self.input = input
        self.flavor = flavor
        self.transport = transport
    }

    /// A summary needs no more text than tshark's column holds.
    static var summaryByteCountMax: Int { 4095 }
    /// What the names of one message may come to: pointers make much of little.
    static var textByteCountMax: Int { 1 << 18 }
    /// The identifier and the flags.
    private static var firstByteCount: Int { 4 }
    /// How many fields of one message are kept: a bit map has eight in a byte.
    static var fieldCountMax: Int { 1 << 14 }

    mutating func read(_ transactions: inout DNSTransactions, into message: inout Message) {
        message.decoded.removeAll(keepingCapacity: true)
        if message.wantsSummary { message.beginOnlySummary() }
        // As in tshark: nothing is DNS before the flags are there.
        let begins = input.span.byteCount >= Self.firstByteCount
        if message.depth >= .fields, begins { message.add(layer.id, .present) }
        do throws(DNSStop) {
            try readAll(&transactions, into: &message)
        } catch {
            message.notes.append(Note(error))
            guard message.wantsSummary else { return }
            if case .cutShort = error {
                message.info.append("[Packet size limited during capture]")
            } else {
                message.info.append("[Malformed Packet]")
            }
        }
    }

    private var layer: DNSField {
        switch flavor {
        case .unicast: .dns
        case .multicast: .mdns
        case .linkLocal: .llmnr
        }
    }

    private mutating func readAll(
        _ transactions: inout DNSTransactions, into message: inout Message
    ) throws(DNSStop) {
        try readHeader(into: &message)
        var finding = DNSTransactions.Finding.none
        if message.depth >= .fields {
            finding = transactions.observe(
                header, packet: message.packetNumber, time: message.time)
            addHeaderFields(to: &message)
        }
        try readCounts(into: &message)
        // Counting needs no more: what is wrong further on is for those who look.
        guard message.depth >= .summary else { return }
        if header.isStateful { try readStatefulData() }
        for _ in 0..<header.questionCount { try readQuestion(&transactions, into: &message) }
        let recordCount = header.answerCount + header.authorityCount + header.additionalCount
        for _ in 0..<recordCount { try readRecord(into: &message) }
        if message.depth >= .fields { finding.addFields(to: &message) }
    }
}

// MARK: - Header

extension DNSReader {
    private mutating func readHeader(into message: inout Message) throws(DNSStop) {
        header.id = try input.read()
        header.flags = try input.read()
        guard message.wantsSummary else { return }
        if let words = DNSWords.opcode(header.opcode) {
            message.info.append(words)
        } else {
            message.info.append("Unknown operation (")
            message.info.append(decimal: header.opcode)
            message.info.append(")")
        }
        if header.isResponse { message.info.append(" response") }
        message.info.append(" 0x")
        for shift: UInt16 in [12, 8, 4, 0] {
            let digit = UInt8(header.id >> shift & 0xF)
            message.info.append(byte: digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
        guard header.isResponse, header.responseCode != 0 else { return }
        message.info.append(" ")
        if let words = DNSWords.responseCode(header.responseCode) {
            message.info.append(words)
        } else {
            message.info.append("Unknown error (")
            message.info.append(decimal: header.responseCode)
            message.info.append(")")
        }
    }

    private mutating func readCounts(into message: inout Message) throws(DNSStop) {
        // Each is told before the next is looked for: a message may end between them.
        let wantsFields = message.depth >= .fields
        let isUpdate = header.opcode == 5
        header.questionCount = Int(try input.read(UInt16.self))
        if wantsFields { message.add(isUpdate ? .countZones : .countQueries, header.questionCount) }
        header.answerCount = Int(try input.read(UInt16.self))
        if wantsFields {
            message.add(isUpdate ? .countPrerequisites : .countAnswers, header.answerCount)
        }
        header.authorityCount = Int(try input.read(UInt16.self))
        if wantsFields {
            message.add(isUpdate ? .countUpdates : .countAuthRr, header.authorityCount)
        }
        header.additionalCount = Int(try input.read(UInt16.self))
        if wantsFields { message.add(.countAddRr, header.additionalCount) }
    }

    private func addHeaderFields(to message: inout Message) {
        if transport == .stream { message.add(.length, input.sentCount) }
        message.add(.id, Int(header.id))
        message.add(.flags, Int(header.flags))
        message.add(.flagsResponse, header.isResponse)
        message.add(.flagsOpcode, Int(header.opcode))
        if flavor == .linkLocal {
            message.add(.flagsConflict, header.has(0x0400))
            message.add(.flagsTruncated, header.has(0x0200))
            message.add(.flagsTentative, header.has(0x0100))
        } else {
            if header.isResponse { message.add(.flagsAuthoritative, header.has(0x0400)) }
            message.add(.flagsTruncated, header.has(0x0200))
            message.add(.flagsRecdesired, header.has(0x0100))
            if header.isResponse { message.add(.flagsRecavail, header.has(0x0080)) }
            message.add(.flagsZ, header.has(0x0040))
            if header.isResponse || header.has(0x0020) {
                message.add(.flagsAuthenticated, header.has(0x0020))
            }
            message.add(.flagsCheckdisable, header.has(0x0010))
        }
        if header.isResponse { message.add(.flagsRcode, Int(header.responseCode)) }
    }

    /// The type-length-value parts of DNS Stateful Operations (RFC 8490).
    private mutating func readStatefulData() throws(DNSStop) {
        while input.sentCount - input.offset >= 4 {
            let type: UInt16 = try input.read()
            let count: UInt16 = try input.read()
            switch type {
            case 1: _ = try input.readRange(8)
            case 2: _ = try input.readRange(4)
            default: _ = try input.readRange(Int(count))
            }
        }
    }
}

// MARK: - Questions

extension DNSReader {
    private mutating func readQuestion(
        _ transactions: inout DNSTransactions, into message: inout Message
    ) throws(DNSStop) {
        let name = try readName(into: &message)
        let type: UInt16 = try input.read()
        var recordClass: UInt16 = try input.read()
        var asksForUnicast = false
        if flavor == .multicast {
            asksForUnicast = recordClass & 0x8000 != 0
            recordClass &= 0x7FFF
        }
        if type == 251 || type == 252 { transactions.expectManyResponses(to: header.id) }
        if message.wantsSummary, message.info.count < Self.summaryByteCountMax {
            appendType(type, to: &message)
            append(name, to: &message)
            if flavor == .multicast {
                message.info.append(asksForUnicast ? ", \"QU\" question" : ", \"QM\" question")
            }
        }
        guard wantsFields(&message) else { return dropText(of: name, from: &message) }
        message.add(DNSField.qryName.id, .decoded(name.text))
        message.add(.qryNameLen, name.byteCount > 1 ? name.byteCount : 0)
        message.add(.countLabels, name.labelCount)
        message.add(.qryType, Int(type))
        message.add(.qryClass, Int(recordClass))
        if flavor == .multicast { message.add(.qryQu, asksForUnicast) }
    }

    mutating func readName(into message: inout Message) throws(DNSStop) -> DNSName {
        try input.readName(into: &message.decoded)
    }

    /// Whether fields are wanted and there is room for more of them.
    mutating func wantsFields(_ message: inout Message) -> Bool {
        guard message.depth >= .fields, !isFull else { return false }
        guard
            message.decoded.count > Self.textByteCountMax
                || message.fields.count > Self.fieldCountMax
        else { return true }
        isFull = true
        let place = StreamRange(offset: input.base + input.offset, count: 0)
        message.notes.append(Note("dns.too-many-fields", .info, at: place))
        return false
    }

    func append(_ name: DNSName, to message: inout Message) {
        message.info.append(" ")
        message.appendToSummary(decoded: name.text)
    }

    func appendType(_ type: UInt16, to message: inout Message) {
        message.info.append(" ")
        if let words = DNSWords.type(type) {
            message.info.append(words)
        } else {
            message.info.append("Unknown (")
            message.info.append(decimal: type)
            message.info.append(")")
        }
    }

    /// Takes back text that no field refers to.
    func dropText(of name: DNSName, from message: inout Message) {
        message.decoded.removeLast(message.decoded.count - name.text.offset)
    }
}

extension Message {
    mutating func add(_ field: DNSField, _ number: Int) {
        add(field.id, .number(UInt64(number)))
    }

    mutating func add(_ field: DNSField, _ flag: Bool) {
        add(field.id, .flag(flag))
    }
}
