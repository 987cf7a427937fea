internal import Dissection

extension TCPField {
    var analysisDefinition: FieldDefinition {
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
        case .analysis: FieldDefinition("tcp.analysis", "SEQ/ACK analysis", .label)
        case .analysisFlags:
            FieldDefinition("tcp.analysis.flags", "TCP Analysis Flags", .label)
        case .roundTrip:
            FieldDefinition("tcp.analysis.ack_rtt", "The RTT to ACK the segment was", .duration)
        case .acknowledgedFrame:
            FieldDefinition(
                "tcp.analysis.acks_frame", "This is an ACK to the segment in frame", .frameNumber)
        case .bytesInFlight: .decimal("tcp.analysis.bytes_in_flight", "Bytes in flight", bits: 32)
        case .pushBytesSent:
            .decimal("tcp.analysis.push_bytes_sent", "Bytes sent since last PSH flag", bits: 32)
        case .duplicateAck: .remark("tcp.analysis.duplicate_ack", "Duplicate ACK")
        case .duplicateAckFrame:
            FieldDefinition(
                "tcp.analysis.duplicate_ack_frame", "Duplicate to the ACK in frame", .frameNumber)
        case .duplicateAckNumber:
            .decimal("tcp.analysis.duplicate_ack_num", "Duplicate ACK #", bits: 32)
        case .fastRetransmission:
            .remark("tcp.analysis.fast_retransmission", "Fast retransmission")
        case .initialRoundTrip: FieldDefinition("tcp.analysis.initial_rtt", "iRTT", .duration)
        case .keepAlive:
            .remark("tcp.analysis.keep_alive", "TCP keep-alive segment")
        case .keepAliveAck:
            .remark("tcp.analysis.keep_alive_ack", "ACK to a TCP keep-alive segment")
        case .lostSegment:
            .remark("tcp.analysis.lost_segment", "Previous segment not captured")
        case .ackedLostSegment:
            .remark("tcp.analysis.ack_lost_segment", "ACKed segment that was not captured")
        case .outOfOrder:
            .remark("tcp.analysis.out_of_order", "Out-of-order segment")
        case .retransmission:
            .remark("tcp.analysis.retransmission", "Retransmission")
        case .reusedPorts:
            .remark("tcp.analysis.reused_ports", "Port numbers reused")
        case .timeout:
            FieldDefinition("tcp.analysis.rto", "The RTO for this segment was", .duration)
        case .timeoutFrame:
            FieldDefinition("tcp.analysis.rto_frame", "RTO based on delta from frame", .frameNumber)
        case .spuriousRetransmission:
            .remark("tcp.analysis.spurious_retransmission", "Spurious retransmission")
        case .windowFull: .remark("tcp.analysis.window_full", "Window is full")
        case .windowUpdate: .remark("tcp.analysis.window_update", "Window update")
        case .zeroWindow: .remark("tcp.analysis.zero_window", "Zero window")
        case .zeroWindowProbe:
            .remark("tcp.analysis.zero_window_probe", "Zero window probe")
        case .zeroWindowProbeAck:
            .remark("tcp.analysis.zero_window_probe_ack", "ACK to a zero window probe")
        case .reassembledLength:
            .decimal("tcp.reassembled.length", "Reassembled TCP length", bits: 32)
        case .segmentCount: .decimal("tcp.segment.count", "Segment count", bits: 32)
        default: .flag("tcp.segment.overlap", "Segment overlap")
        }
    }
}
