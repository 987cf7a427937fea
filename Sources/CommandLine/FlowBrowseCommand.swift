internal import Analysis
internal import Browsing
internal import Bytes
internal import Diagrams
internal import Dissection
internal import Exchanges
internal import Filters
internal import Glibc
internal import Printing

/// `earshot flow --browse`: a ladder as a full-screen program.
enum FlowBrowseCommand {
    static func run(
        _ reading: ReadOptions, _ options: LadderText.Options, title: String,
        unit: ExchangeRows.Unit
    ) throws(UsageError) -> ExitStatus {
        guard Terminal.isTerminal(0), Terminal.isTerminal(1) else {
            throw UsageError("--browse needs a terminal for its keys and its picture")
        }
        for path in reading.files where path == "-" || !Terminal.isRegularFile(path) {
            throw UsageError("--browse reads again and again, and '\(path)' can be read only once")
        }
        let source = BrowsedCapture(reading, title: title, unit: unit)
        let status = try source.read()
        if status == .failed, source.isEmpty { return status }
        guard case .list(let list) = source.load("") else { return .failed }
        guard var screen = Screen() else {
            throw UsageError("--browse: ncurses knows no terminal of this type (TERM)")
        }
        var options = options
        if !screen.isUnicode { options.isASCII = true }
        let browser = FlowBrowser(
            source, list, options, width: screen.width, height: screen.height)
        var goesOn = true
        while goesOn {
            let (lines, cursor) = browser.frame()
            screen.show(lines, cursor: cursor)
            let key = screen.read()
            if key == .resize { browser.resize(width: screen.width, height: screen.height) }
            goesOn = browser.press(key)
        }
        return status
    }
}

/// A capture that a browser reads, whole or in part, whenever it needs to.
private final class BrowsedCapture: BrowserSource {
    let title: String
    private let reading: ReadOptions
    private let unit: ExchangeRows.Unit
    private var first: EventStore?

    init(_ reading: ReadOptions, title: String, unit: ExchangeRows.Unit) {
        self.reading = reading
        self.title = title
        self.unit = unit
    }

    /// Reads it for the first time, and says what is wrong with it while that can be seen.
    func read() throws(UsageError) -> ExitStatus {
        let store = EventStore()
        first = store
        return try ReadCommand.read(reading, rows(to: store))
    }

    var isEmpty: Bool { first?.isEmpty ?? true }

    private func rows(to store: EventStore) -> ExchangeRows {
        ExchangeRows(unit, table: Protocols.fieldTable, to: store)
    }

    func load(_ filter: String) -> BrowserLoad {
        if filter.isEmpty, let first {
            self.first = nil
            return .list(first.takeList())
        }
        var narrowed = reading
        if !filter.isEmpty {
            do throws(FilterMistake) {
                _ = try DisplayFilter(filter, Protocols.fieldTable)
            } catch {
                return .mistake(error.message)
            }
            let own = reading.displayFilter.map { "(\($0)) and " } ?? ""
            narrowed.displayFilter = own + "(\(filter))"
        }
        let store = EventStore()
        do throws(UsageError) {
            _ = try ReadCommand.read(narrowed, rows(to: store), isSilent: true)
        } catch {
            return .mistake(error.message)
        }
        return .list(store.takeList())
    }

    func tree(ofPacket number: Int) -> [String] {
        guard let file = unsafe tmpfile() else { return [SystemError.text(errno)] }
        defer { unsafe fclose(file) }
        let descriptor = unsafe fileno(file)
        var one = reading
        one.displayFilter = "frame.number == \(number)"
        one.pipeline.packetCountMax = number
        var format = TreeFormat()
        format.showsTree = true
        let printer = TreePrinter(
            OutputFile(descriptor: descriptor), table: Protocols.fieldTable, format: format)
        do throws(UsageError) {
            _ = try ReadCommand.read(one, printer, isSilent: true)
        } catch {
            return [error.message]
        }
        return Self.text(of: descriptor).split(separator: "\n").map(String.init)
    }

    private static func text(of descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        lseek(descriptor, 0, SEEK_SET)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            }
            if count <= 0 { break }
            bytes += piece[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
