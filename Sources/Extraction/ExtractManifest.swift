internal import Bytes
internal import Glibc

/// Writes `manifest.json`: an array with an object for each file, in the order in which they ended.
final class ExtractManifest {
    static var name: String { "manifest.json" }

    private let descriptor: Int32
    private let folder: ExtractFolder
    private var text = TextBuffer()
    private(set) var fileCount = 0

    /// Nil if there is one already, or it cannot be made.
    init?(in folder: ExtractFolder) {
        guard let made = folder.create(exactly: Self.name) else { return nil }
        descriptor = made
        self.folder = folder
        text.append("[")
    }

    deinit { _ = close(descriptor) }

    func append(_ file: ExtractedFile) {
        text.append(fileCount == 0 ? "\n" : ",\n")
        fileCount += 1
        text.append("{\"file\":")
        append(text: Array(file.name.utf8))
        text.append(",\"sha256\":\"")
        for byte in file.digest() {
            var writer = text.writer(room: 2)
            writer.append(hexadecimalByte: byte)
            text.commit(writer.count)
        }
        text.append("\",\"size\":")
        append(file.byteCount)
        if let announced = file.announcedByteCount {
            text.append(",\"announced_size\":")
            append(announced)
        }
        text.append(",\"protocol\":\"")
        text.append(file.protocolName)
        text.append("\",\"source\":")
        append(text: file.source)
        text.append(",\"stream\":")
        append(text: Array(file.stream.utf8))
        appendPackets(of: file)
        text.append(",\"complete\":")
        text.append(file.isComplete ? "true" : "false")
        appendParts(of: file)
        text.append("}")
        write()
    }

    /// Ends the array.  Returns false if it could not be written.
    func finish() {
        text.append(fileCount == 0 ? "]\n" : "\n]\n")
        write()
    }

    private func appendPackets(of file: ExtractedFile) {
        text.append(",\"packets\":{\"count\":")
        append(file.packetCount)
        text.append(",\"first\":")
        append(file.firstPacket)
        text.append(",\"last\":")
        append(file.lastPacket)
        text.append("}")
    }

    private func appendParts(of file: ExtractedFile) {
        text.append(",\"missing\":[")
        for (index, part) in file.missing.enumerated() {
            if index > 0 { text.append(",") }
            append(part)
        }
        text.append("],\"doubtful\":[")
        for (index, doubt) in file.doubtful.enumerated() {
            text.append(index > 0 ? ",{\"part\":" : "{\"part\":")
            append(doubt.part)
            text.append(",\"why\":")
            append(text: Array(doubt.why.utf8))
            text.append("}")
        }
        text.append("]")
    }

    private func append(_ number: Int) { text.append(decimal: UInt64(clamping: number)) }

    private func append(text bytes: [UInt8]) {
        text.append("\"")
        text.append(json: bytes.rawSpan)
        text.append("\"")
    }

    private func write() {
        var output = OutputFile(descriptor: descriptor)
        if !output.write(&text) { folder.fail(output.failure, Self.name) }
    }
}
