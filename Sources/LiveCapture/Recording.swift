/// How a capture went.
public struct Recording: Equatable, Sendable {
    public struct Device: Equatable, Sendable {
        public var name: String
        /// Packets that we got.
        public var seenCount = 0
        public var kernel = CaptureDevice.Counts()
        /// Of those that we got, the packets that are not listed: whoever understands and prints
        /// them was too slow.
        public var leftOutCount = 0
    }

    public var devices: [Device] = []
    /// Why it ended, if it was not to.
    public var failure: LiveError?

    public init() {}
}
