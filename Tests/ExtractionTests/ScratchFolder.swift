import Foundation

/// A folder that goes with whoever holds it, and one inside for what is extracted.
final class ScratchFolder {
    let outer = FileManager.default.temporaryDirectory.appending(path: "earshot-\(UUID())")

    var inner: URL { outer.appending(path: "inner") }

    init() throws {
        try FileManager.default.createDirectory(at: outer, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: outer) }

    func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: inner.appending(path: name)))
    }

    /// The manifest's objects.
    func manifest() throws -> [[String: Any]] {
        let data = try Data(contentsOf: inner.appending(path: "manifest.json"))
        return try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
    }
}
