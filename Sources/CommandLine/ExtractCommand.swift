internal import Analysis
internal import Dissection
internal import Extraction
internal import Filters
internal import Glibc

/// `earshot extract`: writes what travelled as files.
enum ExtractCommand {
    static func run(_ parsed: ParsedArguments) throws(UsageError) -> ExitStatus {
        var options = try ReadOptions(parsed)
        guard let path = parsed.options.last(where: { $0.definition.id == .folder })?.value else {
            throw UsageError("into which folder? name it with --to DIR")
        }
        if options.files.isEmpty { options.files = ["-"] }
        options.pipeline.keyLog = try KeyLogFile.read(options.keyFiles)
        let table = Protocols.fieldTable
        let text = options.displayFilter
        let filter = try text.map { text throws(UsageError) in
            try FieldVocabulary.filter(text, table)
        }
        for file in options.files where file != "-" {
            // A run that can read nothing is to leave no folder behind.
            guard unsafe access(file, R_OK) == 0 else {
                throw UsageError("\(file): \(SystemError.text(errno))")
            }
        }
        let folder = try open(path)
        guard let rows = ExtractRows(to: folder, table: table, takesPayloads: filter != nil) else {
            if let failure = folder.failure {
                throw UsageError("--to \(path): \(SystemError.text(failure.number))")
            }
            throw UsageError(
                "--to \(path): there is a manifest.json already; nothing is overwritten")
        }
        let status = try run(options, rows, filter)
        guard let failure = folder.failure else { return status }
        Messages.say(SystemError.text(failure.number), about: "\(path)/\(failure.name)")
        return .failed
    }

    private static func open(_ path: String) throws(UsageError) -> ExtractFolder {
        do throws(ExtractFolder.Failure) {
            return try ExtractFolder(path: path)
        } catch {
            throw UsageError("--to \(path): \(SystemError.text(error.number))")
        }
    }

    private static func run(
        _ options: ReadOptions, _ rows: consuming ExtractRows, _ filter: DisplayFilter?
    ) throws(UsageError) -> ExitStatus {
        guard let filter else {
            var run = try ReadRun(options, rows: rows)
            return try run.run()
        }
        var run = try ReadRun(options, rows: FilteredRows(rows, filter))
        return try run.run()
    }
}
