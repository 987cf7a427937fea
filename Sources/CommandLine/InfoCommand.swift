internal import Bytes
internal import Captures
internal import Glibc
internal import LiveCapture
internal import Printing

/// `earshot info`: reports on captures.
enum InfoCommand {
    static func run(_ parsed: ParsedArguments) throws(UsageError) -> ExitStatus {
        if parsed.operands.isEmpty { throw UsageError("no FILE was given to report on") }
        let isJSON = parsed.contains(.json)
        var output = OutputFile(descriptor: 1)
        var text = TextBuffer()
        var printer = InfoText()
        var status = ExitStatus.done
        var isFirst = true
        for path in parsed.operands {
            do throws(CaptureError) {
                let report = try read(path)
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
    private static func read(_ path: String) throws(CaptureError) -> CaptureReport {
        var reader = try CaptureReader(path: path)
        var report = CaptureReport(path: path)
        var batch = PacketBatch()
        do throws(CaptureError) {
            while try reader.next(&batch) {
                for index in 0..<batch.count {
                    let record = batch[index]
                    report.add(
                        record,
                        commentCount: record.hasOptions ? reader.comments(of: record).count : 0)
                }
            }
        } catch {
            report.error = "\(error)"
        }
        report.finish()
        report.metadata = reader.readMetadata()
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
