internal import Analysis
internal import Captures
internal import Glibc
internal import LiveCapture
internal import Printing

/// One run over the captures of `earshot read`: opens them, and says what went wrong with them.
struct ReadRun<Rows: RowSink & ~Copyable>: ~Copyable {
    private var pipeline: Pipeline<Rows>
    private let options: ReadOptions
    private var status = ExitStatus.done
    private var progress: ProgressBar?
    private var filter: PacketFilterSet?
    private let copy: CaptureCopy?
    /// Whether another run says what went wrong.
    private let isSilent: Bool

    init(_ options: ReadOptions, rows: consuming Rows, isSilent: Bool = false) throws(UsageError) {
        self.options = options
        self.isSilent = isSilent
        // Before there is a file that is written: what was meant is not known yet.
        filter = try Self.compileFilter(options)
        copy = try OutputCapture.create(options)
        pipeline = Pipeline(
            rows: rows, options: options.pipeline, copy: copy, linkTypeName: LinkTypeName.find)
    }

    mutating func run() throws(UsageError) -> ExitStatus {
        let filter = filter.take()
        do throws(CaptureError) {
            if options.files.count > 1 {
                try readMerged(filter)
            } else if options.reader == .libpcap {
                try read(try LibpcapReader(path: options.files[0]), filter)
            } else {
                try read(try openCapture(options.files[0]), filter)
            }
        } catch {
            fail(options.files[0], error)
        }
        let failure = pipeline.finish()
        progress?.erase()
        if !isSilent { RunReport.sayLimits(of: pipeline, options) }
        if let copy { status = max(status, OutputCapture.status(of: copy, options)) }
        return max(status, StandardOutput.status(afterFailure: failure))
    }

    private static func compileFilter(_ options: ReadOptions) throws(UsageError) -> PacketFilterSet?
    {
        guard let expression = options.captureFilter else { return nil }
        do throws(FilterError) {
            return try PacketFilterSet(expression)
        } catch {
            throw UsageError("-f '\(expression)': \(error)")
        }
    }

    private mutating func openCapture(_ path: String) throws(CaptureError) -> CaptureReader {
        let descriptor = path == "-" ? dup(0) : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno) }
        progress = ProgressBar(of: descriptor, printsRows: options.printsRows)
        return try CaptureReader(descriptor: descriptor)
    }

    private mutating func readMerged(_ filter: consuming PacketFilterSet?) throws(CaptureError) {
        if let filter {
            var capture = FilteredCapture(MergedCapture(paths: options.files), filter)
            do throws(CaptureError) { try read(&capture) } catch {
                // Each file's failure is told below, the filter's own only here.
                if capture.source.failures.isEmpty { throw error }
            }
            for failure in capture.source.failures { fail(failure.path, failure.error) }
        } else {
            var capture = MergedCapture(paths: options.files)
            do throws(CaptureError) { try read(&capture) } catch {}
            for failure in capture.failures { fail(failure.path, failure.error) }
        }
    }

    private mutating func read<Source: CaptureSource & ~Copyable>(
        _ source: consuming Source, _ filter: consuming PacketFilterSet?
    ) throws(CaptureError) {
        if let filter {
            var filtered = FilteredCapture(source, filter)
            try read(&filtered)
        } else {
            var source = source
            try read(&source)
        }
    }

    private mutating func read<Source: CaptureSource & ~Copyable>(
        _ source: inout Source
    ) throws(CaptureError) {
        let progress = progress
        do throws(CaptureError) {
            try pipeline.run(&source) { progress?.update() }
        } catch {
            copy?.finish(source)
            throw error
        }
        copy?.finish(source)
    }

    /// Rows that stand before a broken place are written before the message about it.
    private mutating func fail(_ path: String, _ error: CaptureError) {
        _ = pipeline.finish()
        progress?.erase()
        if !isSilent { Messages.say(error, about: path) }
        status = .failed
    }
}
