internal import Analysis
internal import DissectTLS
internal import Printing

/// What is said at the end of a run over packets, of files or live.
enum RunReport {
    static func sayLimits<Rows: RowSink & ~Copyable>(
        of pipeline: borrowing Pipeline<Rows>, _ options: ReadOptions
    ) {
        let wrongCount = pipeline.keyring.log.wrongLineCount
        if wrongCount > 0 {
            Messages.say(
                "of the keys in the capture, \(wrongCount) lines are no lines of a key log")
        }
        let count = pipeline.totals.evictedCount
        if count == 0 { return }
        Messages.say(
            "no more than \(options.pipeline.connectionCountMax) connections were kept at a time "
                + "(--max-connections); the oldest gave way \(count) times")
    }
}
