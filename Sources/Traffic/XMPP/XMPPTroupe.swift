internal import Packets

/// The users of a play: by their names and passwords in it, or as a real server knows them.
///
/// `--user NAME@HOST` is who has the lead; all others keep their names, at the same host.  A
/// password that is given is everybody's.
struct XMPPTroupe {
    let host: String
    /// Whether somebody said whose server it is.
    let isHostGiven: Bool
    /// Where the server of the play is.
    let server: Endpoint
    private let options: ScenarioOptions
    private let lead: String

    init(_ options: ScenarioOptions, lead: String, at host: String, _ address: IPAddress) {
        let user = options.user.flatMap { XMPPAddress($0) }
        self.options = options
        self.lead = lead
        isHostGiven = user?.user.isEmpty == false
        self.host = isHostGiven ? user?.host ?? host : host
        server = Endpoint(address, options.port ?? 5222)
    }

    func user(_ name: String, password: String, _ program: XMPPProgram = .bot) -> XMPPUser {
        XMPPUser(account(name), password: options.password ?? password, program)
    }

    func account(_ name: String) -> XMPPAddress {
        guard name == lead, let user = options.user else { return XMPPAddress(name, at: host) }
        let given = XMPPAddress(user)
        return XMPPAddress(given?.user.isEmpty == false ? given?.user ?? user : user, at: host)
    }

    /// The server of the play, which knows everybody in it.
    func household(_ users: [XMPPUser]) -> XMPPHousehold {
        let accounts = users.map { ($0.account.user, XMPPHousehold.Account(password: $0.password)) }
        var household = XMPPHousehold(host, Dictionary(accounts) { first, _ in first })
        household.port = server.port
        return household
    }

    /// Seconds between messages, if somebody wants so many a second.
    func pause(_ seconds: Double) -> Double { options.rate.map { 1 / $0 } ?? seconds }
}
