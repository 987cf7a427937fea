internal import Dissection

/// What two ends agreed to speak instead of HTTP.
enum HTTPSuccessor {
    case webSocket(subprotocol: String?, PermessageDeflate?)
    /// Another protocol, by its name in the `Upgrade` header.
    case named(String)
    /// Whatever the far end of a CONNECT speaks.
    case tunnel

    var successor: Successor {
        switch self {
        case .webSocket(let subprotocol, let deflate):
            Successor(dissector: WebSocketDissector(carrying: subprotocol, deflate: deflate))
        case .named(let name): Successor(name, asksPort: false)
        case .tunnel: Successor(asksPort: false)
        }
    }
}
