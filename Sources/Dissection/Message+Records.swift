internal import Bytes

// MARK: - Rows of records, and of what they carry

extension Message {
    @inline(never)
    mutating func commitRecord(isReassembled: Bool) {
        isRecord = false
        if level > deepestLevel {
            deepestLevel = level
            deepestStream = place.stream
        }
        messageCount &+= 1
        recordName = place.protocolName
        if !isNamedByContent, !isRowNameFinal { rowProtocolName = recordName }
        if isReassembled, !content.isPresent { fenceRow() }
    }

    /// What tshark does when its dissector comes to the end of the bytes that began in an earlier
    /// packet: it is called again for the others.
    private mutating func fenceRow() {
        // Where it did not know how many bytes to wait for, it is called with all of them.
        guard segments?.endIsKnown != false else { return }
        infoFence = info.count
        isRowNameFinal = true
    }

    /// The first message of a record's content takes the place of what was said of the record, and
    /// of those before it: only what a fence is behind of stays, as in tshark.
    @inline(never)
    mutating func commitInContent() {
        if contentStanding == .unread {
            contentStanding = .read
            if wantsSummary {
                // What keeps the row has set a blank behind itself.
                let summaryCount = info.count - infoMark
                info.replace(
                    from: min(infoFence, infoMark), to: infoMark,
                    with: infoFence == 0 || keepsRow ? "" : ", ")
                infoMark = max(0, info.count - summaryCount)
            }
        } else if level > deepestLevel, place.stream > deepestStream {
            info.removeFirst(infoMark)
            infoMark = 0
            infoFence = 0
        }
        if level > deepestLevel {
            deepestLevel = level
            deepestStream = place.stream
        }
        messageCount &+= 1
        if level >= deepestLevel, !isRowNameFinal {
            rowProtocolName = place.protocolName
            isNamedByContent = true
        }
        if keepsRow {
            infoFence = info.count
            isSummaryJoined = false
        }
    }

    /// Whether the messages that come now are those of a record's content.
    var isInContent: Bool { contentStanding != .none }

    /// The content of a record is read now.
    mutating func beginContent() -> ContentStanding {
        defer { if depth >= .summary { contentStanding = .unread } }
        return contentStanding
    }

    /// - Parameters:
    ///   - outer: what ``beginContent()`` returned.
    ///   - words: those for a record that holds a part of a message and the end of none.
    ///   - isReassembled: whether the record began in an earlier packet.
    mutating func endContent(
        _ outer: ContentStanding, words: StaticString?, isReassembled: Bool
    ) {
        guard depth >= .summary else { return }
        if contentStanding == .unread, let words {
            info.truncate(to: min(infoFence, info.count))
            info.append(words)
            if !isRowNameFinal { rowProtocolName = recordName }
            isNamedByContent = false
        }
        contentStanding = outer
        if isReassembled { fenceRow() }
    }

    /// Whether the content of a record is being read, and a message was found in it.
    enum ContentStanding { case none, unread, read }
}
