internal import DissectMQTT

/// Cuts a stream into control packets and reads them.
struct MQTTFramer: MessageFramer {
    /// A longer packet is not waited for.
    static var packetByteCountMax: Int { 16 << 20 }

    /// Of the connection: what its CONNECT says, as soon as there was one.
    var version: MQTTVersion
    private var queue = ByteQueue()

    /// - Parameter version: for a client, which sends the CONNECT itself.
    init(_ version: MQTTVersion = .v311) { self.version = version }

    mutating func append(_ bytes: [UInt8]) { queue.append(bytes) }

    mutating func next() throws(FramingError) -> MQTTPacket? {
        let count: Int?
        do throws(MQTTDecodingError) {
            count = try MQTTPacket.byteCount(queue.peek(5))
        } catch {
            throw FramingError(error.reason)
        }
        guard let count else { return nil }
        guard count <= Self.packetByteCountMax else {
            throw FramingError("a packet of \(count) bytes")
        }
        guard let bytes = queue.take(count) else { return nil }
        do throws(MQTTDecodingError) {
            return try MQTTPacket(bytes, version: &version)
        } catch {
            throw FramingError(error.reason)
        }
    }
}
