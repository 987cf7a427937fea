internal import Bytes

/// The defined condition of an error or a failure: the first child that is not its text.
enum XMPPCondition {
    static func find(_ bytes: RawSpan, from headEnd: Int) -> Range<Int>? {
        guard headEnd < bytes.byteCount else { return nil }
        var children = XMPPChildren(bytes, from: headEnd)
        while let child = children.next() {
            if !bytes.equals("text", in: child.local) { return child.local }
        }
        return nil
    }
}
