internal import Bytes

/// The first line of a message (RFC 9112, sections 3 and 4): places of its words.
enum HTTPStartLine: Equatable {
    case request(method: Range<Int>, target: Range<Int>, version: Range<Int>)
    case response(version: Range<Int>, code: Range<Int>, phrase: Range<Int>)

    /// - Returns: `nil` when the line begins no message.  As in tshark, a known method is enough
    ///   for a request.
    init?(_ bytes: RawSpan, _ line: Range<Int>) {
        let first = bytes.word(in: line)
        let second = bytes.word(in: Self.next(first, line))
        let rest = Self.next(second, line)
        if HTTPMethod.isMethod(bytes, first) {
            self = .request(method: first, target: second, version: rest)
        } else if bytes.beginsResponse(line) {
            self = .response(version: first, code: second, phrase: rest)
        } else {
            return nil
        }
    }

    /// What follows a word and the blank behind it.
    private static func next(_ word: Range<Int>, _ line: Range<Int>) -> Range<Int> {
        min(word.upperBound + 1, line.upperBound)..<line.upperBound
    }
}

extension RawSpan {
    fileprivate func word(in range: Range<Int>) -> Range<Int> {
        range.lowerBound..<(first(0x20, in: range) ?? range.upperBound)
    }

    /// `HTTP/…`, or the `ICY` of radio servers.
    fileprivate func beginsResponse(_ line: Range<Int>) -> Bool {
        hasExactPrefix("HTTP/", in: line) || hasExactPrefix("ICY ", in: line)
    }

    func hasExactPrefix(_ text: StaticString, in range: Range<Int>) -> Bool {
        guard text.utf8CodeUnitCount <= range.count else { return false }
        for index in 0..<text.utf8CodeUnitCount {
            let wanted = unsafe text.utf8Start[index]
            guard byte(at: range.lowerBound + index) == wanted else { return false }
        }
        return true
    }
}

/// The methods that make a line a request: those of HTTP, WebDAV and its kin, and SSDP.
enum HTTPMethod {
    private static let names: [StaticString] = [
        "GET", "PUT", "HEAD", "POST", "COPY", "LOCK", "MOVE", "POLL", "BCOPY", "BMOVE", "MKCOL",
        "TRACE", "PATCH", "LABEL", "MERGE", "DELETE", "SEARCH", "UNLOCK", "REPORT", "UPDATE",
        "NOTIFY", "BDELETE", "CONNECT", "OPTIONS", "CHECKIN", "PROPFIND", "CHECKOUT", "CCM_POST",
        "M-SEARCH", "SUBSCRIBE", "PROPPATCH", "BPROPFIND", "BPROPPATCH", "UNCHECKOUT",
        "MKACTIVITY", "MKWORKSPACE", "UNSUBSCRIBE", "RPC_CONNECT", "RPC_IN_DATA", "RPC_OUT_DATA",
        "VERSION-CONTROL", "BASELINE-CONTROL", "SSTP_DUPLEX_POST",
    ]

    static func isMethod(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        names.contains {
            $0.utf8CodeUnitCount == word.count && bytes.hasExactPrefix($0, in: word)
        }
    }

    /// Whether the bytes are a method and a blank, or the beginning of such.
    static func mayBegin(_ bytes: RawSpan) -> Bool {
        let end = bytes.first(0x20, in: 0..<bytes.byteCount) ?? bytes.byteCount
        if end < bytes.byteCount { return isMethod(bytes, 0..<end) }
        return names.contains { name in
            end < name.utf8CodeUnitCount + 1
                && (0..<end).allSatisfy { unsafe bytes.byte(at: $0) == name.utf8Start[$0] }
        }
    }
}
