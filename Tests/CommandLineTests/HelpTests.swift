import Testing

@testable import CommandLine

@Suite struct HelpTests {
    @Test(arguments: CommandName.allCases)
    func listsEveryOption(of command: CommandName) {
        let words = HelpText.command(command).split { " ,[=\n".contains($0) }
        for option in OptionList.options(of: command) {
            for spelling in option.spellings {
                #expect(words.contains(Substring(spelling)), "\(spelling)")
            }
        }
    }

    @Test func listsEveryCommand() {
        for command in CommandName.allCases {
            #expect(HelpText.program.contains("  \(command.rawValue) "))
        }
    }

    @Test(arguments: CommandName.allCases)
    func fitsATerminal(command: CommandName) {
        for line in HelpText.command(command).split(separator: "\n") {
            #expect(line.count <= 80, "\(line)")
        }
    }

    @Test(arguments: OptionID.allCases)
    func defines(_ id: OptionID) {
        #expect(OptionList.all.count { $0.id == id } == 1)
    }

    @Test(arguments: CommandName.allCases)
    func spellsNoTwoOptionsTheSame(of command: CommandName) {
        let spellings = OptionList.options(of: command).flatMap(\.spellings)
        #expect(Set(spellings).count == spellings.count)
    }

    /// What help calls possible is possible.
    @Test func acceptsEveryChoice() throws {
        for option in OptionList.options(of: .read) {
            for choice in option.choices {
                let words =
                    option.long.map { ["--\($0)=\(choice)"] } ?? ["\(option.name)\(choice)"]
                let field = choice == "fields" ? ["-e", "frame.number"] : []
                let file = option.id == .fileFormat ? ["-w", "out"] : []
                _ = try ReadOptions(ArgumentParser.parse((words + field + file)[...], for: .read))
            }
        }
    }
}
