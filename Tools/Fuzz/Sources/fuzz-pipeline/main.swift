internal import Analysis
internal import Bytes
internal import Captures
internal import Dissection
internal import FuzzSupport
internal import Glibc
internal import Printing

let nowhere = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)
let everyColumn =
    SummaryColumn.allCases.map(FieldColumn.summary)
    + Protocols.fieldTable.names.compactMap(Protocols.fieldTable.find).map(FieldColumn.field)

/// Reads frames as a capture, from reading to printing: as a list, then with all fields there are.
func readFrames(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let list = unsafe FrameList(start, count)
    do throws(CaptureError) {
        let capture = try list.capture()
        try read(capture, SummaryPrinter(OutputFile(descriptor: nowhere)))
        try read(
            capture,
            FieldsPrinter(
                OutputFile(descriptor: nowhere), columns: everyColumn,
                table: Protocols.fieldTable, format: FieldsFormat()))
    } catch {
        _ = "\(error)"
    }
    return 0
}

func read<Rows: RowSink & ~Copyable>(
    _ capture: [UInt8], _ rows: consuming Rows
) throws(CaptureError) {
    var reader = try CaptureReader(descriptor: MemoryFile.make(capture))
    var pipeline = Pipeline(rows: rows)
    try pipeline.run(&reader)
    _ = pipeline.finish()
}

exit(unsafe runFuzzer(readFrames))
