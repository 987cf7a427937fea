internal import Bytes

/// What is known of one connection to a chat room: who it belongs to, who else is there, what was
/// asked and not answered.
///
/// Stands a capture that begins in the middle, and bytes that are missing: what an unknown past
/// would explain is not called odd.
struct ChatSession {
    /// The name that the client joined under.
    private(set) var user: [UInt8] = []
    /// Names that the server told of, without the client's own.
    private(set) var names: [[UInt8]] = []
    /// Whether something was said that this dissector did not see.
    var hasUnknownPast = false
    private(set) var hasQuit = false
    /// Whether the last line of the server was about somebody's coming or going.
    private(set) var expectsUsers = false
    private(set) var shows: [Request] = []
    private(set) var lists: [Request] = []
    private(set) var downloads: [Request] = []

    /// A question, and the packet it was asked in.
    struct Request {
        var packet: Int
        var name: [UInt8] = []
    }

    static var nameByteCountMax: Int { 64 }
    static var nameCountMax: Int { 64 }
    /// Open questions of each kind; of more the oldest is forgotten.
    static var requestCountMax: Int { 16 }
    /// What is remembered of a file's name.
    static var fileNameByteCountMax: Int { 1024 }

    func knows(_ name: RawSpan) -> Bool {
        names.contains { name.equals($0) } || (!user.isEmpty && name.equals(user))
    }

    var unansweredCount: Int { shows.count + lists.count + downloads.count }
}

// MARK: - What happens

extension ChatSession {
    /// What an observed line answers, and what is wrong with it.
    struct Finding {
        var answers: Request?
        var rule: StaticString?
        var number = 0
    }

    mutating func observe(
        _ line: ChatLine, _ bytes: RawSpan, packet: Int
    ) -> Finding {
        var finding = Finding()
        if hasQuit, isFromClient(line.command) { finding.rule = "chat.after-quit" }
        switch line.command {
        case .join:
            user = bytes.extracting(line.text).bytes(atMost: Self.nameByteCountMax)
        case .show: Self.add(Request(packet: packet), to: &shows)
        case .list: Self.add(Request(packet: packet), to: &lists)
        case .download:
            let name = bytes.extracting(line.text).bytes(atMost: Self.fileNameByteCountMax)
            Self.add(Request(packet: packet, name: name), to: &downloads)
        case .quit:
            hasQuit = true
            finding.number = unansweredCount
            if finding.number > 0 { finding.rule = "chat.unanswered" }
        default: finding = observeAnswer(line, bytes)
        }
        return finding
    }

    private func isFromClient(_ command: ChatCommand) -> Bool {
        switch command {
        case .join, .show, .list, .download, .quit: true
        default: false
        }
    }

    private mutating func observeAnswer(_ line: ChatLine, _ bytes: RawSpan) -> Finding {
        let followsPresence = expectsUsers
        expectsUsers = line.command == .joined || line.command == .left
        var finding = Finding()
        switch line.command {
        case .joined: remember(bytes.extracting(line.text))
        case .left: names.removeAll { bytes.extracting(line.text).equals($0) }
        case .users:
            names.removeAll(keepingCapacity: true)
            var place = line.text.lowerBound
            while names.count < Self.nameCountMax,
                let name = line.nextName(in: bytes, from: &place)
            {
                remember(bytes.extracting(name))
            }
            if followsPresence { break }
            finding.answers = Self.take(&shows)
            if finding.answers == nil, !hasUnknownPast { finding.rule = "chat.unasked-users" }
        case .files:
            finding.answers = Self.take(&lists)
            if finding.answers == nil, !hasUnknownPast { finding.rule = "chat.unasked-files" }
        case .offer:
            finding.answers = Self.take(&downloads)
            if let request = finding.answers {
                let name = bytes.extracting(line.text).bytes(atMost: Self.fileNameByteCountMax)
                if name != request.name { finding.rule = "chat.other-file" }
            } else if !hasUnknownPast {
                finding.rule = "chat.unasked-offer"
            }
        case .refused where line.peer == .nobody: finding.answers = Self.take(&downloads)
        default: break
        }
        return finding
    }

    private mutating func remember(_ name: RawSpan) {
        guard name.byteCount > 0, name.byteCount <= Self.nameByteCountMax, !knows(name),
            names.count < Self.nameCountMax
        else { return }
        names.append(name.bytes(atMost: Self.nameByteCountMax))
    }

    private static func add(_ request: Request, to requests: inout [Request]) {
        if requests.count >= requestCountMax { requests.removeFirst() }
        requests.append(request)
    }

    private static func take(_ requests: inout [Request]) -> Request? {
        requests.isEmpty ? nil : requests.removeFirst()
    }
}

extension ChatLine {
    /// The next name of a list that has a blank behind each, or between each two.
    func nextName(in bytes: RawSpan, from place: inout Int) -> Range<Int>? {
        while place < text.upperBound {
            let start = place
            let end = bytes.find(0x20, from: start, before: text.upperBound) ?? text.upperBound
            place = end + 1
            if end > start { return start..<end }
        }
        return nil
    }
}

extension RawSpan {
    func bytes(atMost count: Int) -> [UInt8] {
        unsafe extracting(first: count).withUnsafeBytes { unsafe Array($0) }
    }
}
