internal import Bytes

/// Finds where a message of a stream of XML ends, whatever pieces the stream comes in.
///
/// It looks at tags and nothing else: how deep they are, without a stack, and whether the one that
/// began the message comes back.  What it was told once it does not look at again, so that a
/// message in many segments costs no more than one in few.  Offsets count from the message's
/// first byte, which is a `<`.
struct XMPPScan {
    /// More elements one in the other are none of a chat's.
    static var depthMax: Int { 1024 }

    private enum Mode: UInt8 {
        case markup, startTag, quoted, endTag, text
        case instruction, comment, cdata, declaration
    }

    private var mode = Mode.markup
    private var quote: UInt8 = 0
    /// What was not looked at yet.
    private var position = 0
    /// Where the piece of markup begins that is being read.
    private var markup = 0
    private(set) var depth = 0
    /// How many open elements have the name of the outermost one.
    private var sameNameDepth = 0
    private var hasSubset = false
    /// Whether the message is an element inside of another, where no element is a stream's.
    private let isInner: Bool
    /// Whether to stop at the first rule that is broken: who looks for a beginning among many
    /// places is not to read all that follows from each.
    private let isStrict: Bool

    /// The outermost element's name, its part behind the prefix, and where its tag ends.
    private(set) var name = 0..<0
    private(set) var local = 0..<0
    private(set) var headEnd = 0
    private(set) var kind = XMPPKind.unknown
    /// Whether the message breaks a rule that the tags show.
    private(set) var isBroken = false

    init(isInner: Bool = false, isStrict: Bool = false) {
        self.isInner = isInner
        self.isStrict = isStrict
    }

    /// Reads on.  Returns where the message ends; `nil`: not in these bytes.
    mutating func scan(_ bytes: RawSpan) throws(ParseError) -> Int? {
        while true {
            switch mode {
            case .markup:
                guard let end = try beginMarkup(bytes) else { return nil }
                if end > 0 { return end }
            case .startTag:
                guard let end = try readStartTag(bytes) else { return nil }
                if end > 0 { return end }
            case .quoted:
                position = bytes.firstIndex(of: quote, from: position)
                guard position < bytes.byteCount else { return nil }
                position &+= 1
                mode = .startTag
            case .endTag:
                position = bytes.firstIndex(of: 0x3E, from: position)
                guard position < bytes.byteCount else { return nil }
                position &+= 1
                if let end = closeElement(bytes) { return end }
            case .text:
                position = bytes.firstIndex(of: 0x3C, from: position)
                guard position < bytes.byteCount else { return nil }
                markup = position
                position &+= 1
                mode = .markup
            case .instruction, .comment, .cdata, .declaration:
                guard skipMarkup(bytes) else { return nil }
                if depth == 0 { return position }
                mode = .text
            }
        }
    }
}

// MARK: - Tags

extension XMPPScan {
    /// Sees what a `<` begins.  Returns 0 to go on, and `nil` when too few bytes are there.
    private mutating func beginMarkup(_ bytes: RawSpan) throws(ParseError) -> Int? {
        let next = markup &+ 1
        guard next < bytes.byteCount else { return nil }
        position = next
        switch bytes.byte(at: next) {
        case 0x2F: mode = .endTag
        case 0x3F:
            mode = .instruction
            if depth == 0 { return beginInstruction(bytes) }
            isBroken = isBroken || bytes.has("<?xml ", at: markup)
        case 0x21: return beginDeclaration(bytes)
        case let byte where byte.beginsXMLName: mode = .startTag
        default:
            guard depth > 0 else { throw .malformed(.notXML, offset: 0) }
            isBroken = true
            mode = .text
        }
        return 0
    }

    private mutating func beginInstruction(_ bytes: RawSpan) -> Int? {
        guard bytes.byteCount - markup >= 6 || !bytes.mayHave("<?xml", at: markup) else {
            position = markup
            mode = .markup
            return nil
        }
        let isXML = bytes.has("<?xml", at: markup) && bytes.byte(at: markup + 5).isXMLSpace
        kind = isXML ? .xmlDeclaration : .instruction
        isBroken = !isXML
        return 0
    }

    private mutating func beginDeclaration(_ bytes: RawSpan) -> Int? {
        if bytes.has("<!--", at: markup) {
            mode = .comment
            position = markup + 4
        } else if bytes.has("<![CDATA[", at: markup) {
            mode = .cdata
            position = markup + 9
        } else if bytes.byteCount - markup < 9,
            bytes.mayHave("<!--", at: markup) || bytes.mayHave("<![CDATA[", at: markup)
        {
            mode = .markup
            return nil
        } else {
            mode = .declaration
            isBroken = true
        }
        if depth == 0 {
            kind = mode == .comment ? .comment : .declaration
            isBroken = true
        }
        return 0
    }

