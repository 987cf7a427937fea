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

    /// The part that one of all connections side by side has in the messages and in the rate.
    func share(of index: Int) -> ScenarioOptions {
        let connections = max(1, connections)
        var share = self
        share.count = count / connections + (index < count % connections ? 1 : 0)
        share.rate = rate.map { $0 / Double(connections) }
        return share
    }

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
