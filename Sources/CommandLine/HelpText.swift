/// Writes help from the definitions of commands and options.
enum HelpText {
    /// Fits the narrowest terminal that is still in use.
    private static var width: Int { 80 }

    /// What the program says of itself: its commands.
    static var program: String {
        let commands = CommandName.allCases.map { command in
            column(command.rawValue, width: 10) + command.summary
        }
        return """
            earshot, a packet capture analyzer

            Usage: earshot COMMAND [OPTION]… [FILE]…

            Commands:
            \(commands.joined(separator: "\n"))

            'earshot help COMMAND' explains a command and its options.

            """
    }

    static func command(_ command: CommandName) -> String {
        var text = "Usage: earshot \(command.rawValue) \(command.operands)\n\n"
        text += wrap(command.detail, indent: 0) + "\n"
        let options = OptionList.options(of: command)
        for group in OptionDefinition.Group.allCases {
            let members = options.filter { $0.group == group }
            if members.isEmpty { continue }
            text += "\n\(group.rawValue):\n"
            text += members.map(describe).joined()
        }
        if !command.examples.isEmpty { text += "\nExamples:\n" }
        for example in command.examples {
            text += "  \(example.command)\n      \(example.what)\n"
        }
        return text
    }

    /// An option: its names and summary, and below them what else there is to know.
    private static func describe(_ option: OptionDefinition) -> String {
        let names = option.spellings.joined(separator: ", ") + valueText(option)
        let gap = 26
        let head = "  \(names)"
        var text =
            head.count + 2 <= gap
            ? column(names, width: gap - 2) + option.summary + "\n"
            : head + "\n" + String(repeating: " ", count: gap) + option.summary + "\n"
        if !option.detail.isEmpty { text += wrap(option.detail, indent: gap) + "\n" }
        return text
    }

    private static func valueText(_ option: OptionDefinition) -> String {
        switch option.value {
        case .none: ""
        case .required(let name): " \(name)"
        case .optional(let name): "[=\(name)]"
        }
    }

    private static func column(_ text: String, width: Int) -> String {
        "  " + text + String(repeating: " ", count: max(1, width - text.count))
    }

    /// Breaks text into lines at its spaces.
    private static func wrap(_ text: String, indent: Int) -> String {
        let blanks = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width - indent {
                lines.append(blanks + line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        lines.append(blanks + line)
        return lines.joined(separator: "\n")
    }
}
