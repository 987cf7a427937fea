public import Dissection

/// The fields of TCP.
public enum TCPField: UInt16, PacketField {
    // What stands in the header.
    case layer, sourcePort, destinationPort, port, sequenceRaw, acknowledgmentRaw, headerLength
    case flags, flagReserved, flagAccurateECN, flagWindowReduced, flagCongestionEcho, flagUrgent
    case flagAcknowledgment, flagPush, flagReset, flagSynchronize, flagFinish, flagText
    case windowValue, checksum, checksumStatus, urgentPointer, options, optionKind, optionLength
    case maximumSegment, scaleShift, scaleMultiplier, sackLeft, sackRight, sackCount
    case timestampValue, timestampEcho, payload
    // What the analysis of a connection finds out.
    case stream, completeness, length, sequence, nextSequence, acknowledgment, window, windowScale
    case timeRelative, timeDelta, isDuplicateSack, duplicateSackLeft, duplicateSackRight
    case roundTrip, acknowledgedFrame, bytesInFlight, pushBytesSent, duplicateAck
    case duplicateAckFrame, duplicateAckNumber, fastRetransmission, initialRoundTrip, keepAlive
    case keepAliveAck, lostSegment, ackedLostSegment, outOfOrder, retransmission, reusedPorts
    case timeout, timeoutFrame, spuriousRetransmission, windowFull, windowUpdate, zeroWindow
    case zeroWindowProbe, zeroWindowProbeAck, reassembledLength, segmentCount, segmentOverlap

    public static var familyNumber: FieldFamily.Number { .tcp }

    public var definition: FieldDefinition {
        rawValue < Self.stream.rawValue ? headerDefinition : analysisDefinition
    }

    private var headerDefinition: FieldDefinition {
        switch self {
        case .layer: .layer("tcp", "Transmission Control Protocol")
        case .sourcePort: .decimal("tcp.srcport", "Source Port", bits: 16)
        case .destinationPort: .decimal("tcp.dstport", "Destination Port", bits: 16)
        case .port: .decimal("tcp.port", "Source or Destination Port", bits: 16).hidden
        case .sequenceRaw: .decimal("tcp.seq_raw", "Sequence Number (raw)", bits: 32)
        case .acknowledgmentRaw: .decimal("tcp.ack_raw", "Acknowledgment number (raw)", bits: 32)
        case .headerLength: .decimal("tcp.hdr_len", "Header Length", bits: 8)
        case .flags: .hexadecimal("tcp.flags", "Flags", bits: 16)
        case .flagReserved: .flag("tcp.flags.res", "Reserved")
        case .flagAccurateECN: .flag("tcp.flags.ae", "Accurate ECN")
        case .flagWindowReduced: .flag("tcp.flags.cwr", "Congestion Window Reduced")
        case .flagCongestionEcho: .flag("tcp.flags.ece", "ECN-Echo")
        case .flagUrgent: .flag("tcp.flags.urg", "Urgent")
        case .flagAcknowledgment: .flag("tcp.flags.ack", "Acknowledgment")
        case .flagPush: .flag("tcp.flags.push", "Push")
        case .flagReset: .flag("tcp.flags.reset", "Reset")
        case .flagSynchronize: .flag("tcp.flags.syn", "Syn")
        case .flagFinish: .flag("tcp.flags.fin", "Fin")
        case .flagText: FieldDefinition("tcp.flags.str", "TCP Flags", .text)
        case .windowValue: .decimal("tcp.window_size_value", "Window", bits: 16)
        case .checksum: .hexadecimal("tcp.checksum", "Checksum", bits: 16)
        case .checksumStatus:
            .decimal(
                "tcp.checksum.status", "Checksum Status", bits: 8,
                names: PacketValueNames.checksumStates)
        case .urgentPointer: .decimal("tcp.urgent_pointer", "Urgent Pointer", bits: 16)
        case .options: FieldDefinition("tcp.options", "TCP Options", .bytes)
        case .optionKind:
            .decimal("tcp.option_kind", "Kind", bits: 8, names: PacketValueNames.tcpOptions)
                .part(of: "tcp.options")
        case .optionLength:
            .decimal("tcp.option_len", "Length", bits: 8).part(of: "tcp.options")
        case .maximumSegment: .decimal("tcp.options.mss_val", "MSS Value", bits: 16)
        case .scaleShift: .decimal("tcp.options.wscale.shift", "Shift count", bits: 8)
        case .scaleMultiplier: .decimal("tcp.options.wscale.multiplier", "Multiplier", bits: 16)
        case .sackLeft: .decimal("tcp.options.sack_le", "TCP SACK Left Edge", bits: 32)
        case .sackRight: .decimal("tcp.options.sack_re", "TCP SACK Right Edge", bits: 32)
        case .sackCount: .decimal("tcp.options.sack.count", "TCP SACK Count", bits: 8)
        case .timestampValue: .decimal("tcp.options.timestamp.tsval", "Timestamp value", bits: 32)
        case .timestampEcho:
            .decimal("tcp.options.timestamp.tsecr", "Timestamp echo reply", bits: 32)
        case .payload: FieldDefinition("tcp.payload", "TCP payload", .bytes).secret
        default: analysisDefinition
        }
    }
}

