/// What `-z flow` asks for.
public struct FlowRequest: Equatable, Sendable {
    enum Scope: String, CaseIterable {
        case any, tcp
    }

    var scope: Scope
    /// Whether packets without network addresses are shown too, between those of the link.
    var hasLinkAddresses: Bool
    var filter: String?

    init(parsing text: String) throws(TapMistake) {
        let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard words.count >= 3, let scope = Scope(rawValue: words[1]),
            ["standard", "network"].contains(words[2])
        else {
            throw TapMistake(
                "-z \(text) is not of the form flow,any|tcp,standard|network[,FILTER]")
        }
        self.scope = scope
        hasLinkAddresses = words[2] == "network"
        filter = TapRequest.rest(of: text, behind: 3)
    }
}
