/// A way to prove who one is, under the name by which it is offered.
public enum SASLMechanism: String, CaseIterable, Sendable {
    case anonymous = "ANONYMOUS"
    case plain = "PLAIN"
    case cramMD5 = "CRAM-MD5"
    case digestMD5 = "DIGEST-MD5"
    case scramSHA1 = "SCRAM-SHA-1"
    case scramSHA256 = "SCRAM-SHA-256"

    /// The strongest one of those offered that prove something; PLAIN, which shows the password to
    /// all, comes last.
    public static func strongest(of names: [String]) -> SASLMechanism? {
        allCases.last { $0 != .anonymous && names.contains($0.rawValue) }
    }
}
