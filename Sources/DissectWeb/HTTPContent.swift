internal import Bytes
internal import Dissection

/// What the columns say of a body, going by its `Content-Type`.
enum HTTPContent {
    private enum Kind { case json, xml, plain, silent }

    private static func kind(_ bytes: RawSpan, _ type: Range<Int>) -> Kind {
        if bytes.matches(type, "application/json") || hasSuffix(bytes, type, "+json") {
            return .json
        }
        if bytes.matches(type, "text/xml") || bytes.matches(type, "application/xml")
            || hasSuffix(bytes, type, "+xml")
        {
            return .xml
        }
        let isSilent =
            bytes.matches(type, "application/octet-stream")
            || bytes.hasPrefix("multipart/", at: type.lowerBound)
        return isSilent ? .silent : .plain
    }

    private static func hasSuffix(
        _ bytes: RawSpan, _ range: Range<Int>, _ suffix: StaticString
    ) -> Bool {
        let start = range.upperBound - suffix.utf8CodeUnitCount
        return start >= range.lowerBound && bytes.hasPrefix(suffix, at: start)
    }

    /// The type without its parameters.
    private static func type(_ bytes: RawSpan, _ value: Range<Int>) -> Range<Int> {
        let end = bytes.first(0x3B, in: value) ?? value.upperBound
        return bytes.trimmed(value.lowerBound..<end)
    }

    static func append(_ bytes: RawSpan, _ value: Range<Int>, to info: inout TextBuffer) {
        let type = type(bytes, value)
        switch kind(bytes, type) {
        case .silent, .xml: return
        case .json: info.append(", JavaScript Object Notation (")
        case .plain: info.append(" (")
        }
        for index in type {
            info.append(
                byte: 0x20...0x7E ~= bytes.byte(at: index)
                    ? bytes.byte(at: index).lowercased : 0x3F)
        }
        info.append(")")
    }

    /// What tshark calls the layer of a body.
    static func layer(_ head: HTTPHead, _ bytes: RawSpan) -> StaticString {
        guard let value = head.headers.contentType else { return "data" }
        let type = type(bytes, value)
        switch kind(bytes, type) {
        case .json: return "json"
        case .xml: return "xml"
        case .silent:
            return bytes.hasPrefix("multipart/", at: type.lowerBound) ? "mime_multipart" : "data"
        case .plain:
            return bytes.hasPrefix("text/", at: type.lowerBound) ? "data-text-lines" : "media"
        }
    }

    static func protocolName(
        _ head: HTTPHead, _ bytes: RawSpan, _ bodyByteCount: Int
    ) -> StaticString {
        guard bodyByteCount > 0, let value = head.headers.contentType else {
            return HTTPDissector.name
        }
        switch kind(bytes, type(bytes, value)) {
        case .json: return "HTTP/JSON"
        case .xml: return "HTTP/XML"
        case .plain, .silent: return HTTPDissector.name
        }
    }
}
