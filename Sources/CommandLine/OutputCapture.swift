internal import Analysis
internal import Captures
internal import Glibc

/// The capture that `-w` writes.
enum OutputCapture {
    /// Creates it, if one was asked for.
    static func create(_ options: ReadOptions) throws(UsageError) -> CaptureCopy? {
        guard let path = options.writePath else { return nil }
        try refuseInput(path, options.files)
        if path == "-", Terminal.isTerminal(1) {
            throw UsageError("-w -: standard output is a terminal, which no capture is for")
        }
        for file in options.files where file != "-" {
            // A run that can read nothing is to leave alone what is there.
            guard unsafe access(file, R_OK) == 0 else {
                throw UsageError("\(file): \(SystemError.text(errno))")
            }
        }
        do throws(CaptureError) {
            return try CaptureCopy(
                path: path, format: format(options.writeFormat ?? .pcapng),
                flushesEachBatch: options.flushesEachLine || isWatched(path),
                isRedacted: options.pipeline.isRedacted)
        } catch {
            throw UsageError("-w \(path): \(error)")
        }
    }

    /// Says what went wrong with it.
    static func status(of copy: CaptureCopy, _ options: ReadOptions) -> ExitStatus {
        let name = options.writePath == "-" ? "standard output" : options.writePath ?? ""
        if copy.leftOutCount > 0 {
            Messages.say(
                "\(copy.leftOutCount) records were left out that are not to be copied, or that "
                    + "the format has no place for", about: name)
        }
        guard let failure = copy.failure, failure != .system(EPIPE) else { return .done }
        Messages.say(failure, about: name)
        return .failed
    }

    /// A capture that is read must not be emptied for the one that is written.
    private static func refuseInput(_ path: String, _ files: [String]) throws(UsageError) {
        var output = stat()
        let isThere =
            path == "-" ? unsafe fstat(1, &output) == 0 : unsafe stat(path, &output) == 0
        guard isThere, output.st_mode & S_IFMT == S_IFREG else { return }
        for file in files {
            var input = stat()
            let isFound =
                file == "-" ? unsafe fstat(0, &input) == 0 : unsafe stat(file, &input) == 0
            guard isFound, input.st_dev == output.st_dev, input.st_ino == output.st_ino else {
                continue
            }
            let name = file == "-" ? "standard input" : file
            throw UsageError("-w \(path): that is what is read (\(name))")
        }
    }

    private static func isWatched(_ path: String) -> Bool {
        path == "-" ? !Terminal.isRegularFile(1) : !Terminal.isRegularFile(path)
    }

    static func format(_ format: CaptureFormat) -> CaptureCopy.Format {
        switch format {
        case .pcapng: .pcapng
        case .pcap: .pcap
        case .nsecpcap: .nanosecondPcap
        }
    }
}
