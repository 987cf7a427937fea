internal import DissectChat

/// Gets a file for a client of a chat room, from the announcement to the last part.
struct ChatFetch {
    private let server: Endpoint
    private let socket: SocketID
    private let timer: TimerID
    private var download: ChatDownload
    private(set) var isOver = false

    var file: String { download.file }
    var content: [UInt8] { download.content }

    /// - Parameters:
    ///   - server: where the file waits.
    ///   - timer: one that ``lapse(_:)`` is called for.
    init(
        _ file: String, byteCount: Int, from server: Endpoint, timer: TimerID,
        _ actions: PeerActions
    ) {
        self.server = server
        self.timer = timer
        socket = actions.bind()
        download = ChatDownload(file, byteCount: byteCount)
        follow(download.begin(), actions)
    }

    mutating func receive(
        _ datagram: [UInt8], from sender: Endpoint, on socket: SocketID, _ actions: PeerActions
    ) {
        // What others send is none of it.
        guard socket == self.socket, sender == server else { return }
        follow(download.receive(datagram), actions)
    }

    mutating func lapse(_ actions: PeerActions) { follow(download.lapse(), actions) }

    private mutating func follow(_ step: ChatDownload.Step, _ actions: PeerActions) {
        switch step {
        case .wait: break
        case .settle(let seconds): actions.fire(timer, after: seconds)
        case .ask(let message, let patience):
            actions.send(datagram: message.encoded(), to: server, from: socket)
            actions.fire(timer, after: patience)
        case .done:
            actions.send(
                datagram: ChatTransferMessage.finished.encoded(), to: server, from: socket)
            end(actions)
        case .fail(let reason):
            end(actions)
            actions.fail(reason)
        }
    }

    private mutating func end(_ actions: PeerActions) {
        actions.cancel(timer)
        actions.close(socket)
        isOver = true
    }
}
