internal import Packets

/// What the rows of ARP and ICMP depend on besides their own packet: which requests were seen, and
/// who said that an address is theirs.
public struct NetworkState: ~Copyable {
    /// What may be remembered at most; what came first is forgotten first.
    public struct Limits: Sendable {
        public var echoRequestCountMax = 65_536
        public var hardwareAddressCountMax = 65_536

        public init() {}
    }

    /// What link types are called that are not read.
    let linkTypeName: (UInt16) -> String?
    private var echoRequests: BoundedTable<EchoKey, EchoRequest>
    private var hardwareAddresses: BoundedTable<UInt32, UInt64>

    public init(
        limits: Limits = Limits(), linkTypeName: @escaping (UInt16) -> String? = { _ in nil }
    ) {
        self.linkTypeName = linkTypeName
        echoRequests = BoundedTable(countMax: limits.echoRequestCountMax)
        hardwareAddresses = BoundedTable(countMax: limits.hardwareAddressCountMax)
    }
}

// MARK: - Echoes

/// What a request and its reply have in common.
struct EchoKey: Hashable {
    var lower: IPAddress
    var upper: IPAddress
    /// The reply's checksum: the request's is that plus the difference of the two types, when all
    /// data came back as it was sent.
    var checksum: UInt16
    /// Identifier and sequence number.
    var label: UInt32

    init(_ layers: borrowing PacketLayers, checksum: UInt16, label: UInt32) {
        let (one, other) = (layers.source, layers.destination)
        let isSorted = (one.high, one.low) < (other.high, other.low)
        lower = isSorted ? one : other
        upper = isSorted ? other : one
        self.checksum = checksum == 0xFFFF ? 0 : checksum
        self.label = label
    }
}

struct EchoRequest {
    var number: Int
    var isAnswered = false
}

extension NetworkState {
    mutating func noteEchoRequest(_ key: EchoKey, number: Int) {
        echoRequests[key] = EchoRequest(number: number)
    }

    /// The number of the packet that asked for this reply, if this is the first reply to it.
    mutating func requestNumber(forReply key: EchoKey) -> Int? {
        guard let request = echoRequests[key], !request.isAnswered else { return nil }
        echoRequests[key] = EchoRequest(number: request.number, isAnswered: true)
        return request.number
    }
}

// MARK: - Hardware addresses

extension NetworkState {
    /// Remembers whose an IPv4 address is.  Returns true when it was said to be somebody else's.
    mutating func noteOwner(of address: UInt32, _ hardware: UInt64) -> Bool {
        if let known = hardwareAddresses[address] { return known != hardware }
        hardwareAddresses[address] = hardware
        return false
    }
}
