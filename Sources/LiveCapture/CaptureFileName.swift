internal import Glibc

/// The names of the files of a ring: `trace.pcapng` becomes `trace_00001_20261121203000.pcapng`,
/// as with dumpcap.
struct CaptureFileName: Equatable {
    private let stem: String
    private let suffix: String

    init(_ path: String) {
        let slash = path.lastIndex(of: "/")
        let nameStart = slash.map { path.index(after: $0) } ?? path.startIndex
        if let dot = path[nameStart...].lastIndex(of: ".") {
            stem = String(path[..<dot])
            suffix = String(path[dot...])
        } else {
            (stem, suffix) = (path, "")
        }
    }

    /// The folder that all of them are in.
    var folder: String {
        guard let slash = stem.lastIndex(of: "/") else { return "." }
        return slash == stem.startIndex ? "/" : String(stem[..<slash])
    }

    /// - Parameters:
    ///   - number: counted from 1; five digits of it are shown.
    ///   - time: seconds since 1970, shown in local time.
    func text(_ number: Int, at time: Int) -> String {
        let digits = String(number % 100_000)
        let zeros = String(repeating: "0", count: 5 - digits.count)
        return "\(stem)_\(zeros)\(digits)_\(Self.stamp(time))\(suffix)"
    }

    private static func stamp(_ time: Int) -> String {
        var seconds = time_t(time)
        var parts = unsafe tm()
        unsafe localtime_r(&seconds, &parts)
        var text = [CChar](repeating: 0, count: 32)
        unsafe strftime(&text, text.count, "%Y%m%d%H%M%S", &parts)
        return PcapMessage.text(text)
    }
}
