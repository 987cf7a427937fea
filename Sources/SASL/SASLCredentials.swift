/// Who somebody is, and how that is proved.
///
/// Names and passwords are taken as they are: SASLprep (RFC 4013) leaves those in ASCII alone.
public struct SASLCredentials: Equatable, Sendable {
    public var user: String
    public var password: String
    /// As whom the user wants to act; empty: as the user.
    public var identity = ""
    /// What the server is known as, and what it is asked for.
    public var host: String
    public var service: String

    public init(user: String, password: String, service: String, host: String) {
        self.user = user
        self.password = password
        self.service = service
        self.host = host
    }
}
