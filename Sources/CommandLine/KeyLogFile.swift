internal import Bytes
internal import DissectTLS
internal import Glibc

/// Reads the key logs of `--keys`.
enum KeyLogFile {
    private static var pieceByteCount: Int { 1 << 16 }

    static func read(_ paths: [String]) throws(UsageError) -> TLSKeyLog {
        var log = TLSKeyLog()
        for path in paths {
            log.begin()
            try read(path, into: &log)
            if let first = log.firstWrongLine {
                let count = log.wrongLineCount
                Messages.say(
                    count == 1
                        ? "line \(first) is no line of a key log"
                        : "\(count) lines are no lines of a key log, the first is line \(first)",
                    about: path)
            }
        }
        if log.isIncomplete {
            Messages.say("no more than \(TLSKeyLog.byteCountMax >> 20) MiB of keys are kept")
        }
        log.begin()
        return log
    }

    private static func read(_ path: String, into log: inout TLSKeyLog) throws(UsageError) {
        let descriptor = path == "-" ? dup(0) : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw UsageError("\(path): \(SystemError.text(errno))") }
        defer { _ = close(descriptor) }
        var piece = [UInt8](repeating: 0, count: pieceByteCount)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { room in
                unsafe Glibc.read(descriptor, room.baseAddress, room.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw UsageError("\(path): \(SystemError.text(errno))") }
            guard count > 0 else { break }
            log.add(piece.rawSpan.extracting(first: count))
        }
        log.finish()
    }
}
