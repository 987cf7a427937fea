internal import DissectXMPP
internal import SASL

/// What programs that people chat with differ in.
struct XMPPProgram: Sendable {
    enum Numbering: Sendable {
        /// Each id is made up: 32 hexadecimal digits.
        case random
        /// Ids of a connection count, behind letters that are made up.
        case counted
    }

    /// What it tells of itself when it is asked (XEP-0092).
    var name: String
    var version: String
    var system: String
    var style: XMLStyle
    /// Of what it puts together by itself, without its library.
    var ownStyle: XMLStyle
    var numbering: Numbering
    /// Stands at the head of streams and stanzas.
    var language: String?
    /// What it wants to be called; `nil`: the server has the choice.
    var resource: String?
    /// What it takes where it is offered; else the strongest.
    var favourite: SASLMechanism?
    /// How long it looks at what a server offers.
    var readingSeconds = 0.003
    /// Whether it says in messages who it is, though the server knows.
    var namesItself = false
    /// Whether it asks for a session once it has a name (RFC 3921, section 3).
    var asksForSession: Bool

    /// A library for programs that answer by themselves.
    static let bot = XMPPProgram(
        name: "My Echo Bot", version: "1.0", system: "Custom OS",
        style: XMLStyle(.double, hasSpaceInEmptyTags: true),
        ownStyle: XMLStyle(.double, hasSpaceInEmptyTags: true), numbering: .random,
        language: "en", asksForSession: false)

    /// A window to chat in, of 2016.
    static let spark = XMPPProgram(
        name: "Spark IM Client", version: "2.7.7", system: "Linux", style: .plain,
        ownStyle: XMLStyle(.double, hasSpaceInEmptyTags: true), numbering: .counted,
        resource: "Spark", favourite: .digestMD5, namesItself: true,
        asksForSession: true)
}
