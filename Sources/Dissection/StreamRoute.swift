/// Where a driver stands in the stack of a connection.
public struct StreamRoute: Sendable {
    public var serverPort: UInt16
    /// What the protocol outside said this one carries.
    public var carrying: String?
    var level = 0
    var stream: UInt8 = 0
    var isSecure = false

    public init(serverPort: UInt16 = 0, carrying: String? = nil) {
        self.serverPort = serverPort
        self.carrying = carrying
    }
}

/// Who may know the bytes between two ports, one after the other, in tshark's order: the server's
/// port where the handshake told it, the lower port, the higher one; then the content.
struct PortCandidates {
    private var ports: InlineArray<3, UInt16> = [0, 0, 0]
    private var count = 0
    private var asked = 0
    /// Whether what may stand before any protocol is still to be asked.
    private(set) var areFresh = false
    /// Whether that is who was asked last.
    private(set) var areAtPreface = false
    /// Whether the content is what is looked at now.
    private(set) var areOver = true

    /// No candidates: the dissector was chosen.
    init() {}

    init(serverPort: UInt16, clientPort: UInt16, isServerKnown: Bool) {
        areOver = false
        areFresh = true
        if isServerKnown { add(serverPort) }
        add(min(serverPort, clientPort))
        add(max(serverPort, clientPort))
    }

    private mutating func add(_ port: UInt16) {
        for index in 0..<count where ports[index] == port { return }
        ports[count] = port
        count += 1
    }

    /// - Returns: `nil` when there is nobody else to ask.
    mutating func next(_ registry: Registry) -> (any StreamDissector)? {
        areAtPreface = false
        if areFresh {
            areFresh = false
            if let preface = registry.makePreface() {
                areAtPreface = true
                return preface
            }
        }
        while asked < count {
            asked += 1
            if let found = registry.findStream(port: ports[asked - 1]) { return found }
        }
        guard !areOver else { return nil }
        areOver = true
        return registry.knowsStreamsByContent ? UndecidedDissector(registry) : nil
    }
}
