internal import Bytes

/// A media type whose content tshark has a dissector for, as far as that shows in a row.
@frozen
public struct MediaType: Equatable, BitwiseCopyable, Sendable {
    public enum Kind: BitwiseCopyable, Sendable { case other, json, xml, text, form, http, data }

    /// Its place in the list, plus one; 0: any other.
    @usableFromInline let number: UInt8

    @inlinable public static var other: MediaType { MediaType(number: 0) }

    @inlinable init(number: UInt8) { self.number = number }

    public init(_ name: RawSpan) {
        number = Self.find(name)
    }

    public var kind: Kind {
        switch number {
        case 0: .other
        case 1...Self.jsonLast: .json
        case (Self.jsonLast + 1)...Self.xmlLast: .xml
        case (Self.xmlLast + 1)...Self.textLast: .text
        case Self.textLast + 1: .form
        case Self.textLast + 2: .http
        default: .data
        }
    }

    /// In lower case, as tshark writes it.
    public var name: StaticString { number == 0 ? "" : Self.known(Int(number - 1)) }

    private static var jsonLast: UInt8 { 11 }
    private static var xmlLast: UInt8 { 44 }
    private static var textLast: UInt8 { 53 }
    private static var knownCount: Int { 56 }

    private static func find(_ name: RawSpan) -> UInt8 {
        guard name.byteCount < indexesByCount.count else { return 0 }
        var indexes = indexesByCount[name.byteCount]
        while indexes != 0 {
            let index = indexes.trailingZeroBitCount
            if name.equalsIgnoringCase(known(index)) { return UInt8(index + 1) }
            indexes &= indexes - 1
        }
        return 0
    }

    /// For each length the types that have it, a bit each: most names are told by that.
    private static let indexesByCount: [UInt64] = {
        var indexes: [UInt64] = []
        for index in 0..<knownCount {
            let count = known(index).utf8CodeUnitCount
            while indexes.count <= count { indexes.append(0) }
            indexes[count] |= 1 << UInt64(index)
        }
        return indexes
    }()

    /// JSON first, then XML, then text, then others.
    private static func known(_ index: Int) -> StaticString {
        switch index {
        case 0: "application/json"
        case 1: "application/json-patch+json"
        case 2: "application/json-rpc"
        case 3: "application/jsonrequest"
        case 4: "application/senml+json"
        case 5: "application/sensml+json"
        case 6: "application/dds-web+json"
        case 7: "application/problem+json"
        case 8: "application/merge-patch+json"
        case 9: "application/vnd.oma.lwm2m+json"
        case 10: "application/x-ndjson"
        case 11: "application/xml"
        case 12: "text/xml"
        case 13: "application/soap+xml"
        case 14: "application/xml-dtd"
        case 15: "image/svg+xml"
        case 16: "application/atom+xml"
        case 17: "application/rss+xml"
        case 18: "application/mathml+xml"
        case 19: "application/pidf+xml"
        case 20: "application/rdf+xml"
        case 21: "application/xslt+xml"
        case 22: "application/xcap-diff+xml"
        case 23: "application/auth-policy+xml"
        case 24: "application/im-iscomposing+xml"
        case 25: "application/watcherinfo+xml"
        case 26: "application/resource-lists+xml"
        case 27: "application/conference-info+xml"
        case 28: "application/reginfo+xml"
        case 29: "application/rls-services+xml"
        case 30: "application/poc-settings+xml"
        case 31: "application/x-crd+xml"
        case 32: "application/x-wms-logconnectstats"
        case 33: "application/vnd.3gpp.cw+xml"
        case 34: "application/vnd.etsi.aoc+xml"
        case 35: "application/vnd.oma.group-usage-list+xml"
        case 36: "application/vnd.oma.xcap-directory+xml"
        case 37: "application/vnd.wv.csp+xml"
        case 38: "application/vnd.wv.csp.xml"
        case 39: "text/vnd.wap.wml"
        case 40: "text/vnd.wap.si"
        case 41: "text/vnd.wap.sl"
        case 42: "text/vnd.wap.co"
        case 43: "text/vnd.wap.emn"
        case 44: "text/plain"
        case 45: "text/html"
        case 46: "text/css"
        case 47: "text/javascript"
        case 48: "text/richtext"
        case 49: "text/parameters"
        case 50: "text/vnd.sun.j2me.app-descriptor"
        case 51: "application/x-javascript"
        case 52: "application/x-ns-proxy-autoconfig"
        case 53: "application/x-www-form-urlencoded"
        case 54: "message/http"
        default: "application/octet-stream"
        }
    }
}

extension RawSpan {
    /// Letters of ASCII are the same in both cases; the text is lower case.  Media types begin
    /// alike, and end differently.
    fileprivate func equalsIgnoringCase(_ text: StaticString) -> Bool {
        guard byteCount == text.utf8CodeUnitCount else { return false }
        var index = byteCount
        while index > 0 {
            index &-= 1
            let byte = byte(at: index)
            let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            guard unsafe lower == text.utf8Start[index] else { return false }
        }
        return true
    }
}
