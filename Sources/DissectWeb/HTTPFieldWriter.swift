internal import Bytes
internal import Dissection

/// Adds places of a head as fields: places in the stream, or in ``Message/decoded`` when the head
/// was kept apart.
struct HTTPFieldWriter {
    private let start: Int?
    private var base = 0

    init(start: Int?) { self.start = start }

    mutating func keep(_ bytes: RawSpan, _ count: Int, in message: inout Message) {
        base = message.decoded.count
        message.decoded.append(bytes.extracting(first: count), xor: 0, phase: 0)
    }

    func add(_ field: HTTPField, _ range: Range<Int>, into message: inout Message) {
        if let start {
            let place = StreamRange(offset: start + range.lowerBound, count: range.count)
            message.add(field.id, .text(place))
        } else {
            let place = StreamRange(offset: base + range.lowerBound, count: range.count)
            message.add(field.id, .decoded(place))
        }
    }

    /// - Returns: whether the head is a request's.
    func addStartLine(_ head: HTTPHead, _ bytes: RawSpan, into message: inout Message) -> Bool {
        switch head.start {
        case .request(let method, let target, let version):
            add(.requestMethod, method, into: &message)
            add(.requestURI, target, into: &message)
            if let mark = bytes.first(0x3F, in: target) {
                add(.requestPath, target.lowerBound..<mark, into: &message)
                add(.requestQuery, (mark + 1)..<target.upperBound, into: &message)
            }
            add(.requestVersion, version, into: &message)
            return true
        case .response(let version, let code, let phrase):
            add(.responseVersion, version, into: &message)
            guard !code.isEmpty else { return false }
            let number = head.code(bytes)
            message.add(HTTPField.responseCode.id, .number(UInt64(number)))
            if let words = HTTPWords.description(ofCode: number) {
                add(words, as: .responseCodeDescription, into: &message)
            }
            if !phrase.isEmpty { add(.responsePhrase, phrase, into: &message) }
            return false
        }
    }

    private func add(_ words: StaticString, as field: HTTPField, into message: inout Message) {
        let offset = message.decoded.count
        for index in 0..<words.utf8CodeUnitCount {
            message.decoded.append(unsafe words.utf8Start[index])
        }
        let place = StreamRange(offset: offset, count: words.utf8CodeUnitCount)
        message.add(field.id, .decoded(place))
    }

    /// The target with the host in front, if it is a path.
    func addFullTarget(_ head: HTTPHead, _ bytes: RawSpan, into message: inout Message) {
        guard case .request(_, let target, _) = head.start, let host = head.headers.host,
            !target.isEmpty, bytes.byte(at: target.lowerBound) == 0x2F
        else { return }
        let offset = message.decoded.count
        message.decoded.append(contentsOf: "http://".utf8)
        message.decoded.append(bytes.extracting(host), xor: 0, phase: 0)
        message.decoded.append(bytes.extracting(target), xor: 0, phase: 0)
        let count = message.decoded.count - offset
        message.add(
            HTTPField.requestFullURI.id, .decoded(StreamRange(offset: offset, count: count)))
    }
}
