internal import Bytes

/// One file on its way: what was asked for and what came.
///
/// Answers carry no part number.  The one that is counted on is the last asked for, as the client
/// does; where that may be wrong, a finding says so.
struct ChatTransfer {
    let offer: ChatTransfers.Offer?
    /// The part asked for last, and how often in a row.
    private(set) var part = -1
    private(set) var attempt = 0
    /// Requests of the part that no answer came for.
    private(set) var openCount = 0
    private var hasRightAnswer = false
    private(set) var isFinished = false
    private(set) var requestCount = 0
    private(set) var repeatedCount = 0
    private(set) var partCount = 0
    private(set) var byteCount = 0
    /// Bytes of the last right answer, counted when the next part is asked for.
    private var answerByteCount = 0
    /// Answers to parts that were asked for again: theirs may come a second time.
    private var repeated: [(part: Int, hash: UInt64)] = []

    static var partByteCount: Int { 1000 }
    /// Parts asked for again whose answers are remembered.
    static var repeatedCountMax: Int { 64 }

    init(_ offer: ChatTransfers.Offer? = nil) { self.offer = offer }

    /// How many parts the file has; an empty one has one.
    var expectedPartCount: Int? { offer.map { $0.size / Self.partByteCount + 1 } }

    func expectedByteCount(of part: Int) -> Int? {
        guard let offer, part >= 0, part <= offer.size / Self.partByteCount else { return nil }
        let isLast = part == offer.size / Self.partByteCount
        return isLast ? offer.size % Self.partByteCount : Self.partByteCount
    }

    enum Finding {
        /// Asked again though nothing came.
        case unanswered
        /// Asked again after an answer of a wrong size.
        case askedAgain
        /// The next part is asked for, and nothing had come.
        case skipped(Int)
        case outOfRange
        case unexpectedAnswer
        case ambiguousAnswer(Int)
        case lateAnswer(Int)
        case wrongSize(Int)
        case afterFinish
        case incomplete(Int)
    }
}

// MARK: - What happens

extension ChatTransfer {
    mutating func observe(request number: Int) -> Finding? {
        requestCount += 1
        var finding: Finding?
        if isFinished { finding = .afterFinish }
        if number == part {
            attempt += 1
            repeatedCount += 1
            finding = openCount > 0 ? .unanswered : .askedAgain
        } else {
            settle()
            if openCount > 0, part >= 0 { finding = .skipped(part) }
            part = number
            attempt = 1
            openCount = 0
        }
        openCount += 1
        hasRightAnswer = false
        if let count = expectedPartCount, number >= count { finding = .outOfRange }
        return finding
    }

    /// - Parameters:
    ///   - data: what is there of the answer's bytes; nothing if it is a number.
    ///   - count: how many bytes it says they are.
    ///   - size: the size that came with them.
    mutating func observe(answer data: RawSpan, count: Int, size: Int?) -> Finding? {
        defer { openCount = 0 }
        guard openCount > 0 else { return part >= 0 ? .unexpectedAnswer : nil }
        let hash = data.hash
        if data.byteCount > 0, let late = repeated.last(where: { $0.hash == hash }),
            late.part != part
        {
            accept(count)
            return .lateAnswer(late.part)
        }
        if attempt > 1 {
            if repeated.count >= Self.repeatedCountMax { repeated.removeFirst() }
            repeated.append((part, hash))
        }
        if let size, size != count { return .wrongSize(size) }
        if let expected = expectedByteCount(of: part), expected != count {
            return .wrongSize(expected)
        }
        accept(count)
        return openCount > 1 ? .ambiguousAnswer(part) : nil
    }

    /// An answer that nobody can read is none that was right.
    mutating func observeBrokenAnswer() { openCount = 0 }

    private mutating func accept(_ count: Int) {
        hasRightAnswer = true
        answerByteCount = count
    }

    /// The client goes on: what came last is what it wrote.
    private mutating func settle() {
        guard hasRightAnswer else { return }
        partCount += 1
        byteCount += answerByteCount
        hasRightAnswer = false
    }

    mutating func observeFinish() -> Finding? {
        if isFinished { return .afterFinish }
        settle()
        isFinished = true
        guard let expected = expectedPartCount, expected > partCount else { return nil }
        return .incomplete(expected - partCount)
    }
}

extension RawSpan {
    /// FNV-1a.
    fileprivate var hash: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for place in 0..<byteCount { hash = (hash ^ UInt64(byte(at: place))) &* 0x100_0000_01B3 }
        return hash
    }
}
