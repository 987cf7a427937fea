internal import Analysis
internal import Browsing
internal import Bytes
internal import Captures
internal import Diagrams
internal import Dissection
internal import Exchanges
internal import FuzzSupport
internal import Glibc
internal import Printing

let nowhere = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)

/// Reads frames as a capture and draws their ladder in every form; the first byte says how.
func drawFrames(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe UnsafeBufferPointer(start: start, count: count)
    let choice = unsafe input.first ?? 0
    let list = unsafe FrameList(start, count)
    do throws(CaptureError) {
        let capture = try list.capture()
        let unit: ExchangeRows.Unit = choice & 0x40 == 0 ? .message : .packet
        try read(capture, unit, to: FlowJSON(OutputFile(descriptor: nowhere)))
        let store = EventStore(wantsFields: true)
        try read(capture, unit, to: store)
        draw(store.takeList(), choice)
    } catch {
        _ = "\(error)"
    }
    return 0
}

func read(
    _ capture: [UInt8], _ unit: ExchangeRows.Unit, to sink: any ExchangeSink
) throws(CaptureError) {
    var reader = try CaptureReader(descriptor: MemoryFile.make(capture))
    var pipeline = Pipeline(
        rows: ExchangeRows(unit, table: Protocols.fieldTable, to: sink))
    try pipeline.run(&reader)
    _ = pipeline.finish()
}

func draw(_ list: consuming EventList, _ choice: UInt8) {
    var output = OutputFile(descriptor: nowhere)
    var picture = LadderSVG.Options()
    picture.folds = choice & 0x10 == 0
    picture.showsAddresses = choice & 0x20 != 0
    var svg = LadderSVG(list, picture)
    _ = svg.write(list, to: &output)
    var page = FlowPage(list, picture)
    _ = page.write(list, to: &output)
    var mermaid = SequenceText(list, .mermaid, picture)
    _ = mermaid.write(list, to: &output)
    var plantUML = SequenceText(list, .plantUML, picture)
    _ = plantUML.write(list, to: &output)
    var options = LadderText.Options()
    options.width = 40 + Int(choice)
    options.isASCII = choice & 0x80 != 0
    options.folds = picture.folds
    options.showsAddresses = picture.showsAddresses
    var text = LadderText(list, options)
    _ = text.write(list, to: &output)
    browse(list, options)
}

/// A source that has nothing more than the list.
final class NoCapture: BrowserSource {
    var title: String { "" }
    func load(_ filter: String) -> BrowserLoad { .mistake("there is nothing to read") }
    func tree(ofPacket number: Int) -> [String] { ["packet \(number)", "  a field"] }
}

/// Every key, on a screen of each size.
func browse(_ list: consuming EventList, _ options: LadderText.Options) {
    let browser = FlowBrowser(NoCapture(), list, options, width: 80, height: 24)
    let keys: [BrowserKey] = [
        .end, .up, .character(" "), .home, .character("c"), .pageDown, .left, .character("u"),
        .character("a"), .character("s"), .enter, .down, .escape, .character("/"),
        .character("a"), .enter, .character("n"), .character("N"), .pageUp, .character("?"),
    ]
    for (width, height) in [(80, 24), (1, 1), (300, 3)] {
        browser.resize(width: width, height: height)
        for key in keys {
            _ = browser.press(key)
            let lines = browser.frame().lines
            precondition(lines.count <= max(1, height), "more lines than the screen has")
            for line in lines {
                let isTame = line.text.unicodeScalars.allSatisfy { $0.value >= 0x20 }
                precondition(isTame, "a control character would reach the terminal")
                precondition(DisplayWidth.columns(line.text) <= max(1, width), "a line too long")
            }
        }
    }
}

exit(unsafe runFuzzer(drawFrames))
