import Foundation

/// The built program, run as a user runs it.
enum Program {
    struct Output {
        var text: Data
        var status: Int32
    }

    /// The top of the repository.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Stands beside the tests, and was built with them.
    static let path = URL(filePath: CommandLine.arguments[0])
        .deletingLastPathComponent().appending(path: "earshot").path

    static func run(_ arguments: [String]) throws -> Output {
        try run(executable: path, arguments)
    }

    /// Runs a command line of the README, in which the program is called `Tools/earshot`.
    static func runShell(_ command: String) throws -> Output {
        let script = command.replacing("Tools/earshot", with: "'\(path)'")
        return try run(executable: "/bin/bash", ["-c", script])
    }

    private static func run(executable: String, _ arguments: [String]) throws -> Output {
        let process = Process()
        let standardOutput = Pipe()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = root
        // Times are printed in the reader's time zone: a fixed one here.
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["TZ": "UTC", "LC_ALL": "C.UTF-8"]
        ) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = standardOutput
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Output(text: text, status: process.terminationStatus)
    }
}
