import Bytes
import DissectDNS
import Dissection
import TestKit

/// Reads datagrams of one conversation, and tells what was found in the last one.
final class Reading {
    private var driver: DatagramDriver
    private var message: Message
    private var sink = RecordingSink()
    private let table = FieldTable([DNSFields.family])
    private var packet = 0

    init(depth: Depth = .tree) {
        driver = DatagramDriver(registry: Registry(DNSProtocols.entries))
        message = Message(depth: depth)
    }

    /// - Parameter sentCount: the datagram's size on the wire; all of it was captured if `nil`.
    @discardableResult
    func read(
        _ bytes: [UInt8], port: UInt16 = 53, at seconds: Double = 0, sentCount: Int? = nil
    ) -> String {
        packet += 1
        let time = Int64(seconds * 1_000_000_000)
        message.beginPacket(number: packet, time: time)
        let datagram = Datagram(
            sender: .client, sourcePort: 40000, destinationPort: port, packetNumber: packet,
            time: time, originalCount: sentCount ?? bytes.count)
        _ = driver.receive(bytes.rawSpan, datagram, into: &message, to: &sink)
        return message.info.text
    }

    var notes: [Note] { message.notes }
    var fieldCount: Int { message.fields.count }
    var textByteCount: Int { message.decoded.count }

    /// The values of a field in the last message.
    func values(_ name: String) -> [String] {
        guard let id = table.find(name), let record = sink.records.last else { return [] }
        return message.fields.indices.compactMap { index in
            message.fields[index].id == id ? record.fields[index] : nil
        }
    }
}
