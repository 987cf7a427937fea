import Foundation
import Testing

/// One line of GOLDEN.list.
struct GoldenCase: CustomTestStringConvertible, Sendable {
    /// Who decides what is right.
    enum Referee: String {
        case tshark
        case earshot
    }

    var expectedName: String
    var referee: Referee
    var captureName: String
    var options: [String]

    var testDescription: String { expectedName }

    var expectedFile: URL { Self.folder.appending(path: "Expected/\(expectedName)") }

    /// Options may begin with the name of another command.
    private static let commands: Set<String> = ["flow", "stats"]

    /// - Parameter folder: where the program writes what is compared, if that is no standard output.
    func arguments(folder: URL) -> [String] {
        let command = options.first.flatMap { Self.commands.contains($0) ? $0 : nil }
        return [command ?? "read", "-r", "SamplePcaps/\(captureName)"]
            + options.dropFirst(command == nil ? 0 : 1).map {
                $0.hasPrefix(Self.folderMark) ? folder.path : $0
            }
    }

    /// The name of the file that the program writes into the folder, as in `DIR/amqp.credit.svg`.
    var writtenName: String? {
        options.first { $0.hasPrefix(Self.folderMark) }.map {
            String($0.dropFirst(Self.folderMark.count))
        }
    }

    private static let folderMark = "DIR/"

    init?(line: Substring) {
        let words = line.split(separator: " ").map(String.init)
        guard words.count >= 3, !words[0].hasPrefix("#"), let referee = Referee(rawValue: words[1])
        else { return nil }
        self.referee = referee
        (expectedName, captureName, options) = (words[0], words[2], Array(words.dropFirst(3)))
    }

    static let folder = Program.root.appending(path: "Tests/GoldenTests")

    /// Empty when the list cannot be read, which the tests report.
    static let all: [GoldenCase] = {
        let list = try? String(contentsOf: folder.appending(path: "GOLDEN.list"), encoding: .utf8)
        return (list ?? "").split(separator: "\n").compactMap(GoldenCase.init)
    }()
}
