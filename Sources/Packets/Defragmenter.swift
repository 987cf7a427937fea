internal import Bytes

/// Puts fragments of IPv4 and IPv6 datagrams together.
///
/// The packet that closes a datagram's last hole is the one that is read as the whole datagram, as
/// in Wireshark.  Where fragments overlap, the one that begins earlier in the datagram wins, and of
/// those that begin at the same place the one that came first.
public struct Defragmenter: ~Copyable {
    /// What may be held at most.  When one of these is reached, the datagram that was begun first
    /// is given up: one that will never be finished does not stay for ever.
    public struct Limits: Sendable {
        public var datagramCountMax = 1024
        public var byteCountMax = 16 << 20
        /// Fragments of one datagram: 8192 is what the smallest ones need for the largest datagram.
        public var fragmentCountMax = 8192

        public init() {}
    }

    /// What was noticed on the way.
    public struct Totals: Equatable, Sendable {
        public var completedCount = 0
        /// Given up because of ``Limits``.
        public var abandonedCount = 0
        /// Finished from fragments that overlap.
        public var overlappingCount = 0
    }

    public private(set) var totals = Totals()
    private let limits: Limits
    private var unfinished: [FragmentKey: UnfinishedDatagram] = [:]
    /// Keys in the order in which their datagrams were begun; some are finished by now.
    private var keysByAge: [(key: FragmentKey, serial: Int)] = []
    private var oldest = 0
    private var serial = 0
    private var heldByteCount = 0
    private var buffer: [UInt8] = []

    public init(limits: Limits = Limits()) {
        self.limits = limits
    }

    public var unfinishedCount: Int { unfinished.count }

    /// The datagram that ``receive(_:into:)`` finished last: the bytes of the packet that finished
    /// it up to the payload of its IP header, then the payload of all its fragments.
    ///
    /// An array and no span: who reads it goes on changing what the defragmenter is part of.
    public var datagram: [UInt8] { buffer }

    /// Takes a packet whose layers have the flag ``PacketLayers/Flags/fragment``.
    ///
    /// - Parameter layers: on return those of the ``datagram``, if it is whole.
    /// - Returns: whether it is.
    public mutating func receive(_ bytes: RawSpan, into layers: inout PacketLayers) -> Bool {
        let fragment = Fragment(bytes, layers)
        guard fragment.count > 0, fragment.end <= Fragment.endMax else { return false }
        let key = FragmentKey(bytes, layers)
        if unfinished[key] == nil { begin(key) }
        let payload = bytes.extracting(
            Int(layers.transportOffset)..<(Int(layers.transportOffset) + fragment.count))
        unfinished[key]?.add(fragment, payload)
        heldByteCount += fragment.count
        guard let datagram = unfinished[key], datagram.isWhole else {
            trim(key)
            return false
        }
        remove(key)
        totals.completedCount += 1
        buffer.removeAll(keepingCapacity: true)
        unsafe bytes.extracting(0..<Int(layers.transportOffset)).withUnsafeBytes {
            unsafe buffer.append(contentsOf: $0)
        }
        if datagram.append(to: &buffer) { totals.overlappingCount += 1 }
        PacketDecoder.readReassembled(buffer.rawSpan, into: &layers)
        return true
    }

    private mutating func begin(_ key: FragmentKey) {
        serial += 1
        unfinished[key] = UnfinishedDatagram(serial: serial)
        keysByAge.append((key, serial))
        // Finished keys in front and behind: rewritten before they are more than the others.
        if keysByAge.count > 4 * limits.datagramCountMax {
            keysByAge = keysByAge[oldest...].filter { unfinished[$0.key]?.serial == $0.serial }
            oldest = 0
        }
    }

    private mutating func remove(_ key: FragmentKey) {
        heldByteCount -= unfinished.removeValue(forKey: key)?.byteCount ?? 0
    }

    /// Gives datagrams up until no limit is exceeded.
    private mutating func trim(_ latest: FragmentKey) {
        if let datagram = unfinished[latest],
            datagram.fragmentCount > limits.fragmentCountMax
        {
            abandon(latest)
        }
        while unfinished.count > limits.datagramCountMax || heldByteCount > limits.byteCountMax {
            guard oldest < keysByAge.count else { return }
            let (key, serial) = keysByAge[oldest]
            oldest += 1
            if unfinished[key]?.serial == serial { abandon(key) }
        }
    }

    private mutating func abandon(_ key: FragmentKey) {
        remove(key)
        totals.abandonedCount += 1
    }
}
