internal import Dissection

extension TCPField {
    /// Fields of options.
    var optionDefinition: FieldDefinition {
        switch self {
        case .options: FieldDefinition("tcp.options", "TCP Options", .bytes)
        case .optionKind:
            .decimal("tcp.option_kind", "Kind", bits: 8, names: PacketValueNames.tcpOptions)
        case .optionLength: .decimal("tcp.option_len", "Length", bits: 8)
        case .noOperation: .option("tcp.options.nop", "TCP Option - No-Operation (NOP)")
        case .endOfOptions: .option("tcp.options.eol", "TCP Option - End of Option List (EOL)")
        case .maximumSegmentOption:
            .option("tcp.options.mss", "TCP Option - Maximum segment size")
        case .maximumSegment: .decimal("tcp.options.mss_val", "MSS Value", bits: 16)
        case .scaleOption: .option("tcp.options.wscale", "TCP Option - Window scale")
        case .scaleShift: .decimal("tcp.options.wscale.shift", "Shift count", bits: 8)
        case .scaleMultiplier: .decimal("tcp.options.wscale.multiplier", "Multiplier", bits: 16)
        case .sackPermitted: .option("tcp.options.sack_perm", "TCP Option - SACK permitted")
        case .sackOption: .option("tcp.options.sack", "TCP Option - SACK")
        case .sackLeft: .decimal("tcp.options.sack_le", "TCP SACK Left Edge", bits: 32)
        case .sackRight: .decimal("tcp.options.sack_re", "TCP SACK Right Edge", bits: 32)
        case .sackCount: .decimal("tcp.options.sack.count", "TCP SACK Count", bits: 8)
        case .duplicateSackLeft:
            .decimal("tcp.options.sack.dsack_le", "TCP D-SACK Left Edge", bits: 32)
        case .duplicateSackRight:
            .decimal("tcp.options.sack.dsack_re", "TCP D-SACK Right Edge", bits: 32)
        case .isDuplicateSack: .remark("tcp.options.sack.dsack", "D-SACK Sequence")
        case .timestampOption: .option("tcp.options.timestamp", "TCP Option - Timestamps")
        case .timestampValue: .decimal("tcp.options.timestamp.tsval", "Timestamp value", bits: 32)
        case .timestampEcho:
            .decimal("tcp.options.timestamp.tsecr", "Timestamp echo reply", bits: 32)
        default: rareOptionDefinition
        }
    }

    private var rareOptionDefinition: FieldDefinition {
        switch self {
        case .echoOption: .option("tcp.options.echo", "TCP Option - Echo")
        case .echoReplyOption: .option("tcp.options.echoreply", "TCP Option - Echo reply")
        case .echoValue: .decimal("tcp.options.echo_value", "TCP Echo Option", bits: 32)
        case .countOption: .option("tcp.options.cc", "TCP Option - CC")
        case .countValue: .decimal("tcp.options.cc_value", "TCP CC Option", bits: 32)
        case .digestOption: .option("tcp.options.md5", "TCP Option - TCP MD5 signature")
        case .digest: FieldDefinition("tcp.options.md5.digest", "MD5 digest", .bytes)
        case .authenticationOption: .option("tcp.options.ao", "TCP Option - TCP AO")
        case .keyID: .decimal("tcp.options.ao.keyid", "AO KeyID", bits: 8)
        case .nextKeyID: .decimal("tcp.options.ao.rnextkeyid", "AO RNextKeyID", bits: 8)
        case .authenticationCode: FieldDefinition("tcp.options.ao.mac", "AO MAC", .bytes)
        case .quickStartOption: .option("tcp.options.qs", "TCP Option - Quick-Start")
        case .quickStartRate: .decimal("tcp.options.qs.rate", "QS Rate", bits: 8)
        case .quickStartTTL: .decimal("tcp.options.qs.ttl_diff", "QS TTL difference", bits: 8)
        case .userTimeoutOption: .option("tcp.options.user_to", "TCP Option - User Timeout")
        case .userTimeoutGranularity: .flag("tcp.options.user_to_granularity", "Granularity")
        case .userTimeout: .decimal("tcp.options.user_to_val", "User Timeout", bits: 16)
        case .fastOpenOption: .option("tcp.options.tfo", "TCP Option - TCP Fast Open")
        case .fastOpenRequest:
            FieldDefinition("tcp.options.tfo.request", "Fast Open Cookie Request", .label)
        case .fastOpenCookie:
            FieldDefinition("tcp.options.tfo.cookie", "Fast Open Cookie", .bytes)
        case .experimentOption: .option("tcp.options.experimental", "TCP Option - Experimental")
        case .experimentID:
            .hexadecimal("tcp.options.experimental.exid", "Experiment Identifier", bits: 16)
        case .experimentData: FieldDefinition("tcp.options.experimental.data", "Data", .bytes)
        case .unknownOption: .option("tcp.options.unknown", "TCP Option - Unknown")
        case .unknownPayload: FieldDefinition("tcp.options.unknown.payload", "Payload", .bytes)
        default: spaceOptionDefinition
        }
    }

    /// The capabilities of the Space Communications Protocol Specification.
    private var spaceOptionDefinition: FieldDefinition {
        switch self {
        case .spaceOption: .option("tcp.options.scps", "TCP Option - SCPS capabilities")
        case .spaceVector:
            .hexadecimal("tcp.options.scps.vector", "TCP SCPS Capabilities Vector", bits: 8)
        case .spaceBestEffort:
            .flag("tcp.options.scpsflags.bets", "Partial Reliability Capable (BETS)")
        case .spaceShortSnack:
            .flag("tcp.options.scpsflags.snack1", "Short Form SNACK Capable (SNACK1)")
        case .spaceLongSnack:
            .flag("tcp.options.scpsflags.snack2", "Long Form SNACK Capable (SNACK2)")
        case .spaceCompression:
            .flag("tcp.options.scpsflags.compress", "Lossless Header Compression (COMP)")
        case .spaceTimestamp:
            .flag("tcp.options.scpsflags.nlts", "Network Layer Timestamp (NLTS)")
        case .spaceReserved: .decimal("tcp.options.scpsflags.reserved", "Reserved", bits: 8)
        case .spaceBinding: .decimal("tcp.options.scps.binding", "Connection ID", bits: 8)
        default: optionRemarkDefinition
        }
    }

    private var optionRemarkDefinition: FieldDefinition {
        switch self {
        case .hasBadOptionLength: .remark("tcp.option.len.invalid", "Invalid length for option")
        case .lacksMaximumSegment:
            .remark("tcp.options.mss.absent", "The SYN packet does not contain a MSS option")
        case .hasMisplacedMaximumSegment:
            .remark("tcp.options.mss.present", "The non-SYN packet does contain a MSS option")
        case .hasBadScale:
            .remark("tcp.options.wscale.shift.invalid", "Window scale shift exceeds 14")
        case .hasBytesAfterEnd:
            .remark("tcp.non_zero_bytes_after_eol", "Non zero bytes in option space after EOL")
        default: .remark("tcp.nop", "4 NOP in a row - a router may have removed some options")
        }
    }
}

extension FieldDefinition {
    /// A whole option; a tree shows its parts one by one.
    fileprivate static func option(
        _ name: StaticString, _ label: StaticString
    ) -> FieldDefinition {
        FieldDefinition(name, label, .bytes)
    }
}
