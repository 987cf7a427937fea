internal import Analysis
internal import Bytes
internal import Captures
internal import DissectTLS
internal import Glibc
internal import LiveCapture
internal import Printing

/// `earshot info`: reports on captures.
enum InfoCommand {
    static func run(_ parsed: ParsedArguments) throws(UsageError) -> ExitStatus {
        if parsed.operands.isEmpty { throw UsageError("no FILE was given to report on") }
        let isJSON = parsed.contains(.json)
        let keyFiles = parsed.options.filter { $0.definition.id == .keys }.compactMap(\.value)
        let keys = try KeyLogFile.read(keyFiles)
        var output = OutputFile(descriptor: 1)
        var text = TextBuffer()
        var printer = InfoText()
        var status = ExitStatus.done
        var isFirst = true
        for path in parsed.operands {
            do throws(CaptureError) {
                let report = try read(path, keys)
                if let error = report.error {
                    Messages.say(error, about: path)
                    status = .failed
                }
                defer { isFirst = false }
                if isJSON {
                    InfoJSON.append(report, to: &text)
                } else {
                    if !isFirst { text.append("\n") }
                    printer.append(report, to: &text)
                }
            } catch {
                Messages.say(error, about: path)
                status = .failed
            }
            if !output.write(&text) { break }
        }
        let written = StandardOutput.status(afterFailure: output.failure)
        return written == .done ? status : written
    }

    /// Throws when nothing of the file can be read; what goes wrong later is part of the report.
    private static func read(
        _ path: String, _ keys: TLSKeyLog
    ) throws(CaptureError) -> CaptureReport {
        var source = ReportedCapture(
            try CaptureReader(path: path), CaptureReport(path: path))
        var options = PipelineOptions()
        options.keyLog = keys
        // All packets are understood, since TLS may begin anywhere in a connection.
        var pipeline = Pipeline(rows: NoRows(), options: options)
        var failure: String?
        do throws(CaptureError) {
            try pipeline.run(&source)
        } catch {
            failure = "\(error)"
        }
        var report = source.report
        report.error = failure
        report.finish()
        report.metadata = source.readMetadata()
        report.tlsSessionCount = pipeline.keyring.sessionCount
        report.keyedTLSSessionCount = pipeline.keyring.keyedSessionCount
        report.fileByteCount = fileByteCount(path)
        for linkType in report.linkTypes {
            report.linkTypeNames[linkType] = LinkTypeName.find(linkType).map { name in
                CaptureReport.LinkTypeLabel(
                    name: name, description: LinkTypeName.describe(linkType) ?? name)
            }
        }
        return report
    }

    private static func fileByteCount(_ path: String) -> Int? {
        var status = stat()
        guard path != "-", unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG
        else { return nil }
        return Int(status.st_size)
    }
}
