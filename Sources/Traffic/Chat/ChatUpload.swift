internal import DissectChat
internal import Packets

/// One file on its way to a client of a ``ChatServer``, from one UDP port.
struct ChatUpload {
    let file: ChatFile
    /// The client's host, and its port once it has asked: nobody else is answered.
    let address: IPAddress
    private(set) var clientPort: UInt16?
    private(set) var isFinished = false
    /// When the client was last heard.
    private(set) var lastHeard: Double
    /// Whether a part's size travels with it.
    let sendsSizes: Bool

    init(_ file: ChatFile, to address: IPAddress, at time: Double, sendsSizes: Bool) {
        self.file = file
        self.address = address
        self.sendsSizes = sendsSizes
        lastHeard = time
    }

    /// What is sent back to whoever asked.
    mutating func receive(
        _ datagram: [UInt8], from sender: Endpoint, at time: Double
    ) -> ChatTransferMessage? {
        guard sender.address == address, clientPort == nil || clientPort == sender.port,
            !isFinished, let message = ChatTransferMessage(reading: datagram)
        else { return nil }
        switch message {
        case .part(let number):
            guard let part = file.part(number) else { return nil }
            clientPort = sender.port
            lastHeard = time
            return sendsSizes ? .sizedData(part, size: part.count) : .data(part)
        case .finished:
            isFinished = true
            lastHeard = time
            return nil
        case .data, .sizedData, .size: return nil
        }
    }
}
