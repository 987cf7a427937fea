internal import Bytes
public import Dissection

/// Gives a driver the same bytes from both ends, one after the other.
public struct StreamFeed {
    /// How many bytes come at a time.
    public var step: Int
    /// Whether the capture begins in the middle of the connection.
    public var isMidstream: Bool
    /// Whether bytes are missing behind the first piece of each end.
    public var losesBytes = false
    /// Whether those are the end of a packet that the capture cut.
    public var cutsPacket = false

    public init(step: Int, isMidstream: Bool) {
        self.step = step
        self.isMidstream = isMidstream
    }

    public func run(
        _ bytes: [UInt8], _ driver: inout StreamDriver, _ message: inout Message,
        to sink: inout TouchingSink
    ) {
        if isMidstream {
            driver.joinMidstream(.client)
            driver.joinMidstream(.server)
        }
        for sender in [Endpoint.client, .server] {
            var offset = 0
            while offset < bytes.count {
                let end = min(offset + step, bytes.count)
                message.beginPacket()
                driver.receive(
                    bytes.rawSpan.extracting(offset..<end), from: sender, into: &message,
                    to: &sink)
                if losesBytes, offset == 0 {
                    driver.lose(
                        byteCount: step, from: sender, isCut: cutsPacket, into: &message, to: &sink)
                }
                offset = end
            }
            driver.finish(sender, into: &message, to: &sink)
        }
    }
}
