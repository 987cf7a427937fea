internal import DissectChat
internal import Packets

/// The files that a ``ChatServer`` offers, and those on their way.
///
/// Each transfer has a port of its own, the first free one from 55000 to 55015.  A port rests for
/// a while after its transfer: answers carry no number, and what comes late must not be taken for
/// part of the next file.
struct ChatUploads {
    static var ports: ClosedRange<UInt16> { 55000...55015 }
    /// How long a port rests, unless all others are taken.
    static var rest: Double { 10 }

    private let files: [ChatFile]
    private let sendsSizes: Bool
    /// One for each port that was used.
    private var places: [UInt16: Place] = [:]
    /// Ports that other programs have.
    private var foreignPorts: Set<UInt16> = []

    private struct Place {
        let socket: SocketID
        var upload: ChatUpload
        /// To whom the file is offered as soon as the port is ours.
        let guest: ConnectionID
    }

    init(_ files: [ChatFile], sendsSizes: Bool) {
        self.files = files
        self.sendsSizes = sendsSizes
    }

    var names: [String] { files.map(\.name) }
    /// Whether none is on its way.
    var isEmpty: Bool { places.values.allSatisfy(\.upload.isFinished) }

    /// Offers a file to a guest, or says that there is none, or no port for it.
    mutating func offer(
        _ name: String, to guest: ConnectionID, at host: IPAddress, _ actions: PeerActions
    ) {
        guard let file = files.first(where: { $0.name == name }),
            let port = freePort(at: actions.now)
        else { return actions.send(ChatMessage.noSuchFile.encoded, on: guest) }
        if let place = places.removeValue(forKey: port) { actions.close(place.socket) }
        let upload = ChatUpload(file, to: host, at: actions.now, sendsSizes: sendsSizes)
        places[port] = Place(socket: actions.bind(port), upload: upload, guest: guest)
    }

    /// The port is ours: the guest may come.
    func announce(_ socket: SocketID, _ port: UInt16, _ actions: PeerActions) {
        guard let place = places[port], place.socket == socket else { return }
        let file = place.upload.file
        let offer = ChatMessage.offer(port: port, size: file.content.count, file: file.name)
        actions.send(offer.encoded, on: place.guest)
    }

    /// The port is another program's: the next one is tried.
    mutating func avoid(_ port: UInt16, _ actions: PeerActions) {
        foreignPorts.insert(port)
        guard let place = places.removeValue(forKey: port) else { return }
        offer(place.upload.file.name, to: place.guest, at: place.upload.address, actions)
    }

    private mutating func freePort(at time: Double) -> UInt16? {
        let ports = Self.ports.filter { !foreignPorts.contains($0) }
        // Another program may have let go of them until the next time.
        if ports.isEmpty { foreignPorts = [] }
        let rested = ports.first { port in
            guard let upload = places[port]?.upload else { return true }
            return upload.isFinished && upload.lastHeard + Self.rest <= time
        }
        return rested
            ?? ports.filter { places[$0]?.upload.isFinished ?? true }
            .min { (places[$0]?.upload.lastHeard ?? 0) < (places[$1]?.upload.lastHeard ?? 0) }
    }

    mutating func receive(
        _ datagram: [UInt8], from sender: Endpoint, on socket: SocketID, _ actions: PeerActions
    ) {
        guard let port = places.first(where: { $0.value.socket == socket })?.key else { return }
        let answer = places[port]?.upload.receive(datagram, from: sender, at: actions.now)
        if let answer { actions.send(datagram: answer.encoded(), to: sender, from: socket) }
    }

    mutating func endThose(silentSince time: Double, _ actions: PeerActions) {
        for port in Self.ports {
            guard let place = places[port], place.upload.lastHeard <= time else { continue }
            actions.close(place.socket)
            places[port] = nil
        }
    }
}
