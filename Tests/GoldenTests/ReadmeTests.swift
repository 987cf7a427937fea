import Foundation
import Testing

/// The README shows output: it must be what a reader gets who types the same.
@Suite struct ReadmeTests {
    struct Example: CustomTestStringConvertible, Sendable {
        var command: String
        var output: String

        var testDescription: String { command }
    }

    /// The `console` blocks of the README, each with one command after a `$`.
    static let examples: [Example] = {
        let readme = Program.root.appending(path: "README.md")
        guard let text = try? String(contentsOf: readme, encoding: .utf8) else { return [] }
        return text.components(separatedBy: "```console\n").dropFirst().compactMap { rest in
            let block = rest.components(separatedBy: "```")[0]
            guard block.hasPrefix("$ "), let end = block.firstIndex(of: "\n") else { return nil }
            let command = block[block.index(block.startIndex, offsetBy: 2)..<end]
            return Example(
                command: String(command), output: String(block[block.index(after: end)...]))
        }
    }()

    @Test func showsFiveExamples() throws {
        if GoldenTests.isUpdating { try rewrite() }
        #expect(Self.examples.count >= 5)
    }

    @Test(.disabled(if: GoldenTests.isUpdating), arguments: examples)
    func showsWhatIsPrinted(example: Example) throws {
        let output = try Program.runShell(example.command).text
        #expect(String(decoding: output, as: UTF8.self) == example.output)
    }

    /// With UPDATE_GOLDEN=1 the README is made to show what is printed.
    private func rewrite() throws {
        let readme = Program.root.appending(path: "README.md")
        var text = try String(contentsOf: readme, encoding: .utf8)
        for example in Self.examples {
            let output = try Program.runShell(example.command).text
            text = text.replacing(
                "$ \(example.command)\n\(example.output)```",
                with: "$ \(example.command)\n\(String(decoding: output, as: UTF8.self))```")
        }
        try text.write(to: readme, atomically: true, encoding: .utf8)
    }
}
