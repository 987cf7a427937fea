public import Dissection
public import Flows
public import Packets

/// The fields of a segment that only the connection it belongs to can tell.
public enum TCPAnalysisFields {
    /// How far tshark gets in a header: what comes behind is not told.
    public enum Reach: Int, Comparable, Sendable {
        /// To a length that no header has, to bytes that are missing before the options, or among
        /// them, or to the end.
        case length, window, options, end

        public static func < (lhs: Reach, rhs: Reach) -> Bool { lhs.rawValue < rhs.rawValue }

        /// That of a header of 20 bytes at least.
        public init(_ list: TCPOptions) {
            var options = list
            while options.next() != nil {}
            self = options.end == .complete ? .end : .options
        }

        /// - Parameter layers: those of a ``PacketLayers/Transport/brokenTCP``.
        public init(broken header: borrowing TCPHeader, _ layers: borrowing PacketLayers) {
            if layers.stop == .badHeaderLength {
                self = .length
            } else if let options = header.brokenOptions(layers) {
                self.init(options)
            } else {
                self = .window
            }
        }
    }

    /// - Parameter isMeasured: whether the segment's length is known.
    public static func emit(
        _ segment: TCPSegment, _ report: TCPReport, _ details: TCPDetails, reach: Reach,
        isMeasured: Bool, into fields: inout PacketFieldList
    ) {
        fields.add(TCPField.stream, report.stream)
        fields.add(TCPField.completeness, details.completeness.rawValue)
        if isMeasured { fields.add(TCPField.length, segment.length) }
        fields.add(TCPField.sequence, report.sequence)
        guard reach > .length else { return }
        let flagLength: UInt32 = segment.flags.isDisjoint(with: .synOrFin) ? 0 : 1
        if isMeasured {
            fields.add(TCPField.nextSequence, report.sequence &+ segment.length &+ flagLength)
        }
        let hasAck = segment.flags.contains(.ack)
        fields.add(
            TCPField.acknowledgment, hasAck ? report.acknowledgment : segment.acknowledgment)
        fields.add(TCPField.window, report.window)
        if !segment.flags.contains(.syn) {
            fields.add(TCPField.windowScale, .signed(scaleFactor(report.windowScale)))
        }
        guard reach > .window else { return }
        fields.add(TCPField.timeRelative, .duration(details.timeRelative))
        fields.add(TCPField.timeDelta, .duration(details.timeDelta))
        guard reach == .end else { return }
        emitTimes(report, details, into: &fields)
        if !report.findings.isEmpty { TCPRemarks.emit(report, details, into: &fields) }
    }

    /// What a message was put together from.
    public static func emit(_ reassembly: Reassembly, into fields: inout PacketFieldList) {
        fields.add(TCPField.segmentCount, reassembly.segmentCount)
        fields.add(TCPField.reassembledLength, reassembly.byteCount)
    }

    private static func scaleFactor(_ scale: WindowScale) -> Int64 {
        switch scale {
        case .unknown: -1
        case .unused: -2
        case .shift(let bits): 1 << Int64(bits)
        }
    }

    private static func emitTimes(
        _ report: TCPReport, _ details: TCPDetails, into fields: inout PacketFieldList
    ) {
        let tellsAck = details.acknowledgedNumber != 0
        // Wireshark tells the handshake's time only where it has something else to tell.
        let tellsRoundTrip =
            details.roundTrip != 0
            && (tellsAck || details.isFlightKnown || !report.findings.isEmpty)
        guard
            tellsAck || tellsRoundTrip || details.bytesInFlight != 0 || !report.findings.isEmpty
        else { return }
        fields.add(TCPField.analysis, .present)
        if tellsAck {
            fields.add(TCPField.acknowledgedFrame, details.acknowledgedNumber)
            if details.acknowledgedAfter != 0 {
                fields.add(TCPField.roundTrip, .duration(details.acknowledgedAfter))
            }
        }
        if tellsRoundTrip {
            fields.add(TCPField.initialRoundTrip, .duration(details.roundTrip))
        }
        if details.bytesInFlight != 0 {
            fields.add(TCPField.bytesInFlight, details.bytesInFlight)
            fields.add(TCPField.pushBytesSent, details.bytesSincePush)
        }
    }
}
