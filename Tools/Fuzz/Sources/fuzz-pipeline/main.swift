internal import Analysis
internal import Bytes
internal import Captures
internal import FuzzSupport
internal import Glibc
internal import Printing

let nowhere = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)

/// Lists frames as a capture, from reading to printing.
func listCapture(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let list = unsafe FrameList(start, count)
    do throws(CaptureError) {
        var reader = try CaptureReader(descriptor: MemoryFile.make(list.capture()))
        var pipeline = Pipeline(rows: SummaryPrinter(OutputFile(descriptor: nowhere)))
        try pipeline.run(&reader)
        _ = pipeline.finish()
    } catch {
        _ = "\(error)"
    }
    return 0
}

exit(unsafe runFuzzer(listCapture))
