extension SocketWire {
    /// How a play goes over sockets, and who is told of it.
    public struct Setting {
        /// How many times faster than the scenario's clock runs.
        public var speed = 1.0
        /// Where the server is, if not in this run.
        public var server: Endpoint?
        /// The second and third byte of all addresses: plays with different ones do not meet.
        public var network: UInt16 = 0
        /// Asked several times a second whether the run is to end.
        public var isStopped: () -> Bool = { false }
        public var report: (String) -> Void = { _ in }

        public init() {}
    }
}
