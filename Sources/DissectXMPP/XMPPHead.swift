internal import Bytes

/// What a list tells of an element's start tag: places in its bytes.
struct XMPPHead {
    var type: Range<Int>?
    var id: Range<Int>?
    var from: Range<Int>?
    var to: Range<Int>?
    var namespace: Range<Int>?
    /// Of a jingle.
    var action: Range<Int>?
    var mechanism: Range<Int>?

    /// - Parameters:
    ///   - start: where the tag's name ends.
    ///   - end: where the tag ends.
    init(_ bytes: RawSpan, from start: Int, to end: Int) {
        var attributes = XMPPAttributes(bytes, from: start, to: end)
        while let (name, value) = attributes.next() {
            switch name.count {
            case 2:
                if bytes.equals("id", in: name) { id = value }
                if bytes.equals("to", in: name) { to = value }
            case 4:
                if bytes.equals("type", in: name) { type = value }
                if bytes.equals("from", in: name) { from = value }
            case 5: if bytes.equals("xmlns", in: name) { namespace = value }
            case 6: if bytes.equals("action", in: name) { action = value }
            case 9: if bytes.equals("mechanism", in: name) { mechanism = value }
            default: break
            }
        }
    }
}
