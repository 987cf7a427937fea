internal import DissectXMPP
internal import SASL

/// What a server knows of one connection.
struct XMPPServerSession {
    enum Stage {
        /// Nobody in particular.
        case stranger
        case signingIn(SASLServer)
        /// Proved who it is, and has no name yet.
        case signedIn(user: String)
        case bound(XMPPAddress)
        /// TLS follows, which is not read.
        case encrypted
        /// Nothing is listened to any longer.
        case over
    }

    let connection: ConnectionID
    var stage = Stage.stranger
    var reader = XMPPStreamReader()
    /// What it told of its presence last; `nil`: it is not there.
    var presence: XMLElement?
    /// Whether our stream has begun.
    var hasOpenedStream = false

    init(_ connection: ConnectionID) {
        self.connection = connection
        reader.byteCountMax = XMPPStreamReader.strangersByteCountMax
    }

    /// Whose it is, once it has a name.
    var address: XMPPAddress? {
        if case .bound(let address) = stage { address } else { nil }
    }

    var isOver: Bool { if case .over = stage { true } else { false } }

    /// Messages to all of a user's programs reach those that are there.
    var isAvailable: Bool { presence != nil }
}
