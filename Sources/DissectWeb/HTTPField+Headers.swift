internal import Bytes

extension HTTPField {
    /// The header line whose value the field is, as it is usually written.
    var headerName: StaticString? {
        switch self {
        case .authorization: "Authorization"
        case .proxyAuthenticate: "Proxy-Authenticate"
        case .proxyAuthorization: "Proxy-Authorization"
        case .wwwAuthenticate: "WWW-Authenticate"
        case .contentType: "Content-Type"
        case .contentLengthHeader: "Content-Length"
        case .contentEncoding: "Content-Encoding"
        case .transferEncoding: "Transfer-Encoding"
        case .upgrade: "Upgrade"
        case .userAgent: "User-Agent"
        case .host: "Host"
        case .connection: "Connection"
        case .cookie: "Cookie"
        case .accept: "Accept"
        case .referer: "Referer"
        case .acceptLanguage: "Accept-Language"
        case .acceptEncoding: "Accept-Encoding"
        case .date: "Date"
        case .cacheControl: "Cache-Control"
        case .server: "Server"
        case .location: "Location"
        case .secWebSocketAccept: "Sec-WebSocket-Accept"
        case .secWebSocketExtensions: "Sec-WebSocket-Extensions"
        case .secWebSocketKey: "Sec-WebSocket-Key"
        case .secWebSocketProtocol: "Sec-WebSocket-Protocol"
        case .secWebSocketVersion: "Sec-WebSocket-Version"
        case .setCookie: "Set-Cookie"
        case .lastModified: "Last-Modified"
        default: nil
        }
    }

    private static let headers: [(field: HTTPField, name: StaticString)] =
        allCases.compactMap { field in field.headerName.map { (field, $0) } }

    /// The field of a header line's value, found by its name.
    static func field(_ bytes: RawSpan, named name: Range<Int>) -> HTTPField? {
        headers.first {
            $0.name.utf8CodeUnitCount == name.count && bytes.matchesIgnoringCase(name, $0.name)
        }?.field
    }
}

extension RawSpan {
    fileprivate func matchesIgnoringCase(_ range: Range<Int>, _ text: StaticString) -> Bool {
        for index in 0..<range.count {
            let wanted = unsafe text.utf8Start[index]
            guard byte(at: range.lowerBound + index).lowercased == wanted.lowercased else {
                return false
            }
        }
        return true
    }
}
