internal import Dissection

extension PacketFieldList {
    /// Puts the fields of the last TCP header where a tree has them: what the analysis of the
    /// connection found out stands between those of the header.
    public mutating func orderAsInTree() {
        guard let start = fields.lastIndex(where: { $0.id == TCPField.layer.id }) else { return }
        var segment: [(rank: Int, index: Int)] = []
        var others: [Field] = []
        var rank = 0
        for index in start..<fields.count {
            let id = fields[index].id
            if id.family == Int(FieldFamily.Number.tcp.rawValue) {
                rank = TCPField.treeRanks[id.index]
                segment.append((rank, index))
            } else if id.family == Int(FieldFamily.Number.expert.rawValue) {
                // It stays with what it is about.
                segment.append((rank, index))
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
        [.layer, .isShort], [.sourcePort], [.destinationPort], [.port], [.stream], [.completeness],
        [.length], [.sequence], [.sequenceRaw], [.nextSequence], [.acknowledgment],
        [.acknowledgmentRaw, .hasStrayAcknowledgment], [.headerLength, .hasBogusLength], [.flags],
        [
            .flagReserved, .flagAccurateECN, .flagWindowReduced, .flagCongestionEcho, .flagUrgent,
            .flagAcknowledgment, .flagPush, .flagReset, .flagSynchronize, .flagFinish, .flagText,
            .resets, .synchronizes, .acceptsConnection, .finishes, .finishesFirst,
            .finishesSecond,
        ],
        [.windowValue], [.window], [.windowScale], [.checksum], [.checksumStatus],
        [.urgentPointer, .hasStrayUrgentPointer], optionOrder, [.timeRelative], [.timeDelta],
        analysisOrder,
        [.payload],
    ]

    private static let optionOrder = allCases.filter {
        $0.rawValue >= Self.options.rawValue && $0.rawValue < Self.stream.rawValue
    }

    private static let analysisOrder = allCases.filter {
        $0.rawValue >= Self.analysis.rawValue && $0.rawValue < Self.reassembledLength.rawValue
    }
}
