/// Why a client breaks an exchange off: what it says about the server.
public enum SASLError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The server's words lack something, or have it twice.
    case malformed(String)
    /// The server asks for more rounds of hashing than anybody should.
    case tooManyIterations(Int)
    /// The server does not know the password it should know.
    case unproven
    /// The server speaks when the exchange is over, or ends it too early.
    case outOfTurn

    public var description: String {
        switch self {
        case .malformed(let what): "its \(what) cannot be read"
        case .tooManyIterations(let count):
            "it asks for \(count) rounds of hashing; \(SCRAMClient.iterationCountMax) are done"
        case .unproven: "it cannot prove that it knows the password"
        case .outOfTurn: "it speaks out of turn while one signs in"
        }
    }
}
