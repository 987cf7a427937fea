/// Options and operands as they were typed, each option with its definition.
struct ParsedArguments {
    var options: [(definition: OptionDefinition, value: String?)] = []
    var operands: [String] = []

    func contains(_ id: OptionID) -> Bool { options.contains { $0.definition.id == id } }
}

/// Reads arguments as getopt does: short options combine and take the rest of their word as value
/// (`-nr file`, `-c5`), long ones take one behind `=` or in the next word, and `--` ends options.
struct ArgumentParser {
    private let command: CommandName
    private let definitions: [OptionDefinition]
    private var rest: ArraySlice<String>
    private var parsed = ParsedArguments()

    static func parse(
        _ arguments: ArraySlice<String>, for command: CommandName
    ) throws(UsageError) -> ParsedArguments {
        var parser = ArgumentParser(command, arguments)
        try parser.parse()
        return parser.parsed
    }

    private init(_ command: CommandName, _ arguments: ArraySlice<String>) {
        self.command = command
        definitions = OptionList.options(of: command)
        rest = arguments
    }

    private mutating func parse() throws(UsageError) {
        while let word = rest.popFirst() {
            if word == "--" {
                parsed.operands += rest
                return
            } else if word.hasPrefix("--") {
                try parseLong(word)
            } else if word.hasPrefix("-"), word != "-" {
                try parseShort(word)
            } else {
                parsed.operands.append(word)
            }
        }
    }

    private mutating func parseLong(_ word: String) throws(UsageError) {
        let body = word.dropFirst(2)
        let equals = body.firstIndex(of: "=")
        let name = String(body[..<(equals ?? body.endIndex)])
        let attached = equals.map { String(body[body.index(after: $0)...]) }
        guard let definition = definitions.first(where: { $0.long == name }) else {
            throw unknown("--\(name)")
        }
        switch definition.value {
        case .none:
            if attached != nil { throw UsageError("--\(name) takes no value") }
            parsed.options.append((definition, nil))
        case .optional:
            parsed.options.append((definition, attached))
        case .required(let valueName):
            guard let value = attached ?? rest.popFirst() else {
                throw UsageError("--\(name) needs a value: --\(name) \(valueName)")
            }
            parsed.options.append((definition, value))
        }
    }

    private mutating func parseShort(_ word: String) throws(UsageError) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard let definition = definitions.first(where: { $0.short == letter }) else {
                throw unknown(word.count == 2 || word.hasPrefix("-\(letter)") ? word : "-\(letter)")
            }
            guard case .required(let valueName) = definition.value else {
                parsed.options.append((definition, nil))
                continue
            }
            guard let value = letters.isEmpty ? rest.popFirst() : String(letters) else {
                throw UsageError("-\(letter) needs a value: -\(letter) \(valueName)")
            }
            parsed.options.append((definition, value))
            return
        }
    }

    private func unknown(_ spelling: String) -> UsageError {
        // Among single letters all are equally near, so those are only compared with one another
        // in the other case of letters.
        let known = definitions.flatMap(\.spellings)
        if spelling.count == 2 {
            let letter = spelling.lowercased()
            let other = known.first { $0.count == 2 && $0.lowercased() == letter }
            let hint = other.map { "did you mean '\($0)'?" } ?? "see 'earshot help \(command)'"
            return UsageError("unknown option '\(spelling)' for '\(command)'; \(hint)")
        }
        return UsageError(
            "unknown option '\(spelling)' for '\(command)'", unknown: spelling,
            among: known.filter { $0.count > 2 }, otherwise: "see 'earshot help \(command)'")
    }
}