extension TCPField {
    private var analysisDefinition: FieldDefinition {
        switch self {
        case .stream: .decimal("tcp.stream", "Stream index", bits: 32)
        case .completeness: .decimal("tcp.completeness", "Conversation completeness", bits: 8)
        case .length: .decimal("tcp.len", "TCP Segment Len", bits: 32)
        case .sequence: .decimal("tcp.seq", "Sequence Number", bits: 32)
        case .nextSequence: .decimal("tcp.nxtseq", "Next Sequence Number", bits: 32)
        case .acknowledgment: .decimal("tcp.ack", "Acknowledgment Number", bits: 32)
        case .window: .decimal("tcp.window_size", "Calculated window size", bits: 32)
        case .windowScale:
            FieldDefinition(
                "tcp.window_size_scalefactor", "Window size scaling factor", .signed(bits: 32))
        case .timeRelative:
            FieldDefinition(
                "tcp.time_relative", "Time since first frame in this TCP stream", .duration)
        case .timeDelta:
            FieldDefinition(
                "tcp.time_delta", "Time since previous frame in this TCP stream", .duration)
        case .isDuplicateSack: FieldDefinition("tcp.options.sack.dsack", "D-SACK Sequence", .label)
        case .duplicateSackLeft:
            .decimal("tcp.options.sack.dsack_le", "TCP D-SACK Left Edge", bits: 32)
        case .duplicateSackRight:
            .decimal("tcp.options.sack.dsack_re", "TCP D-SACK Right Edge", bits: 32)
        case .roundTrip:
            FieldDefinition("tcp.analysis.ack_rtt", "The RTT to ACK the segment was", .duration)
        case .acknowledgedFrame:
            FieldDefinition(
                "tcp.analysis.acks_frame", "This is an ACK to the segment in frame", .frameNumber)
        case .bytesInFlight: .decimal("tcp.analysis.bytes_in_flight", "Bytes in flight", bits: 32)
        case .pushBytesSent:
            .decimal("tcp.analysis.push_bytes_sent", "Bytes sent since last PSH flag", bits: 32)
        case .duplicateAck: FieldDefinition("tcp.analysis.duplicate_ack", "Duplicate ACK", .label)
        case .duplicateAckFrame:
            FieldDefinition(
                "tcp.analysis.duplicate_ack_frame", "Duplicate to the ACK in frame", .frameNumber)
        case .duplicateAckNumber:
            .decimal("tcp.analysis.duplicate_ack_num", "Duplicate ACK #", bits: 32)
        case .fastRetransmission:
            FieldDefinition("tcp.analysis.fast_retransmission", "Fast retransmission", .label)
        case .initialRoundTrip: FieldDefinition("tcp.analysis.initial_rtt", "iRTT", .duration)
        case .keepAlive:
            FieldDefinition("tcp.analysis.keep_alive", "TCP keep-alive segment", .label)
        case .keepAliveAck:
            FieldDefinition(
                "tcp.analysis.keep_alive_ack", "ACK to a TCP keep-alive segment", .label)
        case .lostSegment:
            FieldDefinition("tcp.analysis.lost_segment", "Previous segment not captured", .label)
        case .ackedLostSegment:
            FieldDefinition(
                "tcp.analysis.ack_lost_segment", "ACKed segment that was not captured", .label)
        case .outOfOrder:
            FieldDefinition("tcp.analysis.out_of_order", "Out-of-order segment", .label)
        case .retransmission:
            FieldDefinition("tcp.analysis.retransmission", "Retransmission", .label)
        case .reusedPorts:
            FieldDefinition("tcp.analysis.reused_ports", "Port numbers reused", .label)
        case .timeout:
            FieldDefinition("tcp.analysis.rto", "The RTO for this segment was", .duration)
        case .timeoutFrame:
            FieldDefinition("tcp.analysis.rto_frame", "RTO based on delta from frame", .frameNumber)
        case .spuriousRetransmission:
            FieldDefinition(
                "tcp.analysis.spurious_retransmission", "Spurious retransmission", .label)
        case .windowFull: FieldDefinition("tcp.analysis.window_full", "Window is full", .label)
        case .windowUpdate: FieldDefinition("tcp.analysis.window_update", "Window update", .label)
        case .zeroWindow: FieldDefinition("tcp.analysis.zero_window", "Zero window", .label)
        case .zeroWindowProbe:
            FieldDefinition("tcp.analysis.zero_window_probe", "Zero window probe", .label)
        case .zeroWindowProbeAck:
            FieldDefinition(
                "tcp.analysis.zero_window_probe_ack", "ACK to a zero window probe", .label)
        case .reassembledLength:
            .decimal("tcp.reassembled.length", "Reassembled TCP length", bits: 32)
        case .segmentCount: .decimal("tcp.segment.count", "Segment count", bits: 32)
        case .segmentOverlap: .flag("tcp.segment.overlap", "Segment overlap")
        default: headerDefinition
        }
    }
}
