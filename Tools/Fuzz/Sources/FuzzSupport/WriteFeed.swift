internal import Bytes
public import Dissection

/// Gives a driver writes: each is who sent or lost it, its size in two bytes, and its bytes.
public struct WriteFeed {
    /// How many bytes come at a time.
    private let step: Int

    public init(step: Int) { self.step = step }

    public func run(
        _ input: RawSpan, _ driver: inout StreamDriver, _ message: inout Message,
        to sink: inout TouchingSink
    ) {
        var offset = 0
        while offset + 3 <= input.byteCount {
            let kind = input.byte(at: offset)
            let sender: Endpoint = kind & 1 == 0 ? .client : .server
            let size = Int(input.byte(at: offset + 1)) << 8 | Int(input.byte(at: offset + 2))
            offset += 3
            if kind & 2 != 0 {
                // What is cut off belongs to the packet before.
                let isCut = kind & 4 != 0
                if !isCut { message.beginPacket() }
                driver.lose(
                    byteCount: size, from: sender, isCut: isCut, into: &message, to: &sink)
                continue
            }
            let end = min(offset + size, input.byteCount)
            while offset < end {
                let next = step < end - offset ? offset + step : end
                message.beginPacket()
                driver.receive(
                    input.extracting(offset..<next), from: sender,
                    end: next == end ? .pushed : [], into: &message, to: &sink)
                offset = next
            }
        }
        for sender in [Endpoint.client, .server] {
            driver.finish(sender, into: &message, to: &sink)
        }
    }
}
