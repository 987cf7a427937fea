/// Whose something is: of a host, somebody there, and one of their programs (RFC 7622).
///
///     alice@host/desk
struct XMPPAddress: Hashable, Sendable, CustomStringConvertible {
    /// Empty: the host itself.
    var user: String
    var host: String
    /// Empty: all of the user's programs.
    var resource: String

    init(_ user: String = "", at host: String, resource: String = "") {
        self.user = user
        self.host = host
        self.resource = resource
    }

    /// `nil`: there is no host.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let bare = parts.first else { return nil }
        let names = bare.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let host = names.last, !host.isEmpty, names.count == 1 || !names[0].isEmpty else {
            return nil
        }
        user = names.count == 2 ? String(names[0]) : ""
        self.host = String(host)
        resource = parts.count == 2 ? String(parts[1]) : ""
    }

    /// The user, whichever program it is.
    var bare: XMPPAddress { XMPPAddress(user, at: host) }

    func with(resource: String) -> XMPPAddress {
        XMPPAddress(user, at: host, resource: resource)
    }

    var description: String {
        (user.isEmpty ? "" : user + "@") + host + (resource.isEmpty ? "" : "/" + resource)
    }
}
