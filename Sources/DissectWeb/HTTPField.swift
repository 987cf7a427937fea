public import Dissection

/// The fields of HTTP: the number of each is its place in the family.
public enum HTTPField: UInt16, CaseIterable, BitwiseCopyable, Sendable {
    case http
    case request, response
    case requestNumber, responseNumber
    case requestMethod, requestURI, requestPath, requestQuery, requestVersion
    case requestLine, responseLine, requestFullURI
    case responseVersion, responseCode, responseCodeDescription, responsePhrase
    case requestIn, previousRequestIn, previousResponseIn, time
    case contentLength
    case authorization, proxyAuthenticate, proxyAuthorization, wwwAuthenticate
    case contentType, contentLengthHeader, contentEncoding, transferEncoding
    case upgrade, userAgent, host, connection, cookie, accept, referer
    case acceptLanguage, acceptEncoding, date, cacheControl, server, location
    case secWebSocketAccept, secWebSocketExtensions, secWebSocketKey
    case secWebSocketProtocol, secWebSocketVersion
    case setCookie, lastModified
    case fileData

    public var id: FieldID { FieldID(.http, rawValue) }
}

public enum HTTPFields {
    public static let family = FieldFamily(.http, HTTPField.allCases.map(\.definition))
}

extension HTTPField {
    var definition: FieldDefinition { lineDefinition ?? headerDefinition }

    private var lineDefinition: FieldDefinition? {
        switch self {
        case .http: .init("http", "Hypertext Transfer Protocol", .layer)
        case .request: .init("http.request", "Request", .boolean)
        case .response: .init("http.response", "Response", .boolean)
        case .requestNumber:
            .init("http.request_number", "Request number", .unsigned(bits: 32))
        case .responseNumber:
            .init("http.response_number", "Response number", .unsigned(bits: 32))
        case .requestMethod: .init("http.request.method", "Request Method", .text)
        case .requestURI: .init("http.request.uri", "Request URI", .text)
        case .requestPath: .init("http.request.uri.path", "Request URI Path", .text)
        case .requestQuery: .init("http.request.uri.query", "Request URI Query", .text)
        case .requestVersion: .init("http.request.version", "Request Version", .text)
        case .requestLine: .init("http.request.line", "Request line", .text)
        case .responseLine: .init("http.response.line", "Response line", .text)
        case .requestFullURI: .init("http.request.full_uri", "Full request URI", .text)
        case .responseVersion: .init("http.response.version", "Response Version", .text)
        case .responseCode: .init("http.response.code", "Status Code", .unsigned(bits: 16))
        case .responseCodeDescription:
            .init("http.response.code.desc", "Status Code Description", .text)
        case .responsePhrase: .init("http.response.phrase", "Response Phrase", .text)
        case .requestIn: .init("http.request_in", "Request in frame", .frameNumber)
        case .previousRequestIn:
            .init("http.prev_request_in", "Prev request in frame", .frameNumber)
        case .previousResponseIn:
            .init("http.prev_response_in", "Prev response in frame", .frameNumber)
        case .time: .init("http.time", "Time since request", .duration)
        case .fileData: .init("http.file_data", "File Data", .text).secret
        case .contentLength: .init("http.content_length", "Content length", .unsigned(bits: 64))
        default: nil
        }
    }

    private var headerDefinition: FieldDefinition {
        let field = FieldDefinition(headerFieldName, headerName ?? "", .text)
        return isSecret ? field.secret : field
    }

    /// Whether the header says who somebody is.
    var isSecret: Bool {
        switch self {
        case .authorization, .proxyAuthorization, .cookie, .setCookie: true
        default: false
        }
    }

    private var headerFieldName: StaticString {
        switch self {
        case .authorization: "http.authorization"
        case .proxyAuthenticate: "http.proxy_authenticate"
        case .proxyAuthorization: "http.proxy_authorization"
        case .wwwAuthenticate: "http.www_authenticate"
        case .contentType: "http.content_type"
        case .contentLengthHeader: "http.content_length_header"
        case .contentEncoding: "http.content_encoding"
        case .transferEncoding: "http.transfer_encoding"
        case .upgrade: "http.upgrade"
        case .userAgent: "http.user_agent"
        case .host: "http.host"
        case .connection: "http.connection"
        case .cookie: "http.cookie"
        case .accept: "http.accept"
        case .referer: "http.referer"
        case .acceptLanguage: "http.accept_language"
        case .acceptEncoding: "http.accept_encoding"
        case .date: "http.date"
        case .cacheControl: "http.cache_control"
        case .server: "http.server"
        case .location: "http.location"
        case .secWebSocketAccept: "http.sec_websocket_accept"
        case .secWebSocketExtensions: "http.sec_websocket_extensions"
        case .secWebSocketKey: "http.sec_websocket_key"
        case .secWebSocketProtocol: "http.sec_websocket_protocol"
        case .secWebSocketVersion: "http.sec_websocket_version"
        case .setCookie: "http.set_cookie"
        default: "http.last_modified"
        }
    }
}
