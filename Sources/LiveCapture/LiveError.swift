public import Captures

/// Why a capture could not begin, or ended before it was to.
public enum LiveError: Error, Equatable, Sendable {
    /// - Parameter known: the interfaces there are.
    case noSuchInterface(String, known: [String])
    /// The process has not got the capability that capturing needs.
    case notPermitted(String)
    case interfaceIsDown(String)
    /// libpcap's own words about an interface.
    case interface(String, message: String)
    case filter(String, FilterError)
    case file(String, CaptureError)
    /// A user to continue as.
    case noSuchUser(String)
    /// Root could not be given up: a system call failed with this `errno`.
    case privileges(String)
    /// What else the system would not do.
    case system(String)
}
