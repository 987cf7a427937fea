/// One line of a screen.
public struct BrowserLine: Equatable, Sendable {
    public var text: String
    /// One of the eight colours of every terminal, or its own.
    public var colour: Int?
    public var isBold = false
    public var isReverse = false

    public init(
        _ text: String, colour: Int? = nil, isBold: Bool = false, isReverse: Bool = false
    ) {
        self.text = text
        self.colour = colour
        self.isBold = isBold
        self.isReverse = isReverse
    }

    /// - Parameter escape: as in `ESC[1;31m`.
    init(_ text: String, escape: StaticString?) {
        self.init(text)
        guard let escape else { return }
        let numbers = "\(escape)".drop { $0 != "[" }.dropFirst().dropLast()
        for part in numbers.split(separator: ";") {
            switch Int(part) ?? 0 {
            case 1: isBold = true
            case let number where (30...37).contains(number): colour = number - 30
            case let number where (90...97).contains(number): colour = number - 90
            default: break
            }
        }
        // Bright black is grey: the terminal's own is as good on any ground.
        if colour == 0 { colour = nil }
    }
}
