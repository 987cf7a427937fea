internal import Bytes

/// Finds out what the text at the beginning of some bytes says, and where it ends.
///
/// One segment is one message.  Only the server's fixed lines part what was glued together, and
/// only where they cannot be what somebody typed: behind another fixed line, or when their names
/// are known and their question was asked.
struct ChatLineReader: ~Escapable {
    let bytes: RawSpan
    let session: ChatSession

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, _ session: borrowing ChatSession) {
        self.bytes = bytes
        self.session = copy session
    }

    /// Bytes of a message that are searched for a line glued to it.
    static var searchByteCountMax: Int { 1 << 16 }
    /// Names of a list behind free text, all of which must be known.
    static var gluedNameCountMax: Int { 32 }

    private var end: Int { bytes.byteCount }
}

// MARK: - From the client

extension ChatLineReader {
    func readFromClient(isFirst: Bool) -> ChatLine {
        if isFirst { return ChatLine(.join, end: end, text: 0..<end) }
        if isAll("show") { return ChatLine(.show, end: end) }
        if isAll("get_list_file") { return ChatLine(.list, end: end) }
        if isAll("{quit}") { return ChatLine(.quit, end: end) }
        if bytes.has("download_file ", at: 0) {
            return ChatLine(.download, end: end, text: 14..<end)
        }
        guard bytes.byte(at: 0) == UInt8(ascii: "~") else {
            var line = ChatLine(.public, end: end, text: 0..<end)
            line.user = .client
            return line
        }
        let nameEnd = bytes.find(0x20, from: 1, before: end) ?? end
        var line = ChatLine(.private, end: end, text: min(nameEnd + 1, end)..<end)
        line.user = .client
        line.peer = .named(1..<nameEnd)
        return line
    }

    private func isAll(_ text: StaticString) -> Bool {
        end == text.utf8CodeUnitCount && bytes.has(text, at: 0)
    }
}

// MARK: - From the server

extension ChatLineReader {
    static var joinedMark: StaticString { " has joined the chat!" }
    static var leftMark: StaticString { " left the chat..." }
    static var absentMark: StaticString { " is not connected" }

    func readFromServer() -> ChatLine {
        if bytes.has("ALL ", at: 0) { return readUsers() }
        if bytes.has("CHOOSE_FILE ", at: 0) || isAll("CHOOSE_FILE") {
            let end = findGlued(from: 11)
            return ChatLine(.files, end: end, text: min(12, end)..<end)
        }
        if let offer = readOffer(at: 0) { return offer }
        return readPresence() ?? readSpoken() ?? readRefusal() ?? readOther()
    }

    private func readOther() -> ChatLine {
        let lineEnd = findGlued(from: 1)
        return ChatLine(.other, end: lineEnd, text: 0..<lineEnd)
    }

    private func readUsers() -> ChatLine {
        var place = 4
        while place < end, !beginsLine(at: place) {
            place = (bytes.find(0x20, from: place, before: end) ?? end) + 1
        }
        let listEnd = min(place, end)
        return ChatLine(.users, end: listEnd, text: 4..<listEnd)
    }

    /// Where a name ends; nothing when it is too long for one.
    private func nameEnd(_ place: Int) -> Int? {
        let room = min(end, place + ChatSession.nameByteCountMax + 1)
        return bytes.find(0x20, from: place, before: room) ?? (room == end ? end : nil)
    }

    /// Whether a place in a list of names is where another line begins.
    private func beginsLine(at place: Int) -> Bool {
        if bytes.has("ALL ", at: place) || bytes.has("CHOOSE_FILE ", at: place)
            || bytes.has("from you to ", at: place) || readOffer(at: place) != nil
            || bytes.has("the file does not exist", at: place)
        {
            return true
        }
        guard let nameEnd = nameEnd(place) else { return false }
        if nameEnd < end, nameEnd > place, bytes.byte(at: nameEnd - 1) == UInt8(ascii: ":") {
            return true
        }
        return bytes.has(Self.joinedMark, at: nameEnd) || bytes.has(Self.leftMark, at: nameEnd)
            || bytes.has(Self.absentMark, at: nameEnd)
    }

    func readOffer(at start: Int) -> ChatLine? {
        guard bytes.has("UDP ", at: start), let port = bytes.readNumber(at: start + 4),
            (1...65535).contains(port.value), bytes.has(" ", at: port.end),
            let size = bytes.readNumber(at: port.end + 1), bytes.has(" ", at: size.end)
        else { return nil }
        let nameStart = size.end + 1
        let lineEnd = start == 0 ? findGlued(from: nameStart + 1) : end
        guard lineEnd > nameStart else { return nil }
        var line = ChatLine(.offer, end: lineEnd, text: nameStart..<lineEnd)
        line.port = port.value
        line.size = size.value
        return line
    }

    private func readPresence() -> ChatLine? {
        let room = min(end, ChatSession.nameByteCountMax + Self.joinedMark.utf8CodeUnitCount)
        let joined = bytes.find(Self.joinedMark, from: 1, before: room)
        let left = bytes.find(Self.leftMark, from: 1, before: room)
        let hasLeft = left ?? .max < joined ?? .max
        guard let place = hasLeft ? left : joined, bytes.extracting(0..<place).isName,
            bytes.find(": ", from: 0, before: place) == nil
        else { return nil }
        let mark = hasLeft ? Self.leftMark : Self.joinedMark
        return ChatLine(
            hasLeft ? .left : .joined, end: place + mark.utf8CodeUnitCount, text: 0..<place)
    }

