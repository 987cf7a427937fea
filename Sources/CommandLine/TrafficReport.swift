internal import Bytes

/// What peers tell of a run on sockets.
enum TrafficReport {
    static func say(_ line: String) {
        var text = TextBuffer()
        text.append(untrusted: line)
        text.append("\n")
        var output = OutputFile(descriptor: 1)
        output.write(&text)
    }
}
