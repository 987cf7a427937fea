internal import Dissection

/// Something in the arguments that was not understood; one line, with the nearest known word.
struct UsageError: Error, Equatable {
    let message: String

    init(_ message: String) {
        self.message = message
    }

    /// - Parameters:
    ///   - unknown: the word that is none of `known`.
    ///   - hint: what to say if none of `known` is near.
    init(_ message: String, unknown: String, among known: [String], otherwise hint: String = "") {
        if let nearest = NearestName.find(unknown, among: known) {
            self.message = "\(message); did you mean '\(nearest)'?"
        } else if hint.isEmpty {
            self.message = message
        } else {
            self.message = "\(message); \(hint)"
        }
    }
}
