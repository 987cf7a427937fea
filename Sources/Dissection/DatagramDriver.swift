internal import Bytes

/// Gives a conversation's datagrams to whoever reads them.
public struct DatagramDriver {
    private let registry: Registry
    private var dissector: (any DatagramDissector)?
    private var name: StaticString = ""
    private var attempt = 0
    private var hasRead = false
    /// Whether a port tells who may read them: then each datagram is offered anew, as the first
    /// may be the one that is broken.
    private var hasPort = false
    /// Nobody reads these datagrams: the conversation needs no driver any more.
    public private(set) var isGivenUp = false

    public init(registry: Registry) {
        self.registry = registry
    }

    /// Takes the next datagram and reports its message.
    ///
    /// - Returns: false when nobody read it: the packet is plain UDP.
    public mutating func receive(
        _ bytes: RawSpan, _ datagram: Datagram, into message: inout Message,
        to sink: inout some MessageSink
    ) -> Bool {
        while !isGivenUp {
            if dissector == nil { find(bytes, datagram) }
            if dissector == nil { break }
            message.reset(level: 0)
            message.begin(name, stream: 0, sender: datagram.sender)
            var cursor = ByteCursor(bytes)
            if dissector?.read(&cursor, datagram, into: &message) ?? false {
                hasRead = true
                report(bytes, datagram, into: &message, to: &sink)
                return true
            }
            message.rollBack()
            if hasRead { return false }
            dissector = nil
        }
        attempt = 0
        return false
    }

    private mutating func find(_ bytes: RawSpan, _ datagram: Datagram) {
        while dissector == nil, attempt <= 2 {
            dissector = registry.findDatagram(bytes, datagram, attempt: attempt)
            if attempt < 2, dissector != nil { hasPort = true }
            attempt += 1
        }
        guard let dissector else {
            isGivenUp = !hasPort
            return
        }
        name = type(of: dissector).name
    }

    private func report(
        _ bytes: RawSpan, _ datagram: Datagram, into message: inout Message,
        to sink: inout some MessageSink
    ) {
        let range = StreamRange(offset: 0, count: datagram.originalCount)
        message.place.range = range
        message.place.carrier = range
        message.commit(isReassembled: false)
        sink.receive(&message, bytes: MessageBytes(bytes, at: 0))
    }
}
