/// The parts of a SCRAM message: letters with values, commas between (RFC 5802, section 5).
struct SCRAMAttributes {
    private let values: [(letter: Character, value: String)]

    /// `nil`: a part has no letter, or two have the same.
    init?(_ text: some StringProtocol) {
        var values: [(Character, String)] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let letter = part.first, part.dropFirst().first == "=",
                !values.contains(where: { $0.0 == letter })
            else { return nil }
            values.append((letter, String(part.dropFirst(2))))
        }
        self.values = values
    }

    subscript(letter: Character) -> String? { values.first { $0.letter == letter }?.value }

    /// A name, in which the letters that have a meaning are written by their numbers.
    static func escaped(_ name: String) -> String {
        name.map { $0 == "," ? "=2C" : $0 == "=" ? "=3D" : String($0) }.joined()
    }

    /// `nil`: an equals sign stands for nothing.
    static func unescaped(_ text: String) -> String? {
        var name = ""
        var rest = text[...]
        while let letter = rest.first {
            if rest.hasPrefix("=2C") {
                name += ","
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("=3D") {
                name += "="
                rest = rest.dropFirst(3)
            } else {
                guard letter != "=" else { return nil }
                name.append(letter)
                rest = rest.dropFirst()
            }
        }
        return name
    }
}
