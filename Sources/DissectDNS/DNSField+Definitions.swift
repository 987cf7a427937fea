public import Dissection

/// The fields of DNS, mDNS and LLMNR.
public enum DNSFields {
    public static let family = FieldFamily(.dns, DNSField.allCases.map(\.definition))
}

extension DNSField {
    var definition: FieldDefinition {
        let definition = messageDefinition ?? recordDefinition ?? laterRecordDefinition
        let places = (
            question: DNSField.qryName.rawValue, record: DNSField.respName.rawValue,
            conversation: DNSField.responseTo.rawValue
        )
        // In a tree, what is said of a question or a record stands below its name.
        if rawValue > places.question, rawValue < DNSField.srvService.rawValue {
            return definition.part(of: "dns.qry.name")
        }
        if rawValue > places.record, rawValue < places.conversation {
            return definition.part(of: "dns.resp.name")
        }
        return definition
    }

    private var messageDefinition: FieldDefinition? {
        switch self {
        case .dns: .init("dns", "Domain Name System", .layer)
        case .mdns: .init("mdns", "Multicast Domain Name System", .layer)
        case .llmnr: .init("llmnr", "Link-local Multicast Name Resolution", .layer)
        case .length: .init("dns.length", "Length", .unsigned(bits: 16))
        case .id: .init("dns.id", "Transaction ID", .unsigned(bits: 16), .hexadecimal)
        case .flags: .init("dns.flags", "Flags", .unsigned(bits: 16), .hexadecimal)
        case .flagsResponse: .init("dns.flags.response", "Response", .boolean)
        case .flagsOpcode:
            .init("dns.flags.opcode", "Opcode", .unsigned(bits: 16), names: DNSValueNames.opcodes)
        case .flagsAuthoritative: .init("dns.flags.authoritative", "Authoritative", .boolean)
        case .flagsConflict: .init("dns.flags.conflict", "Conflict", .boolean)
        case .flagsTruncated: .init("dns.flags.truncated", "Truncated", .boolean)
        case .flagsRecdesired: .init("dns.flags.recdesired", "Recursion desired", .boolean)
        case .flagsTentative: .init("dns.flags.tentative", "Tentative", .boolean)
        case .flagsRecavail: .init("dns.flags.recavail", "Recursion available", .boolean)
        case .flagsZ: .init("dns.flags.z", "Z", .boolean)
        case .flagsAuthenticated: .init("dns.flags.authenticated", "Answer authenticated", .boolean)
        case .flagsCheckdisable: .init("dns.flags.checkdisable", "Non-authenticated data", .boolean)
        case .flagsRcode:
            .init(
                "dns.flags.rcode", "Reply code", .unsigned(bits: 16),
                names: DNSValueNames.responseCodes)
        case .countQueries: .init("dns.count.queries", "Questions", .unsigned(bits: 16))
        case .countZones: .init("dns.count.zones", "Zones", .unsigned(bits: 16))
        case .countAnswers: .init("dns.count.answers", "Answer RRs", .unsigned(bits: 16))
        case .countPrerequisites:
            .init("dns.count.prerequisites", "Prerequisites", .unsigned(bits: 16))
        case .countAuthRr: .init("dns.count.auth_rr", "Authority RRs", .unsigned(bits: 16))
        case .countUpdates: .init("dns.count.updates", "Updates", .unsigned(bits: 16))
        case .countAddRr: .init("dns.count.add_rr", "Additional RRs", .unsigned(bits: 16))
        case .qryName: .init("dns.qry.name", "Name", .text)
        case .qryNameLen: .init("dns.qry.name.len", "Name Length", .unsigned(bits: 16))
        case .countLabels: .init("dns.count.labels", "Label Count", .unsigned(bits: 16))
        case .qryType:
            .init("dns.qry.type", "Type", .unsigned(bits: 16), names: DNSValueNames.types)
        case .qryClass:
            .init(
                "dns.qry.class", "Class", .unsigned(bits: 16), .hexadecimal,
                names: DNSValueNames.classes)
        case .qryQu: .init("dns.qry.qu", "\"QU\" question", .boolean)
        case .respName: .init("dns.resp.name", "Name", .text)
        case .respType:
            .init("dns.resp.type", "Type", .unsigned(bits: 16), names: DNSValueNames.types)
        case .respClass:
            .init(
                "dns.resp.class", "Class", .unsigned(bits: 16), .hexadecimal,
                names: DNSValueNames.classes)
        case .respCacheFlush: .init("dns.resp.cache_flush", "Cache flush", .boolean)
        case .respTtl: .init("dns.resp.ttl", "Time to live", .unsigned(bits: 32))
        case .respLen: .init("dns.resp.len", "Data length", .unsigned(bits: 16))
        case .rrUdpPayloadSize:
            .init("dns.rr.udp_payload_size", "UDP payload size", .unsigned(bits: 16))
        case .respExtRcode:
            .init(
                "dns.resp.ext_rcode", "Higher bits in extended RCODE", .unsigned(bits: 8),
                .hexadecimal)
        case .respEdns0Version: .init("dns.resp.edns0_version", "EDNS0 version", .unsigned(bits: 8))
        case .respZ: .init("dns.resp.z", "Z", .unsigned(bits: 16), .hexadecimal)
        case .respZDo: .init("dns.resp.z.do", "DO bit", .boolean)
        case .respZReserved:
            .init("dns.resp.z.reserved", "Reserved", .unsigned(bits: 16), .hexadecimal)
        case .responseTo: .init("dns.response_to", "Request In", .frameNumber)
        case .time: .init("dns.time", "Time", .duration)
        case .retransmission: .init("dns.retransmission", "Retransmission", .boolean)
        case .retransmitRequestIn:
            .init(
                "dns.retransmit_request_in", "Retransmitted request. Original request in",
                .frameNumber)
        case .retransmitResponseIn:
            .init(
                "dns.retransmit_response_in", "Retransmitted response. Original response in",
                .frameNumber)
        case .unsolicited: .init("dns.unsolicited", "Unsolicited", .boolean)
        default: nil
        }
    }
}
