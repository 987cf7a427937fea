internal import Dissection

extension IPv4Field {
    var optionDefinition: FieldDefinition {
        switch self {
        case .noOperation:
            FieldDefinition("ip.options.nop", "IP Option - No-Operation (NOP)", .bytes)
        case .endOfOptions:
            FieldDefinition("ip.options.eol", "IP Option - End of Options List (EOL)", .bytes)
        case .routeOption:
            FieldDefinition("ip.options.record_route", "IP Option - Record Route", .bytes)
        case .timeOption: FieldDefinition("ip.options.timestamp", "IP Option - Time Stamp", .bytes)
        case .alertOption:
            FieldDefinition("ip.options.routeralert", "IP Option - Router Alert", .bytes)
        case .looseOption:
            FieldDefinition("ip.options.lsr", "IP Option - Loose Source Route", .bytes)
        case .strictOption:
            FieldDefinition("ip.options.ssr", "IP Option - Strict Source Route", .bytes)
        case .optionType: .decimal("ip.opt.type", "Type", bits: 8)
        case .optionCopies: .flag("ip.opt.type.copy", "Copy on fragmentation")
        case .optionClass:
            .decimal(
                "ip.opt.type.class", "Class", bits: 8, names: PacketValueNames.ipOptionClasses)
        case .optionNumber:
            .decimal(
                "ip.opt.type.number", "Number", bits: 8, names: PacketValueNames.ipOptionNumbers)
        case .optionLength: .decimal("ip.opt.len", "Length", bits: 8)
        case .optionPointer: .decimal("ip.opt.ptr", "Pointer", bits: 8)
        case .recordedRoute: FieldDefinition("ip.rec_rt", "Recorded Route", .ipv4)
        case .recordedRouteText: .again("ip.rec_rt_host", "Recorded Route Host")
        case .emptyRoute: FieldDefinition("ip.empty_rt", "Empty Route", .ipv4)
        case .emptyRouteText: .again("ip.empty_rt_host", "Empty Route Host")
        case .sourceRoute: FieldDefinition("ip.src_rt", "Source Route", .ipv4)
        case .sourceRouteText: .again("ip.src_rt_host", "Source Route Host")
        case .timeOverflow: .decimal("ip.opt.overflow", "Overflow", bits: 8)
        case .timeFlag: .hexadecimal("ip.opt.flag", "Flag", bits: 8)
        case .timeAddress: FieldDefinition("ip.opt.time_stamp_addr", "Address", .ipv4)
        case .timeStamp: .decimal("ip.opt.time_stamp", "Time stamp", bits: 32)
        default: .decimal("ip.opt.ra", "Router Alert", bits: 16)
        }
    }

    var remarkDefinition: FieldDefinition {
        switch self {
        case .hasBogusVersion: .remark("ip.bogus_ip_version", "Bogus IP version")
        case .hasBogusHeaderLength:
            .remark("ip.bogus_header_length", "Bogus IP header length")
        case .hasBogusLength: .remark("ip.bogus_ip_length", "Bogus IP length")
        case .hasSmallTimeToLive: .remark("ip.ttl.too_small", "Time To Live")
        case .hasLocalTimeToLive: .remark("ip.ttl.lncb", "Time To Live of local control")
        case .hasBadChecksum: .remark("ip.checksum_bad.expert", "Bad checksum")
        default: .remark("ip.opt.len.invalid", "Invalid length for option")
        }
    }
}
