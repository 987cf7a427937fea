/// What a hello says that matters for the rest of the session.
struct TLSHello {
    var version: UInt16 = 0
    var random: TLSRandom
    var sessionID: [UInt8] = []
    var suite: UInt16 = 0
    /// Of a server that speaks TLS 1.3.
    var selectedVersion: UInt16?
    var applicationName: [UInt8] = []
    var ticket: [UInt8] = []
    var hasEarlyData = false
    var encryptsFirst = false

    init(random: TLSRandom) { self.random = random }
}
