internal import Bytes

/// Puts together the files of CHAT-UDP downloads, as the client that asked for them did: what came
/// last for a part, in the right size, is what it wrote when it went on.
///
/// Answers say no part: one that came late is written in the wrong place, and that is told.
final class ChatFiles {
    /// Downloads that go on at the same time; of more, the one that began first is ended.
    static var openCountMax: Int { 256 }
    static var partByteCount: Int { 1000 }
    /// Parts of a file: a gigabyte of them.
    static var partCountMax: Int { 1 << 20 }
    /// Answers too many that wait to be taken for the next parts.
    static var surplusCountMax: Int { 64 }
    /// Announced files whose sizes are remembered.
    static var offerCountMax: Int { 1024 }

    private struct Download {
        var file: ExtractedFile
        var part: Int
        var answer: [UInt8]?
        var doubt: String?
        /// Answers that came before what they will be taken for was asked for.
        var surplus: [[UInt8]] = []
        var isFromSurplus = false
        /// The part behind the last one that was written.
        var next = 0
    }

    private let folder: ExtractFolder
    private let manifest: ExtractManifest
    private var downloads: [UInt64: Download] = [:]
    private var order: [UInt64] = []
    private var sizes: [[UInt8]: Int] = [:]

    init(_ folder: ExtractFolder, _ manifest: ExtractManifest) {
        self.folder = folder
        self.manifest = manifest
    }

    func announce(_ name: [UInt8], _ size: Int) {
        if sizes.count >= Self.offerCountMax { sizes.removeAll() }
        sizes[name] = size
    }

    /// The client asks for a part.
    func request(_ part: Int, of name: [UInt8], stream: UInt64, packet: Int) {
        if let open = downloads[stream], open.file.source != name { end(stream) }
        if downloads[stream] == nil { begin(name, stream) }
        guard downloads[stream] != nil else { return }
        if downloads[stream]?.part != part { settle(stream) }
        downloads[stream]?.part = part
        downloads[stream]?.answer = nil
        downloads[stream]?.doubt = nil
        downloads[stream]?.isFromSurplus = false
        downloads[stream]?.file.note(packet: packet)
        takeSurplus(stream)
    }

    /// What is there already is what the client reads first.
    private func takeSurplus(_ stream: UInt64) {
        guard var download = downloads[stream], !download.surplus.isEmpty else { return }
        download.answer = download.surplus.removeFirst()
        download.doubt = Self.unexpected
        download.isFromSurplus = true
        downloads[stream] = download
    }

    private static var unexpected: String { "chatudp.unexpected-answer" }

    /// The server answers.
    ///
    /// - Parameter rules: what was noted of the answer.
    func answer(_ data: [UInt8], rules: [[UInt8]], stream: UInt64, packet: Int) {
        guard downloads[stream] != nil else { return }
        downloads[stream]?.file.note(packet: packet)
        let words = rules.map { String(decoding: $0, as: UTF8.self) }
        let refused = ["chatudp.wrong-size", "chatudp.malformed"]
        if words.contains(where: refused.contains) { return }
        if words.contains(Self.unexpected) || downloads[stream]?.isFromSurplus == true {
            guard let count = downloads[stream]?.surplus.count, count < Self.surplusCountMax else {
                return
            }
            downloads[stream]?.surplus.append(data)
            return
        }
        let doubts = ["chatudp.late-answer", "chatudp.ambiguous-answer", "chatudp.cut-short"]
        downloads[stream]?.answer = data
        downloads[stream]?.doubt = words.first(where: doubts.contains)
    }

    /// The client has all parts.
    func finish(stream: UInt64, packet: Int) {
        downloads[stream]?.file.note(packet: packet)
        end(stream, isFinished: true)
    }

    func endAll() {
        for stream in order { end(stream) }
    }

    private func begin(_ name: [UInt8], _ stream: UInt64) {
        if downloads.count >= Self.openCountMax, let oldest = order.first { end(oldest) }
        guard
            let file = ExtractedFile(
                name, "CHAT-UDP", source: name, stream: "udp:\(stream)", in: folder)
        else { return }
        file.announcedByteCount = sizes[name]
        downloads[stream] = Download(file: file, part: -1)
        order.append(stream)
    }

    /// The client goes on: what came last is what it wrote.
    private func settle(_ stream: UInt64) {
        guard let download = downloads[stream], download.part >= 0 else { return }
        let (part, file) = (download.part, download.file)
        guard part < Self.partCountMax else { return file.doubt(part, "too many parts") }
        // The first that is asked for of a file whose beginning is not in the capture.
        if part > download.next {
            let end = min(part, download.next + ExtractedFile.namedCountMax)
            for missed in download.next..<end { file.miss(missed) }
        }
        guard let answer = download.answer else {
            file.miss(part)
            downloads[stream]?.next = max(download.next, part + 1)
            return
        }
        file.write(Array(answer.prefix(Self.partByteCount)), at: part * Self.partByteCount)
        if answer.count > Self.partByteCount { file.doubt(part, "longer than a part") }
        if let doubt = download.doubt { file.doubt(part, doubt) }
        downloads[stream]?.next = max(download.next, part + 1)
    }

    private func end(_ stream: UInt64, isFinished: Bool = false) {
        guard downloads[stream] != nil else { return }
        settle(stream)
        guard let download = downloads.removeValue(forKey: stream) else { return }
        order.removeAll { $0 == stream }
        let file = download.file
        if let size = file.announcedByteCount {
            let wanted = min(size / Self.partByteCount + 1, Self.partCountMax)
            if download.next < wanted {
                let end = min(wanted, download.next + ExtractedFile.namedCountMax)
                for part in download.next..<end { file.miss(part) }
            }
            if file.byteCount != size { file.isComplete = false }
        }
        if !isFinished { file.isComplete = false }
        manifest.append(file)
    }
}
