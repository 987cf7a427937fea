internal import Bytes
internal import Dissection

/// The requests of a connection that wait for an answer (RFC 6120, section 8.2.3).
///
/// An answer comes from the other end, has the request's id, letter for letter, and comes from whom
/// the request went to: ends choose their ids alone, so that two may choose the same.
struct XMPPRequests {
    /// Of more the oldest is forgotten.
    static var countMax: Int { 256 }
    /// Requests with more text than this are not waited for.
    static var textByteCountMax: Int { 4096 }

    struct Request {
        fileprivate var sender: Endpoint
        fileprivate var id: [UInt8]
        fileprivate var from: [UInt8]
        fileprivate var to: [UInt8]
        var packet: Int
        var time: Int64
    }

    private var requests: [Request] = []

    var count: Int { requests.count }

    mutating func removeAll() { requests.removeAll() }

    mutating func ask(
        _ head: XMPPHead, _ bytes: RawSpan, from sender: Endpoint, packet: Int, time: Int64
    ) {
        guard let id = head.id else { return }
        let textByteCount = id.count + (head.from?.count ?? 0) + (head.to?.count ?? 0)
        guard textByteCount <= Self.textByteCountMax else { return }
        let request = Request(
            sender: sender, id: bytes.array(id), from: bytes.array(head.from),
            to: bytes.array(head.to), packet: packet, time: time)
        requests.removeAll {
            $0.sender == sender && $0.id == request.id && $0.to == request.to
                && $0.from == request.from
        }
        if requests.count == Self.countMax { requests.removeFirst() }
        requests.append(request)
    }

    /// Finds the request that this answers, and forgets it.
    mutating func answer(
        _ head: XMPPHead, _ bytes: RawSpan, from sender: Endpoint
    ) -> Request? {
        guard let id = head.id else { return nil }
        let (from, to) = (bytes.array(head.from), bytes.array(head.to))
        let name = bytes.array(id)
        let found = requests.firstIndex {
            $0.sender == sender.other && $0.id == name && $0.mayBeAnswered(from: from, to: to)
        }
        return found.map { requests.remove(at: $0) }
    }
}

extension XMPPRequests.Request {
    /// A server answers for itself and for the account without a name, or with a name that has no
    /// resource.
    fileprivate func mayBeAnswered(from answerer: [UInt8], to asker: [UInt8]) -> Bool {
        let isFromRight =
            answerer == to || answerer.isEmpty || to.isEmpty && !answerer.contains(0x2F)
        return isFromRight && (from.isEmpty || asker.isEmpty || asker == from)
    }
}

extension RawSpan {
    func array(_ range: Range<Int>?) -> [UInt8] {
        guard let range else { return [] }
        return unsafe extracting(range).withUnsafeBytes { unsafe Array($0) }
    }
}
