import Foundation
import Testing

/// `earshot live` at work on loopback, with its output in files.
final class LiveProgram {
    let folder: TemporaryFolder
    let process = Process()
    private let outputPath: String
    private let errorsPath: String

    /// Whether this process may capture.
    static var isPermitted: Bool {
        let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        guard let line = status?.split(separator: "\n").first(where: { $0.hasPrefix("CapEff:") }),
            let bits = UInt64(line.dropFirst(7).trimmingCharacters(in: .whitespaces), radix: 16)
        else { return false }
        // CAP_NET_RAW
        return bits & 1 << 13 != 0
    }

    static let permissionText: Comment = "capturing needs root or the capability CAP_NET_RAW"

    /// Begins a capture, and returns once it is at work.
    ///
    /// - Parameter output: where standard output goes, if not into a file.
    init(_ arguments: [String], output: FileHandle? = nil) throws {
        folder = try TemporaryFolder()
        outputPath = try folder.file("stdout", [])
        errorsPath = try folder.file("stderr", [])
        process.executableURL = URL(filePath: Program.earshot.path)
        process.arguments = ["live"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try output ?? FileHandle(forWritingTo: URL(filePath: outputPath))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: errorsPath))
        try process.run()
        try wait { errors.contains("capturing on") || !process.isRunning }
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    var errors: String { (try? String(contentsOfFile: errorsPath, encoding: .utf8)) ?? "" }
    var output: String { (try? String(contentsOfFile: outputPath, encoding: .utf8)) ?? "" }
    var lines: [Substring] { output.split(separator: "\n") }

    /// The line of `/proc/PID/status` with a name.
    func status(_ name: String) throws -> [String] {
        let path = "/proc/\(process.processIdentifier)/status"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") } ?? ""
        return line.dropFirst(name.count + 1).split(separator: "\t").map(String.init)
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits until the program has ended.  Returns its status.
    func end() throws -> Int32 {
        try wait { !process.isRunning }
        return process.terminationReason == .exit ? process.terminationStatus : -1
    }

    /// Waits until something is so; half a minute is enough on any machine.
    func wait(until isSo: () -> Bool) throws {
        for _ in 0..<6000 {
            if isSo() { return }
            usleep(5000)
        }
        throw Patience.isAtAnEnd(errors)
    }

    enum Patience: Error {
        case isAtAnEnd(String)
    }
}
