extension Registry {
    /// A protocol: its names, and how it is found and read on either transport.
    public struct Entry: Sendable {
        /// Names as they stand in a hint or behind `-d`, lower case; the first is the main one.
        public var names: [String]
        public var stream: Stream?
        public var datagram: Datagrams?
        public var payload: Payloads?

        public init(
            _ names: String..., stream: Stream? = nil, datagram: Datagrams? = nil,
            payload: Payloads? = nil
        ) {
            self.names = names
            self.stream = stream
            self.datagram = datagram
            self.payload = payload
        }
    }

    /// A protocol on TCP, and on what is like it: TLS, WebSocket.
    public struct Stream: Sendable {
        public var ports: [UInt16]
        /// Ports where the protocol is inside TLS.
        public var securePorts: [UInt16]
        /// How a direction of this protocol begins; `nil`: only ports and names tell.
        public var begins: (@Sendable (RawSpan, Endpoint) -> Likeness)?
        /// Whether it stands before other protocols, on any port: it is asked first, refuses what
        /// is not its own, and hands over.  At most one entry has this.
        public var isPreface: Bool
        public var make: @Sendable () -> any StreamDissector

        public init(
            ports: [UInt16] = [], securePorts: [UInt16] = [], isPreface: Bool = false,
            begins: (@Sendable (RawSpan, Endpoint) -> Likeness)? = nil,
            make: @escaping @Sendable () -> any StreamDissector
        ) {
            self.ports = ports
            self.securePorts = securePorts
            self.isPreface = isPreface
            self.begins = begins
            self.make = make
        }
    }

    /// A protocol on UDP.
    public struct Datagrams: Sendable {
        public var ports: [UInt16]
        /// Whether a conversation's first datagram is of this protocol; `nil`: only ports tell.
        public var begins: (@Sendable (RawSpan, Datagram) -> Bool)?
        public var make: @Sendable () -> any DatagramDissector

        public init(
            ports: [UInt16] = [], begins: (@Sendable (RawSpan, Datagram) -> Bool)? = nil,
            make: @escaping @Sendable () -> any DatagramDissector
        ) {
            self.ports = ports
            self.begins = begins
            self.make = make
        }
    }
    /// What messages of other protocols carry.
    public struct Payloads: Sendable {
        public var kinds: [MediaType.Kind]
        public var dissector: any PayloadDissector

        public init(_ kinds: [MediaType.Kind], _ dissector: any PayloadDissector) {
            self.kinds = kinds
            self.dissector = dissector
        }
    }
}
