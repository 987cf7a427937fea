/// What DIGEST-MD5 messages are made of: names with values, in quotes or not, commas between
/// (RFC 2831, section 7.1).
struct DigestMD5Directives {
    private var values: [(name: String, value: String)] = []

    /// `nil`: something has no value, or a quote no end.
    init?(_ text: String) {
        var rest = Substring(text).drop(while: Self.isBetween)
        while !rest.isEmpty {
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let name = rest[..<equals].filter { !$0.isWhitespace }.lowercased()
            rest = rest[equals...].dropFirst()
            guard !name.isEmpty, let value = Self.takeValue(&rest) else { return nil }
            values.append((name, value))
            rest = rest.drop(while: Self.isBetween)
        }
    }

    /// The value of a name that comes once; `nil` also if it comes twice.
    subscript(name: String) -> String? {
        let found = values.filter { $0.name == name }
        return found.count == 1 ? found[0].value : nil
    }

    /// The first of several values: a server may have more than one realm.
    func first(_ name: String) -> String? { values.first { $0.name == name }?.value }

    static func quoted(_ value: String) -> String {
        "\"" + value.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "\""
    }

    private static func isBetween(_ letter: Character) -> Bool {
        letter == "," || letter.isWhitespace
    }

    private static func takeValue(_ rest: inout Substring) -> String? {
        guard rest.first == "\"" else {
            let value = rest.prefix { $0 != "," }
            rest = rest[value.endIndex...]
            return value.filter { !$0.isWhitespace }
        }
        rest = rest.dropFirst()
        var value = ""
        while let letter = rest.popFirst() {
            if letter == "\"" { return value }
            if letter == "\\" {
                guard let quoted = rest.popFirst() else { return nil }
                value.append(quoted)
            } else {
                value.append(letter)
            }
        }
        return nil
    }
}
