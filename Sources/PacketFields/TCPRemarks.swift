internal import Bytes
internal import Dissection
internal import Flows

/// What the analysis of a connection remarks of a segment: a field for each finding, and the words
/// of Wireshark's expert.
enum TCPRemarks {
    private struct Remark {
        let finding: TCPFindings
        let field: TCPField
        let severity: ExpertSeverity
        let text: StaticString

        init(
            _ finding: TCPFindings, _ field: TCPField, _ severity: ExpertSeverity,
            _ text: StaticString
        ) {
            self.finding = finding
            self.field = field
            self.severity = severity
            self.text = text
        }
    }

    static func emit(
        _ report: TCPReport, _ details: TCPDetails, into fields: inout PacketFieldList
    ) {
        fields.add(TCPField.analysisFlags, .present)
        emit(first, report, into: &fields)
        if report.findings.contains(.retransmission), details.retransmittedAfter != 0 {
            fields.add(TCPField.timeout, .duration(details.retransmittedAfter))
            fields.add(TCPField.timeoutFrame, details.retransmittedNumber)
        }
        if report.findings.contains(.duplicateAck) {
            fields.add(TCPField.duplicateAck, .present)
            fields.add(TCPField.duplicateAckNumber, report.duplicateCount)
            fields.add(TCPField.duplicateAckFrame, report.duplicateOf)
            // Once as a mark, once as what the expert says.
            fields.addExpert(.note, .sequence, TCPField.duplicateAck, "Duplicate ACK (#") { words in
                words.append(decimal: report.duplicateCount)
                words.append(")")
            }
        }
        emit(last, report, into: &fields)
    }

    private static func emit(
        _ remarks: [Remark], _ report: TCPReport, into fields: inout PacketFieldList
    ) {
        for remark in remarks where report.findings.contains(remark.finding) {
            fields.addExpert(remark.severity, .sequence, remark.field, remark.text)
        }
    }

    private static let retransmission: StaticString = "This frame is a (suspected) retransmission"

    /// In Wireshark's order; a retransmission of any kind is a retransmission too.
    private static let first: [Remark] = [
        Remark(
            .portsReused, .reusedPorts, .note,
            "A new tcp session is started with the same ports as an earlier session in this trace"),
        Remark(.retransmission, .retransmission, .note, retransmission),
        Remark(
            .fastRetransmission, .fastRetransmission, .note,
            "This frame is a (suspected) fast retransmission"),
        Remark(.fastRetransmission, .retransmission, .note, retransmission),
        Remark(
            .spuriousRetransmission, .spuriousRetransmission, .note,
            "This frame is a (suspected) spurious retransmission"),
        Remark(.spuriousRetransmission, .retransmission, .note, retransmission),
        Remark(
            .outOfOrder, .outOfOrder, .warning,
            "This frame is a (suspected) out-of-order segment"),
        Remark(
            .previousNotCaptured, .lostSegment, .warning,
            "Previous segment(s) not captured (common at capture start)"),
        Remark(
            .ackedUnseen, .ackedLostSegment, .warning,
            "ACKed segment that wasn't captured (common at capture start)"),
        Remark(.windowUpdate, .windowUpdate, .chat, "TCP window update"),
        Remark(
            .windowFull, .windowFull, .warning,
            "TCP window specified by the receiver is now completely full"),
        Remark(.keepAlive, .keepAlive, .note, "TCP keep-alive segment"),
        Remark(.keepAliveAck, .keepAliveAck, .note, "ACK to a TCP keep-alive segment"),
    ]

    private static let last: [Remark] = [
        Remark(.zeroWindowProbe, .zeroWindowProbe, .note, "TCP Zero Window Probe"),
        Remark(.zeroWindow, .zeroWindow, .warning, "TCP Zero Window segment"),
        Remark(.zeroWindowProbeAck, .zeroWindowProbeAck, .note, "ACK to a TCP Zero Window Probe"),
    ]
}
