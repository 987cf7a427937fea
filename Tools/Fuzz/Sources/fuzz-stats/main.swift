internal import Analysis
internal import Bytes
internal import Captures
internal import Filters
internal import FuzzSupport
internal import Glibc
internal import Printing
internal import Statistics

let nowhere = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)

/// Counts what frames hold, all tables, as messages are found and behind a filter that lets all
/// through: both have to come to the same.  Then prints the tables in all ways, and draws the plots.
func countFrames(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let list = unsafe FrameList(start, count)
    do {
        let capture = try list.capture()
        let found = StatisticsSelection([], Protocols.fieldTable)
        try read(capture, found.rows(isFiltered: false))
        let filtered = StatisticsSelection([], Protocols.fieldTable)
        let filter = try DisplayFilter("frame", Protocols.fieldTable)
        try read(capture, FilteredRows(filtered.rows(isFiltered: true), filter))
        precondition(json(of: found) == json(of: filtered), "a filter for all changes something")
        show(found)
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

func json(of selection: StatisticsSelection) -> [UInt8] {
    var text = TextBuffer()
    StatisticsJSON.append(selection.tables(), selection.totals, to: &text)
    return unsafe text.bytes.withUnsafeBytes { unsafe Array($0) }
}

func show(_ selection: StatisticsSelection) {
    var text = TextBuffer()
    let tables = selection.tables()
    StatisticsCSV.append(tables, to: &text)
    for width in [1, 40, 200] {
        StatisticsText(isShort: width == 40, width: width).append(
            tables, selection.totals, to: &text)
    }
    var output = OutputFile(descriptor: nowhere)
    for plot in selection.plots() { PlotSVG.write(plot, source: "fuzz", to: &output) }
}

exit(unsafe runFuzzer(countFrames))
