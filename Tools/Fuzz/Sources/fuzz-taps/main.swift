internal import Analysis
internal import Bytes
internal import Captures
internal import Dissection
internal import Filters
internal import FuzzSupport
internal import Glibc
internal import Packets
internal import Printing
internal import Taps

let nowhere = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)
let requests = [
    "io,phs", "io,phs,tcp", "plen,tree", "flow,any,network", "flow,tcp,standard,tcp.len > 0",
    "conv,eth", "conv,ip", "conv,ipv6", "conv,tcp", "conv,udp", "endpoints,eth", "endpoints,ip",
    "endpoints,ipv6", "endpoints,tcp,ip", "endpoints,udp", "io,stat,0",
    "io,stat,0.001,tcp,SUM(tcp.len)tcp,AVG(ip.ttl),LOAD(tcp.time_delta)tcp.time_delta,COUNT(eth)eth",
].compactMap { try? TapRequest(parsing: $0) }

/// Gives frames to all taps, and takes the first for the name of one more.
func count(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let list = unsafe FrameList(start, count)
    let name = String(decoding: list.frames.first?.prefix(80) ?? [], as: UTF8.self)
    let more = (try? TapRequest(parsing: name)).map { [$0] } ?? []
    do throws(CaptureError) {
        try show(requests, try list.capture())
        // Its filter may have mistakes.
        if (try? more.first?.check(Protocols.fieldTable, .relative)) != nil {
            try show(more, try list.capture())
        }
    } catch {
        _ = "\(error)"
    }
    return 0
}

func show(_ requests: [TapRequest], _ capture: [UInt8]) throws(CaptureError) {
    let made = try? TapSet(
        requests, Protocols.fieldTable, time: .relative, namesFrame: false,
        compile: { text throws(FilterMistake) in try DisplayFilter(text, Protocols.fieldTable) })
    guard let taps = made else { return }
    var reader = try CaptureReader(descriptor: MemoryFile.make(capture))
    let printer = SummaryPrinter(OutputFile(descriptor: nowhere))
    var pipeline = Pipeline(rows: TappedRows(printer, taps))
    try pipeline.run(&reader)
    _ = pipeline.finish()
    var text = TextBuffer()
    for index in requests.indices { taps.write(index, to: &text) }
    _ = taps.remarks
}

exit(unsafe runFuzzer(count))
