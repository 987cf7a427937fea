/// Where a driver stands in the stack of a connection.
public struct StreamRoute: Sendable {
    public let serverPort: UInt16
    private var levelNumber: UInt8 = 0
    var stream: UInt8 = 0
    var isSecure = false
    /// An object because few connections have one, and all have a route.
    private let carriedName: CarriedName?

    private final class CarriedName: Sendable {
        let text: String
        init(_ text: String) { self.text = text }
    }

    public init(serverPort: UInt16 = 0, carrying: String? = nil) {
        self.serverPort = serverPort
        carriedName = carrying.map { CarriedName($0) }
    }

    /// What the protocol outside said this one carries.
    public var carrying: String? { carriedName?.text }

    /// How many protocols are outside; at most ``StreamLimits/levelCountMax``.
    var level: Int {
        get { Int(levelNumber) }
        set { levelNumber = UInt8(clamping: newValue) }
    }
}

/// Who may know the bytes between two ports, one after the other, in tshark's order: the server's
/// port where the handshake told it, the lower port, the higher one; then the content.
struct PortCandidates {
    /// Those still to be asked, the next one last.
    private var ports: InlineArray<3, UInt16> = [0, 0, 0]
    private var count: UInt8 = 0
    private(set) var stage = Stage.over

    enum Stage: UInt8 {
        /// What may stand before any protocol is still to be asked.
        case fresh
        /// That is who was asked last.
        case atPreface
        case atPorts
        /// The content is what is looked at now.
        case over
    }

    /// No candidates: the dissector was chosen.
    init() {}

    /// Nobody but who knows the content.
    static var content: PortCandidates {
        var candidates = PortCandidates()
        candidates.stage = .atPorts
        return candidates
    }

    init(serverPort: UInt16, clientPort: UInt16, isServerKnown: Bool) {
        stage = .fresh
        add(max(serverPort, clientPort))
        add(min(serverPort, clientPort))
        if isServerKnown { add(serverPort) }
    }

    /// Has a port asked before the others, and only once.
    private mutating func add(_ port: UInt16) {
        for index in 0..<Int(count) where ports[index] == port {
            count -= 1
            ports.swapAt(index, Int(count))
        }
        ports[Int(count)] = port
        count += 1
    }

    /// - Returns: `nil` when there is nobody else to ask.
    mutating func next(_ registry: Registry) -> (any StreamDissector)? {
        if stage == .fresh, let preface = registry.makePreface() {
            stage = .atPreface
            return preface
        }
        if stage != .over { stage = .atPorts }
        while count > 0 {
            count -= 1
            if let found = registry.findStream(port: ports[Int(count)]) { return found }
        }
        guard stage != .over else { return nil }
        stage = .over
        return registry.knowsStreamsByContent ? UndecidedDissector(registry) : nil
    }
}
