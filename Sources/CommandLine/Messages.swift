internal import Bytes
internal import Glibc

/// What is said on standard error: lines that begin with the program's name.
enum Messages {
    /// - Parameter excerpt: lines to stand below, indented.
    static func say(_ message: String, excerpt: [String] = []) {
        var text = TextBuffer()
        text.append("earshot: ")
        text.append(untrusted: message)
        text.append("\n")
        for line in excerpt {
            text.append("    ")
            text.append(untrusted: line)
            text.append("\n")
        }
        var output = OutputFile(descriptor: 2)
        output.write(&text)
    }

    /// Says what is wrong with a file.
    static func say(_ error: some CustomStringConvertible, about path: String) {
        say("\(path == "-" ? "standard input" : path): \(error)")
    }
}

/// Writes text that is no row, such as help, to standard output.
enum StandardOutput {
    static func write(_ string: String) -> ExitStatus {
        var text = TextBuffer()
        text.append(string: string)
        var output = OutputFile(descriptor: 1)
        output.write(&text)
        return status(afterFailure: output.failure)
    }

    /// A reader that went away is no failure; anything else is, since results are lost.
    static func status(afterFailure failure: Int32) -> ExitStatus {
        if failure == 0 || failure == EPIPE { return .done }
        Messages.say("standard output: \(SystemError.text(failure))")
        return .failed
    }
}

enum SystemError {
    static func text(_ number: Int32) -> String {
        guard let text = unsafe strerror(number) else { return "error \(number)" }
        return unsafe String(cString: text)
    }
}

enum ExitStatus: Int32, Comparable {
    /// Also when nothing matched.
    case done = 0
    /// Any error, also when output was produced.
    case failed = 2

    static func < (one: ExitStatus, other: ExitStatus) -> Bool { one.rawValue < other.rawValue }
}
