internal import Analysis
internal import Bytes
internal import Captures
internal import Printing

/// Runs the program, and returns its exit status.
public func runEarshot(_ arguments: [String]) -> Int32 {
    let isQuiet = arguments.contains("-q")
    let path = arguments.last ?? "-"
    do {
        var reader = try CaptureReader(path: path)
        let printer = isQuiet ? nil : SummaryPrinter(OutputFile(descriptor: 1))
        var pipeline = Pipeline(printer: printer)
        try pipeline.run(&reader)
        return 0
    } catch {
        print("\(path): \(error)")
        return 2
    }
}
