internal import Dissection

extension PacketFieldList {
    /// Puts the fields of the last TCP header where a tree has them: what the analysis of the
    /// connection found out stands between those of the header.
    public mutating func orderAsInTree() {
        guard let start = fields.lastIndex(where: { $0.id == TCPField.layer.id }) else { return }
        var segment: [(rank: Int, index: Int)] = []
        var others: [Field] = []
        for index in start..<fields.count {
            let id = fields[index].id
            if id.family == Int(FieldFamily.Number.tcp.rawValue) {
                segment.append((TCPField.treeRanks[id.index], index))
            } else {
                others.append(fields[index])
            }
        }
        // The index keeps those of the same rank in order.
        segment.sort { ($0.rank, $0.index) < ($1.rank, $1.index) }
        replaceFields(from: start, with: segment.map { fields[$0.index] } + others)
    }
}

extension TCPField {
    /// The place of each field in a tree; those of options stay in the order of the options.
    fileprivate static let treeRanks: [Int] = {
        var ranks = [Int](repeating: treeOrder.count, count: allCases.count)
        for (rank, group) in treeOrder.enumerated() {
            for field in group { ranks[Int(field.rawValue)] = rank }
        }
        return ranks
    }()

    private static let treeOrder: [[TCPField]] = [
        [.layer], [.sourcePort], [.destinationPort], [.port], [.stream], [.completeness],
        [.length], [.sequence], [.sequenceRaw], [.nextSequence], [.acknowledgment],
        [.acknowledgmentRaw], [.headerLength], [.flags],
        [
            .flagReserved, .flagAccurateECN, .flagWindowReduced, .flagCongestionEcho, .flagUrgent,
            .flagAcknowledgment, .flagPush, .flagReset, .flagSynchronize, .flagFinish, .flagText,
        ],
        [.windowValue], [.window], [.windowScale], [.checksum], [.checksumStatus],
        [.urgentPointer], [.options],
        [
            .optionKind, .optionLength, .maximumSegment, .scaleShift, .scaleMultiplier, .sackLeft,
            .sackRight, .sackCount, .timestampValue, .timestampEcho, .isDuplicateSack,
            .duplicateSackLeft, .duplicateSackRight,
        ],
        [.timeRelative], [.timeDelta],
        [
            .roundTrip, .acknowledgedFrame, .bytesInFlight, .pushBytesSent, .duplicateAck,
            .duplicateAckFrame, .duplicateAckNumber, .fastRetransmission, .initialRoundTrip,
            .keepAlive, .keepAliveAck, .lostSegment, .ackedLostSegment, .outOfOrder,
            .retransmission, .reusedPorts, .timeout, .timeoutFrame, .spuriousRetransmission,
            .windowFull, .windowUpdate, .zeroWindow, .zeroWindowProbe, .zeroWindowProbeAck,
        ],
        [.payload],
    ]
}
