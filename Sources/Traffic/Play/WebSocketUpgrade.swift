internal import Bytes
internal import Cryptography

/// The request and the answer of HTTP that turn a connection into one of WebSocket (RFC 6455,
/// section 4).
struct WebSocketUpgrade {
    var path: String
    var subprotocol: String

    func request(to server: Endpoint, key: [UInt8]) -> String {
        """
        GET \(path) HTTP/1.1\r
        Host: \(server)\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: \(Self.base64(key))\r
        Sec-WebSocket-Protocol: \(subprotocol)\r
        Sec-WebSocket-Version: 13\r
        \r

        """
    }

    func answer(to key: String) -> String {
        """
        HTTP/1.1 101 Switching Protocols\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Accept: \(Self.accept(key))\r
        Sec-WebSocket-Protocol: \(subprotocol)\r
        \r

        """
    }

    /// The value of a header field, by its name in lowercase.
    static func value(of name: String, in head: [String]) -> String? {
        for line in head.dropFirst() {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name else {
                continue
            }
            return String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        return nil
    }

    /// What proves that a server has read the key.
    static func accept(_ key: String) -> String {
        var digest = StreamDigest(.sha1)
        let text = Array("\(key)258EAFA5-E914-47DA-95CA-C5AB0DC85B11".utf8)
        digest.update(text.rawSpan)
        return base64(digest.finish())
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        var text = TextBuffer()
        text.append(base64: bytes.rawSpan)
        return unsafe text.bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
