public import Dissection

/// The fields of TCP.
public enum TCPField: UInt16, PacketField {
    // What stands in the header.
    case layer, sourcePort, destinationPort, port, sequenceRaw, acknowledgmentRaw, headerLength
    case flags, flagReserved, flagAccurateECN, flagWindowReduced, flagCongestionEcho, flagUrgent
    case flagAcknowledgment, flagPush, flagReset, flagSynchronize, flagFinish, flagText
    case windowValue, checksum, checksumStatus, urgentPointer, payload
    // What its expert says of that.
    case isShort, hasBogusLength, hasStrayAcknowledgment, hasStrayUrgentPointer, resets,
        synchronizes
    case acceptsConnection, finishes, finishesFirst, finishesSecond
    // Options.
    case options, optionKind, optionLength, noOperation, endOfOptions, maximumSegmentOption
    case maximumSegment, scaleOption, scaleShift, scaleMultiplier, sackPermitted, sackOption
    case sackLeft, sackRight, sackCount, duplicateSackLeft, duplicateSackRight, isDuplicateSack
    case timestampOption, timestampValue, timestampEcho, echoOption, echoReplyOption, echoValue
    case countOption, countValue, digestOption, digest, authenticationOption, keyID, nextKeyID
    case authenticationCode, quickStartOption, quickStartRate, quickStartTTL, userTimeoutOption
    case userTimeoutGranularity, userTimeout, fastOpenOption, fastOpenRequest, fastOpenCookie
    case spaceOption, spaceVector, spaceBestEffort, spaceShortSnack, spaceLongSnack
    case spaceCompression, spaceTimestamp, spaceReserved, spaceBinding
    case experimentOption, experimentID, experimentData, unknownOption, unknownPayload
    case hasBadOptionLength, lacksMaximumSegment, hasMisplacedMaximumSegment, hasBadScale
    case hasBytesAfterEnd, hasManyNoOperations
    // What the analysis of a connection finds out.
    case stream, completeness, length, sequence, nextSequence, acknowledgment, window, windowScale
    case timeRelative, timeDelta, analysis, roundTrip, acknowledgedFrame, bytesInFlight
    case pushBytesSent, analysisFlags, duplicateAck, duplicateAckFrame, duplicateAckNumber
    case fastRetransmission, initialRoundTrip, keepAlive, keepAliveAck, lostSegment
    case ackedLostSegment, outOfOrder, retransmission, reusedPorts, timeout, timeoutFrame
    case spuriousRetransmission, windowFull, windowUpdate, zeroWindow, zeroWindowProbe
    case zeroWindowProbeAck, reassembledLength, segmentCount, segmentOverlap

    public static var familyNumber: FieldFamily.Number { .tcp }

    public var definition: FieldDefinition {
        if rawValue < Self.options.rawValue { return headerDefinition }
        return rawValue < Self.stream.rawValue ? optionDefinition : analysisDefinition
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
        case .payload: FieldDefinition("tcp.payload", "TCP payload", .bytes).secret
        default: remarkDefinition
        }
    }

    private var remarkDefinition: FieldDefinition {
        switch self {
        case .isShort: .remark("tcp.short_segment", "Short segment")
        case .hasBogusLength: .remark("tcp.bogus_header_length", "Bogus TCP Header length")
        case .hasStrayAcknowledgment:
            .remark("tcp.ack.nonzero", "The acknowledgment number is nonzero without the ACK flag")
        case .hasStrayUrgentPointer:
            .remark(
                "tcp.urgent_pointer.non_zero", "The urgent pointer is nonzero without the URG flag")
        case .resets: .remark("tcp.connection.rst", "Connection reset (RST)")
        case .synchronizes: .remark("tcp.connection.syn", "Connection establish request (SYN)")
        case .acceptsConnection:
            .remark("tcp.connection.synack", "Connection establish acknowledge (SYN+ACK)")
        case .finishes: .remark("tcp.connection.fin", "Connection finish (FIN)")
        case .finishesFirst:
            .remark(
                "tcp.connection.fin_active", "This frame initiates the connection closing")
        case .finishesSecond:
            .remark(
                "tcp.connection.fin_passive", "This frame undergoes the connection closing")
        default: optionDefinition
        }
    }
}
