/// What can be asked of a scenario.  What a scenario has no use for, it leaves alone.
public struct ScenarioOptions: Equatable, Sendable {
    /// How many messages.
    public var count = 1
    /// Messages a second; nil: as the scenario has it, or as fast as it goes.
    public var rate: Double?
    /// How many connections talk side by side.
    public var connections = 1
    /// Bytes of a message's payload.
    public var size = 32
    /// Where the server listens; nil: where the protocol is at home.
    public var port: UInt16?
    /// All that is random comes from it.
    public var seed: UInt64 = 1
    public var user: String?
    public var password: String?
    public var faults = Faults()
    /// What a chat server offers; nil: what the scenarios need.
    public var files: [ChatFile]?

    public init() {}

    /// Whom a server lets in, with which password; nil: everybody.
    var users: [String: String]? { user.map { [$0: password ?? ""] } }

    public init(
        count: Int = 1, rate: Double? = nil, connections: Int = 1, size: Int = 32,
        faults: Faults = Faults()
    ) {
        self.count = count
        self.rate = rate
        self.connections = connections
        self.size = size
        self.faults = faults
    }
}

/// What goes wrong on the way.
public struct Faults: Equatable, Sendable {
    /// How often a packet is lost, comes late, or comes twice: from 0 to 1.
    public var loss = 0.0
    public var reorder = 0.0
    public var duplicate = 0.0
    /// Streams go out in pieces of 1 to so many bytes.
    public var cut: Int?
    /// Only datagrams suffer.
    public var sparesStreams = false

    public init(
        loss: Double = 0, reorder: Double = 0, duplicate: Double = 0, cut: Int? = nil,
        sparesStreams: Bool = false
    ) {
        self.loss = loss
        self.reorder = reorder
        self.duplicate = duplicate
        self.cut = cut
        self.sparesStreams = sparesStreams
    }
}
