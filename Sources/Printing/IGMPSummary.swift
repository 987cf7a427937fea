internal import Bytes
internal import Packets

/// The info column of IGMP (RFC 1112, RFC 2236, RFC 3376), in tshark's words.
enum IGMPSummary {
    static func append(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) throws(Shortage) -> ProtocolName {
        let message = LayerBytes(bytes, transportOf: layers)
        let type = try message.byte(at: 0)
        let version = try IGMPVersion.number(of: type, message)
        do throws(Shortage) {
            try appendMessage(type, version, message, to: &text)
        } catch {
            NetworkSummary.append(error, to: &text)
        }
        return switch version {
        case 1: "IGMPv1"
        case 2: "IGMPv2"
        case 3: "IGMPv3"
        default: "IGMP"
        }
    }

    private static func appendMessage(
        _ type: UInt8, _ version: Int, _ message: borrowing LayerBytes, to text: inout TextBuffer
    ) throws(Shortage) {
        switch type {
        case 0x11:
            text.append("Membership Query")
            try message.require(8)
            if version > 1 { try appendQuery(version, message, to: &text) }
        case 0x12:
            text.append("Membership Report")
            try message.require(8)
        case 0x16:
            text.append("Membership Report")
            try appendGroup(" group ", message, at: 4, to: &text)
        case 0x17:
            text.append("Leave Group")
            try appendGroup(" ", message, at: 4, to: &text)
        case 0x22:
            text.append("Membership Report")
            try appendRecords(message, to: &text)
        default:
            text.append("Unknown Type:0x")
            text.append(hexadecimal: UInt64(type), digits: 2)
        }
    }

    private static func appendGroup(
        _ title: StaticString, _ message: borrowing LayerBytes, at offset: Int,
        to text: inout TextBuffer
    ) throws(Shortage) {
        let group = try message.ipv4(at: offset)
        text.append(title)
        AddressText.append(group, to: &text)
    }

    private static func appendQuery(
        _ version: Int, _ message: borrowing LayerBytes, to text: inout TextBuffer
    ) throws(Shortage) {
        if try message.bigEndian(at: 4, as: UInt32.self) == 0 {
            text.append(", general")
        } else {
            try appendGroup(", specific for group ", message, at: 4, to: &text)
        }
        guard version == 3 else { return }
        let count = Int(try message.bigEndian(at: 10, as: UInt16.self))
        if count > 0 {
            text.append(count == 1 ? ", source {" : ", sources {")
            try appendSources(message, at: 12, count: count, to: &text)
        }
    }

    private static func appendSources(
        _ message: borrowing LayerBytes, at offset: Int, count: Int, to text: inout TextBuffer
    ) throws(Shortage) {
        for index in 0..<count {
            try appendGroup(index == 0 ? "" : ", ", message, at: offset + 4 * index, to: &text)
        }
        text.append("}")
    }

    private static func appendRecords(
        _ message: borrowing LayerBytes, to text: inout TextBuffer
    ) throws(Shortage) {
        let recordCount = Int(try message.bigEndian(at: 6, as: UInt16.self))
        if recordCount == 0 { text.append(" - General query") }
        var offset = 8
        for _ in 0..<recordCount {
            let type = try message.byte(at: offset)
            let auxiliary = 4 * Int(try message.byte(at: offset + 1))
            let count = Int(try message.bigEndian(at: offset + 2, as: UInt16.self))
            try message.require(8, at: offset)
            try appendRecord(type, message, at: offset, count: count, to: &text)
            offset += 8 + 4 * count + auxiliary
        }
    }

    private static func appendRecord(
        _ type: UInt8, _ message: borrowing LayerBytes, at offset: Int, count: Int,
        to text: inout TextBuffer
    ) throws(Shortage) {
        let (before, after) = count == 0 ? emptyRecordWords(type) : recordWords(type, count)
        try appendGroup(before, message, at: offset + 4, to: &text)
        text.append(after)
        if count > 0 { try appendSources(message, at: offset + 8, count: count, to: &text) }
    }

    private static func emptyRecordWords(_ type: UInt8) -> (StaticString, StaticString) {
        switch type {
        case 1, 3: (" / Leave group ", "")
        case 2, 4: (" / Join group ", " for any sources")
        case 5: (" / Group ", ", ALLOW_NEW_SOURCES but no source specified (?)")
        case 6: (" / Group ", ", BLOCK_OLD_SOURCES but no source specified (?)")
        default: (" / Group ", ", unknown record type (?)")
        }
    }

    private static func recordWords(
        _ type: UInt8, _ count: Int
    ) -> (StaticString, StaticString) {
        let isOne = count == 1
        return switch type {
        case 1, 3: (" / Join group ", isOne ? " for source {" : " for sources in {")
        case 2, 4: (" / Join group ", isOne ? ", not source {" : ", for sources not in {")
        case 5: (" / Group ", isOne ? ", new source {" : ", new sources {")
        case 6: (" / Group ", isOne ? ", block source {" : ", block sources {")
        default:
            (
                " / Group ",
                isOne
                    ? ", unknown record type (?), source {"
                    : ", unknown record type (?), sources {"
            )
        }
    }
}
