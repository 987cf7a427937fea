import Foundation
import Testing

@testable import Traffic

@Suite final class ChatFolderTests {
    private let path = NSTemporaryDirectory() + "earshot-folder-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private func put(_ name: String, _ content: String) throws {
        try Data(content.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    @Test func offersPlainFilesInTheOrderOfTheirNames() throws {
        try put("b.txt", "second")
        try put("a.txt", "")
        try put("Zoë.txt", "umlaut")
        try put(".hidden", "no")
        try put("two words", "no")
        try FileManager.default.createDirectory(
            atPath: path + "/folder", withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(
            atPath: path + "/link", withDestinationPath: "/etc/passwd")
        let folder = try ChatFolder(path)
        #expect(folder.files.map(\.name) == ["Zoë.txt", "a.txt", "b.txt"])
        #expect(folder.files.map(\.content.count) == [6, 0, 6])
        #expect(folder.leftOut == ["two words"])
    }

    @Test func saysWhatIsWrong() throws {
        #expect(throws: TrafficError("\(path)/none: No such file or directory")) {
            try ChatFolder(self.path + "/none")
        }
        for number in 0...ChatFolder.fileCountMax { try put("f\(number)", "") }
        #expect(throws: TrafficError("\(path): more than 256 files")) {
            try ChatFolder(self.path)
        }
    }
}
