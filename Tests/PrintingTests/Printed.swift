import Bytes
import Foundation

/// What a printer writes to a file that it is given.
func printed(_ print: (consuming OutputFile) throws -> Void) throws -> String {
    let url = FileManager.default.temporaryDirectory.appending(path: "earshot-\(UUID())")
    try Data().write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let file = try FileHandle(forWritingTo: url)
    try print(OutputFile(descriptor: file.fileDescriptor))
    try file.close()
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
}
