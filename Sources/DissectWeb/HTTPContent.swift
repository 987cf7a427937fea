internal import Bytes
internal import Dissection

/// What the columns say of a body, going by its `Content-Type`.
enum HTTPContent {
    private static func mediaType(_ bytes: RawSpan, _ type: Range<Int>) -> MediaType {
        MediaType(bytes.extracting(type))
    }

    /// The type without its parameters.
    private static func type(_ bytes: RawSpan, _ value: Range<Int>) -> Range<Int> {
        let end = bytes.first(0x3B, in: value) ?? value.upperBound
        return bytes.trimmed(value.lowerBound..<end)
    }

    static func append(_ bytes: RawSpan, _ value: Range<Int>, to info: inout TextBuffer) {
        let type = type(bytes, value)
        switch mediaType(bytes, type).kind {
        case .data, .xml: return
        case .json: info.append(", JavaScript Object Notation (")
        case .other where bytes.hasPrefix("multipart/", at: type.lowerBound): return
        case .text, .form, .http, .other: info.append(" (")
        }
        for index in type {
            info.append(
                byte: 0x20...0x7E ~= bytes.byte(at: index)
                    ? bytes.byte(at: index).lowercased : 0x3F)
        }
        info.append(")")
    }

    /// The type of a body, if somebody reads those.
    static func mediaType(_ head: HTTPHead, _ bytes: RawSpan) -> MediaType {
        guard let value = head.headers.contentType else { return .other }
        return mediaType(bytes, type(bytes, value))
    }

    /// What tshark calls the layer of a body.
    static func layer(_ head: HTTPHead, _ bytes: RawSpan) -> StaticString {
        guard let value = head.headers.contentType else { return "data" }
        let type = type(bytes, value)
        switch mediaType(bytes, type).kind {
        case .json: return "json"
        case .xml: return "xml"
        case .data: return "data"
        case .text: return "data-text-lines"
        case .form: return "urlencoded-form"
        case .http: return "message-http"
        case .other:
            return bytes.hasPrefix("multipart/", at: type.lowerBound) ? "mime_multipart" : "media"
        }
    }

    static func protocolName(
        _ head: HTTPHead, _ bytes: RawSpan, _ bodyByteCount: Int
    ) -> StaticString {
        guard bodyByteCount > 0, let value = head.headers.contentType else {
            return HTTPDissector.name
        }
        switch mediaType(bytes, type(bytes, value)).kind {
        case .json: return "HTTP/JSON"
        case .xml: return "HTTP/XML"
        case .text, .form, .http, .data, .other: return HTTPDissector.name
        }
    }
}
