import Foundation
import Testing

/// Output that must stay as it is, byte for byte: GOLDEN.list says which, and who made it.
@Suite struct GoldenTests {
    static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

    @Test(arguments: GoldenCase.all)
    func printsWhatIsExpected(golden: GoldenCase) throws {
        let output = try output(of: golden)
        if Self.isUpdating && golden.referee == .earshot {
            try output.write(to: golden.expectedFile)
        }
        let expected = try Data(contentsOf: golden.expectedFile)
        if output != expected {
            Issue.record("\(firstDifference(output, expected))")
        }
    }

    private func output(of golden: GoldenCase) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appending(path: "golden-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let printed = try Program.run(golden.arguments(folder: folder)).text
        guard let name = golden.writtenName else { return printed }
        return try Data(contentsOf: folder.appending(path: name))
    }

    /// A list that went missing, and an expected file that nothing checks, would both pass unseen.
    @Test func everyExpectedFileIsInTheList() throws {
        let folder = GoldenCase.folder.appending(path: "Expected")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!files.isEmpty)
        #expect(Set(files) == Set(GoldenCase.all.map(\.expectedName)))
    }

    private func firstDifference(_ output: Data, _ expected: Data) -> String {
        let ours = String(decoding: output, as: UTF8.self).components(separatedBy: "\n")
        let theirs = String(decoding: expected, as: UTF8.self).components(separatedBy: "\n")
        let line = zip(ours, theirs).enumerated().first { $1.0 != $1.1 }?.offset
        let at = line ?? min(ours.count, theirs.count)
        let differing = zip(ours, theirs).count { $0 != $1 } + abs(ours.count - theirs.count)
        return """
            \(differing) lines differ, the first is line \(at + 1):
              expected: \(at < theirs.count ? theirs[at] : "(end)")
              printed:  \(at < ours.count ? ours[at] : "(end)")
            """
    }
}
