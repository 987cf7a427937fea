internal import Glibc
internal import Statistics

/// What `earshot stats` was asked to do.
struct StatsOptions {
    enum Format { case text, json, csv }

    /// What is read and how it is understood: as with `read`.
    var reading: ReadOptions
    /// The tables that were named; all if none was.
    var tables: [String] = []
    var format = Format.text
    /// The folder for plots.
    var plotPath: String?

    init(_ parsed: ParsedArguments) throws(UsageError) {
        var parsed = parsed
        // A word that names a table is no file: that one is written ./mqtt.
        tables = parsed.operands.filter(StatisticsSelection.isKnown)
        parsed.operands.removeAll(where: StatisticsSelection.isKnown)
        reading = try ReadOptions(parsed)
        if reading.files.isEmpty {
            if Terminal.isTerminal(0) {
                throw UsageError("no FILE was given, and standard input is a terminal")
            }
            reading.files = ["-"]
        }
        for word in parsed.operands where !Self.mayBeFile(word) {
            throw UsageError(
                "'\(word)' is neither a file nor a table", unknown: word,
                among: StatisticsGroup.all.flatMap(\.names), otherwise: "see 'earshot help stats'")
        }
        if parsed.contains(.json), parsed.contains(.csv) {
            throw UsageError("--json and --csv are two forms: choose one")
        }
        plotPath = parsed.options.last { $0.definition.id == .plot }?.value
        if parsed.contains(.json) { format = .json }
        if parsed.contains(.csv) { format = .csv }
    }

    /// Whether a word that is no table is meant as a file: one that is there, or has a path's or a
    /// file's look.
    private static func mayBeFile(_ word: String) -> Bool {
        if word == "-" || word.contains("/") || word.contains(".") { return true }
        return unsafe access(word, F_OK) == 0
    }
}
