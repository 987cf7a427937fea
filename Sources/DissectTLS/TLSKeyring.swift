internal import Bytes
internal import Cryptography

/// What a run knows of the keys of its TLS sessions, and how many of those it can open.
public final class TLSKeyring {
    /// Sessions remembered for those that take them up again; of more, the oldest are forgotten.
    static var sessionCountMax: Int { 16_384 }

    public private(set) var log: TLSKeyLog
    /// Handshakes of which a client's hello and a server's were seen.
    public internal(set) var sessionCount = 0
    /// Those of them for which there are keys.
    public internal(set) var keyedSessionCount = 0
    /// What was opened last; one for all, as nobody needs it for longer.
    var plain: [UInt8] = []
    private var ciphers: [Int: Crypto.Cipher] = [:]
    /// Secrets by the identifier or the ticket that a session can be taken up by.
    private var sessions: [[UInt8]: [UInt8]] = [:]
    private var sessionNames: [[UInt8]] = []
    private var oldest = 0

    public init(_ log: TLSKeyLog = TLSKeyLog()) {
        self.log = log
    }

    /// Takes the secrets that a capture brings along.
    public func add(_ bytes: RawSpan) {
        log.add(bytes)
        log.finish()
    }

    func cipher(_ name: StaticString, _ mode: Crypto.Mode) -> Crypto.Cipher? {
        let place = unsafe Int(bitPattern: name.utf8Start)
        if let known = ciphers[place] { return known }
        let made = Crypto.Cipher(name, mode)
        ciphers[place] = made
        return made
    }

    func remember(_ name: [UInt8], _ master: [UInt8]) {
        guard !name.isEmpty, sessions.updateValue(master, forKey: name) == nil else { return }
        if sessionNames.count < Self.sessionCountMax {
            sessionNames.append(name)
        } else {
            sessions[sessionNames[oldest]] = nil
            sessionNames[oldest] = name
            oldest = (oldest + 1) % Self.sessionCountMax
        }
    }

    func master(ofSession name: [UInt8]) -> [UInt8]? {
        name.isEmpty ? nil : sessions[name]
    }
}
