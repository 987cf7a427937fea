import Foundation

/// Runs the built program, or another one, and returns what it wrote.
struct Program {
    struct Result: Equatable {
        var output: [UInt8]
        var errors: String
        var status: Int32

        var text: String { String(decoding: output, as: UTF8.self) }
        var lines: [Substring] { text.split(separator: "\n") }
    }

    var path: String
    var environment: [String: String] = [:]

    /// The program of this package: it is built beside the tests.
    static var earshot: Program {
        let tests =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? ProcessInfo.processInfo.arguments[0]
        return Program(
            path: URL(filePath: tests).deletingLastPathComponent().appending(path: "earshot").path)
    }

    static var tshark: Program? {
        let path = "/usr/bin/tshark"
        return FileManager.default.isExecutableFile(atPath: path) ? Program(path: path) : nil
    }

    static var shell: Program { Program(path: "/bin/sh") }

    func run(_ arguments: String..., input: [UInt8] = []) throws -> Result {
        try run(arguments, input: input)
    }

    func run(_ arguments: [String], input: [UInt8] = []) throws -> Result {
        let folder = try TemporaryFolder()
        let inputPath = try folder.file("stdin", input)
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle(forReadingAtPath: inputPath)
        // Files take any amount of output without anybody reading at the same time.
        let outputPath = try folder.file("stdout", [])
        let errorsPath = try folder.file("stderr", [])
        process.standardOutput = FileHandle(forWritingAtPath: outputPath)
        process.standardError = FileHandle(forWritingAtPath: errorsPath)
        try process.run()
        process.waitUntilExit()
        return Result(
            output: Array(try Data(contentsOf: URL(filePath: outputPath))),
            errors: try String(contentsOf: URL(filePath: errorsPath), encoding: .utf8),
            status: process.terminationReason == .exit ? process.terminationStatus : -1)
    }
}

/// A folder that goes when nobody holds it any more.
final class TemporaryFolder {
    let url: URL

    var path: String { url.path }

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "earshot-\(UUID())")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file, and returns its path.
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = url.appending(path: name)
        try Data(bytes).write(to: file)
        return file.path
    }
}
