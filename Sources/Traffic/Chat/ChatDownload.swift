internal import DissectChat

/// One file on its way from a chat server, as its client puts it together.
///
/// Stop and wait: a part is asked for, and asked for again until it has come in its size.  Answers
/// carry no number, so one that came twice or late could be written in the place of another.  That
/// is why an answer like one of the parts before is doubted, and why after a part that was asked
/// for again nothing is asked until what is still on its way has come in.
struct ChatDownload {
    enum Step: Equatable {
        /// Send this, and call ``lapse()`` after so many seconds without an answer.
        case ask(ChatTransferMessage, patience: Double)
        /// Let come in what comes, and call ``lapse()`` after so many seconds.
        case settle(Double)
        case wait
        case done
        case fail(String)
    }

    let file: String
    let byteCount: Int
    private(set) var content: [UInt8] = []
    private var part = 0
    private var attempt = 0
    private var doubtCount = 0
    private var isSettling = false

    /// Bytes of a file that is taken from a server.
    static var byteCountMax: Int { 64 << 20 }
    /// How often a part is asked for.
    static var attemptMax: Int { 100 }
    /// How long an answer is waited for.
    static var patience: Double { 0.25 }
    static var settlingTime: Double { 0.02 }
    /// Parts before that an answer is held against, and how many such answers are believed to be
    /// what they say: a file may repeat itself.
    static var recentPartCount: Int { 8 }
    static var doubtMax: Int { 4 }

    init(_ file: String, byteCount: Int) {
        self.file = file
        self.byteCount = byteCount
    }

    var isComplete: Bool { part == ChatFile.partCount(of: byteCount) }

    private var wantedByteCount: Int { min(ChatFile.partByteCount, byteCount - content.count) }
}

// MARK: - What happens

extension ChatDownload {
    mutating func begin() -> Step {
        guard byteCount <= Self.byteCountMax else {
            return .fail("\(file) has \(byteCount) bytes, more than are taken from a server")
        }
        return ask()
    }

    mutating func receive(_ datagram: [UInt8]) -> Step {
        guard !isSettling, !isComplete else { return .wait }
        guard let data = Self.data(of: datagram), data.count == wantedByteCount else {
            return ask()
        }
        if isLikeARecentPart(data) {
            doubtCount += 1
            if doubtCount < Self.doubtMax { return ask() }
        }
        let mayBeAnsweredAgain = attempt > 1 && doubtCount < Self.doubtMax
        content += data
        (part, attempt, doubtCount) = (part + 1, 0, 0)
        guard mayBeAnsweredAgain else { return isComplete ? .done : ask() }
        isSettling = true
        return .settle(Self.settlingTime)
    }

    /// The time that was waited for has passed.
    mutating func lapse() -> Step {
        isSettling = false
        return isComplete ? .done : ask()
    }

    private mutating func ask() -> Step {
        guard attempt < Self.attemptMax else {
            return .fail("part \(part) of \(file) did not come, asked for \(attempt) times")
        }
        attempt += 1
        return .ask(.part(part), patience: Self.patience)
    }

    /// The bytes of an answer, unless it says itself that they are not all.
    private static func data(of datagram: [UInt8]) -> [UInt8]? {
        switch ChatTransferMessage(reading: datagram) {
        case .data(let bytes): bytes
        case .sizedData(let bytes, let size) where size == bytes.count: bytes
        default: nil
        }
    }

    private func isLikeARecentPart(_ data: [UInt8]) -> Bool {
        let first = max(0, part - Self.recentPartCount)
        return (first..<part).contains { number in
            let start = number * ChatFile.partByteCount
            return content[start..<min(start + ChatFile.partByteCount, content.count)]
                .elementsEqual(data)
        }
    }
}