    /// Reads a start tag up to its end.  Returns where the message ends, 0 if it goes on.
    @inline(__always)
    private mutating func readStartTag(_ bytes: RawSpan) throws(ParseError) -> Int? {
        let count = bytes.byteCount
        while position < count {
            let byte = bytes.byte(at: position)
            position &+= 1
            if byte > 0x3E { continue }
            if byte == 0x3E { return try endStartTag(bytes) }
            if byte == 0x22 || byte == 0x27 {
                position = bytes.firstIndex(of: byte, from: position)
                guard position < count else {
                    quote = byte
                    mode = .quoted
                    return nil
                }
                position &+= 1
            } else if byte == 0x3C {
                if isStrict { throw .malformed(.notXML, offset: 0) }
                isBroken = true
            }
        }
        return nil
    }

    private mutating func endStartTag(_ bytes: RawSpan) throws(ParseError) -> Int {
        let isEmpty = bytes.byte(at: position &- 2) == 0x2F
        mode = .text
        if depth == 0 { return beginMessage(bytes, isEmpty) }
        if bytes.byte(at: markup &+ 1) == 0x73, bytes.beginsStreamTag(at: markup &+ 1) {
            isBroken = true
            return markup
        }
        guard !isEmpty else { return 0 }
        depth &+= 1
        guard depth <= Self.depthMax else { throw .malformed(.tooDeep, offset: 0) }
        if bytes.isTag(name, at: markup &+ 1) { sameNameDepth &+= 1 }
        return 0
    }

    private mutating func beginMessage(_ bytes: RawSpan, _ isEmpty: Bool) -> Int {
        headEnd = position
        var end = 1
        var colon = 0
        while end < position, !bytes.byte(at: end).endsXMLName {
            if bytes.byte(at: end) == 0x3A { colon = end }
            end &+= 1
        }
        name = 1..<end
        local = (colon > 0 ? colon &+ 1 : 1)..<end
        kind = XMPPKind(bytes, name: name, local: local)
        if isEmpty || kind.isWrapper && !isInner { return position }
        depth = 1
        sameNameDepth = 1
        return 0
    }

    /// Takes an end tag.  Returns where the message ends, if it does.
    @inline(__always)
    private mutating func closeElement(_ bytes: RawSpan) -> Int? {
        mode = .text
        if depth == 0 {
            kind = endKind(bytes)
            return position
        }
        let isSame = bytes.isTag(name, at: markup &+ 2)
        depth &-= 1
        if isSame {
            sameNameDepth &-= 1
            guard depth == 0 || sameNameDepth == 0 else { return nil }
            isBroken = isBroken || depth > 0
            return position
        }
        if bytes.beginsStreamTag(at: markup &+ 2) {
            isBroken = true
            return markup
        }
        if depth == 0 { isBroken = true }
        return depth == 0 ? position : nil
    }

    private mutating func endKind(_ bytes: RawSpan) -> XMPPKind {
        var end = 2
        var colon = 1
        while end < position, !bytes.byte(at: end).endsXMLName {
            if bytes.byte(at: end) == 0x3A { colon = end }
            end &+= 1
        }
        name = 2..<end
        local = (colon &+ 1)..<end
        switch XMPPKind(bytes, name: name, local: local) {
        case .streamOpen: return .streamEnd
        case .boshBody: return .boshEnd
        default:
            isBroken = true
            return .unknown
        }
    }

    /// Passes over what is no tag.  Returns whether its end is there.
    private mutating func skipMarkup(_ bytes: RawSpan) -> Bool {
        let last: UInt8 = mode == .cdata || hasSubset ? 0x5D : 0x3E
        while position < bytes.byteCount {
            if mode == .declaration, !hasSubset { return skipDeclaration(bytes) }
            position = bytes.firstIndex(of: 0x3E, from: position)
            guard position < bytes.byteCount else { return false }
            position &+= 1
            let isEnd =
                switch mode {
                case .instruction: position - markup >= 4 && bytes.byte(at: position - 2) == 0x3F
                case .comment: position - markup >= 7 && bytes.has("-->", at: position - 3)
                case .cdata: position - markup >= 12 && bytes.has("]]>", at: position - 3)
                default: bytes.byte(at: position - 2) == last
                }
            if isEnd { return true }
        }
        return false
    }

    /// A declaration ends at `>`, and one with a part in brackets behind that.
    private mutating func skipDeclaration(_ bytes: RawSpan) -> Bool {
        while position < bytes.byteCount {
            let byte = bytes.byte(at: position)
            position &+= 1
            if byte == 0x3E { return true }
            if byte == 0x5B {
                hasSubset = true
                return skipMarkup(bytes)
            }
        }
        return false
    }
}

extension RawSpan {
    /// Whether a tag has the name that stands in a range.
    @inline(__always)
    fileprivate func isTag(_ name: Range<Int>, at start: Int) -> Bool {
        let end = start &+ name.count
        guard end < byteCount, byte(at: start) == byte(at: name.lowerBound),
            byte(at: end).endsXMLName
        else { return false }
        return isSame(name, start..<end)
    }

    /// Whether the tag of a stream begins there, as all but a few write it.
    @inline(__always)
    fileprivate func beginsStreamTag(at start: Int) -> Bool {
        has("stream:stream", at: start) && byteCount > start &+ 13
            && byte(at: start &+ 13).endsXMLName
    }
}

extension Defect {
    static let notXML = Defect("no XML begins here")
    static let tooDeep = Defect("elements too deep in one another")
}
