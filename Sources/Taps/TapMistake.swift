/// Something in a `-z` that was not understood: one line.
public struct TapMistake: Error, Equatable {
    public let message: String

    init(_ message: String) { self.message = message }
}
