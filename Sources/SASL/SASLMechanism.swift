/// A way to prove who one is, under the name by which it is offered.
public enum SASLMechanism: String, CaseIterable, Sendable {
    case plain = "PLAIN"
    case digestMD5 = "DIGEST-MD5"
    case scramSHA1 = "SCRAM-SHA-1"
    case scramSHA256 = "SCRAM-SHA-256"

    /// The strongest one of those offered; PLAIN, which shows the password to all, is the last.
    public static func strongest(of names: [String]) -> SASLMechanism? {
        allCases.last { names.contains($0.rawValue) }
    }
}
