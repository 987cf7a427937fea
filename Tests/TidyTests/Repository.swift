import Foundation

/// The files of the repository, as text.
enum Repository {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Paths from the top of the repository of all files in these folders with this ending.
    static func files(in folders: [String], endingWith ending: String) throws -> [String] {
        try folders.flatMap { folder in
            try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
                .filter { $0.hasSuffix(ending) && !$0.contains(".build/") }
                .map { "\(folder)/\($0)" }
        }
        .filter {
            try root.appending(path: $0).resourceValues(forKeys: [.isDirectoryKey]).isDirectory
                != true
        }
        .sorted()
    }

    static func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }
}
