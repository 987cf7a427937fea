internal import Bytes

/// What a message is: an element below the stream's, or one of the things around them.
enum XMPPKind: UInt8, CaseIterable {
    case unknown
    case xmlDeclaration, streamOpen, streamEnd, keepalive
    case iq, presence, message
    case features, streamError
    case starttls, proceed
    case auth, challenge, response, success, failure, abort
    case compress, compressed
    case dialbackResult, dialbackVerify, handshake
    case smEnable, smEnabled, smResume, smResumed, smRequest, smAnswer, smFailed
    /// RFC 7395: what a stream's tags are in WebSocket.
    case frameOpen, frameClose
    /// XEP-0124: what holds stanzas in an HTTP body.
    case boshBody, boshEnd
    case comment, instruction, declaration

    /// - Parameters:
    ///   - name: of the element, as it stands in the bytes.
    ///   - local: the same without its prefix.
    init(_ bytes: RawSpan, name: Range<Int>, local: Range<Int>) {
        self = Self.named(bytes, local, hasPrefix: name.lowerBound != local.lowerBound)
    }

    private static func named(
        _ bytes: RawSpan, _ local: Range<Int>, hasPrefix: Bool
    ) -> XMPPKind {
        func has(_ text: StaticString) -> Bool { bytes.has(text, at: local.lowerBound) }
        switch local.count {
        case 1: return has("r") ? .smRequest : has("a") ? .smAnswer : .unknown
        case 2: return has("iq") ? .iq : .unknown
        case 4:
            return has("auth")
                ? .auth
                : has("open")
                    ? .frameOpen
                    : has("body")
                        ? .boshBody
                        : .unknown
        case 5:
            return has("error") && hasPrefix
                ? .streamError
                : has("abort")
                    ? .abort
                    : has("close") ? .frameClose : .unknown
        case 6:
            return has("stream")
                ? .streamOpen
                : has("verify") && hasPrefix
                    ? .dialbackVerify
                    : has("result") && hasPrefix
                        ? .dialbackResult
                        : has("enable")
                            ? .smEnable
                            : has("resume") ? .smResume : has("failed") ? .smFailed : .unknown
        case 7:
            return has("message")
                ? .message
                : has("success")
                    ? .success
                    : has("failure")
                        ? .failure
                        : has("proceed")
                            ? .proceed
                            : has("enabled") ? .smEnabled : has("resumed") ? .smResumed : .unknown
        case 8:
            return has("presence")
                ? .presence
                : has("response")
                    ? .response
                    : has("features")
                        ? .features
                        : has("starttls")
                            ? .starttls
                            : has("compress") ? .compress : .unknown
        case 9:
            return has("challenge") ? .challenge : has("handshake") ? .handshake : .unknown
        case 10: return has("compressed") ? .compressed : .unknown
        default: return .unknown
        }
    }

    /// Whether tshark reads the element, and adds its fields.
    var isTsharks: Bool {
        switch self {
        case .iq, .presence, .message, .auth, .challenge, .response, .success, .failure,
            .xmlDeclaration, .streamOpen, .features, .starttls, .proceed, .streamEnd:
            true
        default: false
        }
    }

    /// Whether it is a round of authentication.
    var isOfSASL: Bool {
        self == .auth || self == .challenge || self == .response || self == .success
    }

    /// Whether elements inside of it are messages of their own.
    var isWrapper: Bool { self == .streamOpen || self == .boshBody }

    /// The words of the list; the type of an iq and the like come behind them.
    var words: StaticString {
        switch self {
        case .unknown, .comment, .instruction, .declaration: "UNKNOWN PACKET "
        case .xmlDeclaration: "XML "
        case .streamOpen: "STREAM "
        case .streamEnd: "STREAM END"
        case .keepalive: "Whitespace Keepalive"
        case .iq: "IQ"
        case .presence: "PRESENCE "
        case .message: "MESSAGE "
        case .features: "FEATURES "
        case .streamError: "STREAM ERROR"
        case .starttls: "STARTTLS "
        case .proceed: "PROCEED "
        case .auth: "AUTH"
        case .challenge: "CHALLENGE"
        case .response: "RESPONSE"
        case .success: "SUCCESS"
        case .failure: "FAILURE "
        case .abort: "ABORT "
        case .compress: "COMPRESS "
        case .compressed: "COMPRESSED "
        case .dialbackResult: "DIALBACK RESULT"
        case .dialbackVerify: "DIALBACK VERIFY"
        case .handshake: "HANDSHAKE "
        case .smEnable: "SM ENABLE "
        case .smEnabled: "SM ENABLED "
        case .smResume: "SM RESUME "
        case .smResumed: "SM RESUMED "
        case .smRequest: "SM REQUEST "
        case .smAnswer: "SM ANSWER "
        case .smFailed: "SM FAILED "
        case .frameOpen: "OPEN "
        case .frameClose: "CLOSE "
        case .boshBody: "BODY "
        case .boshEnd: ""
        }
    }
}
