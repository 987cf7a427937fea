internal import Dissection

/// Something in the arguments that was not understood: one line, with the nearest known word, and
/// the place in a longer text.
struct UsageError: Error, Equatable {
    let message: String
    /// What was not understood, and a line that points into it; may be empty.
    let excerpt: [String]

    init(_ message: String, excerpt: [String] = []) {
        self.message = message
        self.excerpt = excerpt
    }

    /// - Parameters:
    ///   - unknown: the word that is none of `known`.
    ///   - hint: what to say if none of `known` is near.
    ///   - excerpt: see ``excerpt``.
    init(
        _ message: String, unknown: String, among known: [String], otherwise hint: String = "",
        excerpt: [String] = []
    ) {
        self.excerpt = excerpt
        if let nearest = NearestName.find(unknown, among: known) {
            self.message = "\(message); did you mean '\(nearest)'?"
        } else if hint.isEmpty {
            self.message = message
        } else {
            self.message = "\(message); \(hint)"
        }
    }
}
