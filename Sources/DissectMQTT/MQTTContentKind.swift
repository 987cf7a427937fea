internal import Bytes

/// What tshark makes of a payload by its content type, as far as it shows in a row.
enum MQTTContentKind: BitwiseCopyable {
    case other, json, xml, text

    init(_ type: RawSpan) {
        self = .other
        for index in Self.known.indices where type.equalsIgnoringCase(Self.known[index].name) {
            self = Self.known[index].kind
            return
        }
    }

    private static let known: [(name: StaticString, kind: MQTTContentKind)] = [
        ("application/json", .json),
        ("application/json-patch+json", .json),
        ("application/json-rpc", .json),
        ("application/jsonrequest", .json),
        ("application/senml+json", .json),
        ("application/sensml+json", .json),
        ("application/dds-web+json", .json),
        ("application/problem+json", .json),
        ("application/merge-patch+json", .json),
        ("application/vnd.oma.lwm2m+json", .json),
        ("application/xml", .xml),
        ("text/xml", .xml),
        ("application/soap+xml", .xml),
        ("application/xml-dtd", .xml),
        ("text/vnd.wap.wml", .xml),
        ("image/svg+xml", .xml),
        ("application/atom+xml", .xml),
        ("application/rss+xml", .xml),
        ("application/mathml+xml", .xml),
        ("application/pidf+xml", .xml),
        ("application/rdf+xml", .xml),
        ("text/plain", .text),
        ("text/html", .text),
        ("text/css", .text),
        ("text/javascript", .text),
        ("text/richtext", .text),
        ("application/x-javascript", .text),
        ("application/x-www-form-urlencoded", .text),
        ("message/http", .text),
    ]
}

extension RawSpan {
    /// Letters of ASCII are the same in both cases; the text is lower case.
    fileprivate func equalsIgnoringCase(_ text: StaticString) -> Bool {
        guard byteCount == text.utf8CodeUnitCount else { return false }
        for index in 0..<byteCount {
            let byte = byte(at: index)
            let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            guard unsafe lower == text.utf8Start[index] else { return false }
        }
        return true
    }
}
