internal import Dissection
internal import Printing

/// What statistics look at of an element of XMPP.
struct XMPPFacts: MessageFacts {
    let origin: MessageOrigin
    /// The field that says what it is.
    var kind: XMPPStatistics.Field?
    var id: UInt64?
    var type: Int?
    var namespace: Int?
    var from: Int?
    var to: Int?
    var bodyByteCount = 0
    var bodyHash: UInt64?
    var show: Int?
    var statusHash: UInt64 = 0
    var jid: Int?
    var mechanism: Int?
    var condition: Int?

    init(_ origin: MessageOrigin) { self.origin = origin }

    var isStanza: Bool { kind == .message || kind == .presence || kind == .iq }

    /// Elements in the element have attributes of the same names: the first is the stanza's own.
    mutating func read(_ field: XMPPStatistics.Field, _ value: UInt64) {
        let number = Int(clamping: value)
        if field.isKind {
            kind = kind ?? field
            return
        }
        switch field {
        case .id: id = id ?? value
        case .type: type = type ?? number
        case .namespace: namespace = namespace ?? number
        case .from: from = from ?? number
        case .to: to = to ?? number
        case .body: bodyByteCount += number
        case .bodyHash: bodyHash = bodyHash ?? value
        case .show: show = show ?? number
        case .statusHash: statusHash = value
        case .jid: jid = number
        case .mechanism: mechanism = number
        case .condition: condition = condition ?? number
        default: break
        }
    }
}
