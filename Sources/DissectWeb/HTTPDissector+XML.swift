internal import Bytes
internal import Dissection

/// XML in bodies: some protocols travel in it, each known by the namespace of the outermost element.
extension HTTPDissector {
    /// Passes a body on to whoever the registry has for its namespace.  The first one of a
    /// connection decides; bodies of others are not passed.
    mutating func passXML(
        _ body: RawSpan, _ place: StreamRange, _ head: HTTPHead, _ bytes: RawSpan,
        into message: inout Message
    ) {
        guard next == nil, HTTPContent.mediaType(head, bytes).kind == .xml,
            let found = Self.namespace(body)
        else {
            return
        }
        if namespace == nil { namespace = found }
        guard namespace == found else { return }
        message.content.pass(place, end: .pushed)
    }

    /// Longer ones are none.
    private static var namespaceByteCountMax: Int { 256 }

    /// The default namespace of the outermost element.
    private static func namespace(_ body: RawSpan) -> String? {
        var start = body.first(0x3C, in: 0..<body.byteCount) ?? body.byteCount
        if body.hasPrefix("<?xml", at: start) {
            let end = body.first(0x3E, in: start..<body.byteCount) ?? body.byteCount
            start = body.first(0x3C, in: end..<body.byteCount) ?? body.byteCount
        }
        guard start < body.byteCount else { return nil }
        let end = body.first(0x3E, in: start..<body.byteCount) ?? body.byteCount
        var place = start
        while let next = body.first(0x78, in: place..<end) {
            place = next + 1
            guard next > start, isBlank(body.byte(at: next - 1)),
                body.hasPrefix("xmlns=", at: next), next + 7 < end
            else { continue }
            let quote = body.byte(at: next + 6)
            guard quote == 0x22 || quote == 0x27,
                let last = body.first(quote, in: (next + 7)..<end),
                last - next - 7 <= namespaceByteCountMax
            else { return nil }
            return unsafe body.extracting((next + 7)..<last).withUnsafeBytes {
                unsafe String(decoding: $0, as: UTF8.self)
            }
        }
        return nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
}
