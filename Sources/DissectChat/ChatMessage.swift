/// A message of the chat room as the two ends mean it: what ``ChatDissector`` shows of a capture,
/// they write and read.
public enum ChatMessage: Equatable, Sendable {
    // From a client.
    case join(String)
    case say(String)
    case whisper(to: String, String)
    case show
    case list
    case download(String)
    case quit
    // From the server.
    case joined(String)
    case left(String)
    case said(by: String, String)
    case whispered(by: String, String)
    case echoed(to: String, String)
    case users([String])
    case files([String])
    case offer(port: UInt16, size: Int, file: String)
    case notConnected(String)
    case noSuchFile

    /// What one write puts on the wire.
    public var text: String {
        switch self {
        case .join(let name): name
        case .say(let text): text
        case .whisper(let name, let text): "~\(name) \(text)"
        case .show: "show"
        case .list: "get_list_file"
        case .download(let file): "download_file \(file)"
        case .quit: "{quit}"
        case .joined(let name): "\(name) has joined the chat!"
        case .left(let name): "\(name) left the chat..."
        case .said(let name, let text): "\(name): \(text)"
        case .whispered(let name, let text): "\(name): (PRIVATE) \(text)"
        case .echoed(let name, let text): "from you to \(name): (PRIVATE) \(text)"
        case .users(let names): "ALL " + names.map { "\($0) " }.joined()
        case .files(let files): "CHOOSE_FILE " + files.joined(separator: " ")
        case .offer(let port, let size, let file): "UDP \(port) \(size) \(file)"
        case .notConnected(let name): "\(name) is not connected"
        case .noSuchFile: "the file does not exist"
        }
    }

    public var encoded: [UInt8] { Array(text.utf8) }
}