    /// Public and private text.
    private func readSpoken() -> ChatLine? {
        let isEcho = bytes.has("from you to ", at: 0)
        let nameStart = isEcho ? 12 : 0
        let room = min(end, nameStart + ChatSession.nameByteCountMax + 2)
        guard let nameEnd = bytes.find(": ", from: nameStart, before: room) else { return nil }
        let name = bytes.extracting(nameStart..<nameEnd)
        guard name.isName, !name.hasBlank || session.knows(name) else { return nil }
        let isPrivate = bytes.has(": (PRIVATE) ", at: nameEnd)
        guard isPrivate || !isEcho else { return nil }
        let textStart = nameEnd + (isPrivate ? 12 : 2)
        let lineEnd = findGlued(from: max(textStart, 1))
        var line = ChatLine(
            isPrivate ? .private : .public, end: lineEnd, text: min(textStart, lineEnd)..<lineEnd)
        line.user = isEcho ? .client : .named(nameStart..<nameEnd)
        if isPrivate { line.peer = isEcho ? .named(nameStart..<nameEnd) : .client }
        return line
    }

    private func readRefusal() -> ChatLine? {
        if bytes.has("the file does not exist", at: 0) {
            return ChatLine(.refused, end: 23, text: 0..<23)
        }
        let room = min(end, ChatSession.nameByteCountMax + Self.absentMark.utf8CodeUnitCount)
        guard let place = bytes.find(Self.absentMark, from: 0, before: room),
            place == 0 || bytes.extracting(0..<place).isName
        else { return nil }
        let lineEnd = place + Self.absentMark.utf8CodeUnitCount
        var line = ChatLine(.refused, end: lineEnd, text: 0..<lineEnd)
        line.peer = .named(0..<place)
        return line
    }
}

// MARK: - Glued lines

extension ChatLineReader {
    /// Where a fixed line begins that was glued to text; the end if there is none.
    private func findGlued(from start: Int) -> Int {
        let last = min(end, start + Self.searchByteCountMax)
        guard start < last else { return end }
        for place in start..<last {
            switch bytes.byte(at: place) {
            case UInt8(ascii: "A") where bytes.has("ALL ", at: place) && isKnownList(at: place):
                return place
            case UInt8(ascii: "C")
            where !session.lists.isEmpty && bytes.has("CHOOSE_FILE ", at: place)
                && bytes.byte(at: place - 1) != 0x20:
                return place
            case UInt8(ascii: "U") where isAskedOffer(at: place): return place
            case 0x20:
                if let name = presence(markAt: place, from: start) { return name }
            default: break
            }
        }
        return end
    }

    /// Whether a list of known names goes on to the end, or to another line.
    private func isKnownList(at start: Int) -> Bool {
        guard bytes.byte(at: start - 1) != 0x20 else { return false }
        var place = start + 4
        if place == end { return !session.shows.isEmpty }
        var count = 0
        while place < end {
            if count > 0, beginsLine(at: place) { return true }
            guard let nameEnd = nameEnd(place), nameEnd < end, count < Self.gluedNameCountMax,
                session.knows(bytes.extracting(place..<nameEnd))
            else { return false }
            count += 1
            place = nameEnd + 1
        }
        return true
    }

    private func isAskedOffer(at place: Int) -> Bool {
        guard let name = session.downloads.first?.name, bytes.has("UDP ", at: place),
            let offer = readOffer(at: place)
        else { return false }
        let rest = bytes.extracting(offer.text)
        return rest.extracting(first: name.count).equals(name)
    }

    /// Where the name begins before a mark of coming or going that a list of users follows: a
    /// known name for who left, one of the list for who came.
    private func presence(markAt mark: Int, from start: Int) -> Int? {
        let hasJoined = bytes.has(Self.joinedMark, at: mark)
        guard hasJoined || bytes.has(Self.leftMark, at: mark) else { return nil }
        let list = mark + (hasJoined ? Self.joinedMark : Self.leftMark).utf8CodeUnitCount
        guard bytes.has("ALL ", at: list) else { return nil }
        let first = max(start, mark - ChatSession.nameByteCountMax)
        for place in first..<mark where bytes.byte(at: place - 1) != 0x20 {
            let name = bytes.extracting(place..<mark)
            if hasJoined ? isListed(name, from: list + 4) : session.knows(name) { return place }
        }
        return nil
    }

    private func isListed(_ name: RawSpan, from start: Int) -> Bool {
        var place = start
        for _ in 0..<Self.gluedNameCountMax where place < end {
            guard let nameEnd = nameEnd(place) else { return false }
            if bytes.extracting(place..<nameEnd).equals(name) { return true }
            place = nameEnd + 1
        }
        return false
    }
}

extension RawSpan {
    var hasBlank: Bool { find(0x20, from: 0, before: byteCount) != nil }
}
