import Bytes
import DissectChat
import Dissection
import TestKit

/// Reads the conversations of one run: chat connections, and the UDP that they announce.
final class Reading {
    private let registry: Registry
    private var message: Message
    private var sink = RecordingSink()
    private let table = FieldTable([ChatFields.family])
    private var datagrams: [UInt16: DatagramDriver] = [:]
    private var packet = 0

    init(depth: Depth = .tree, isRich: Bool = false, ports: [PortOverride] = []) {
        registry = Registry(ChatProtocols.entries(), overrides: ports)
        message = Message(depth: depth, isRich: isRich)
    }

    /// A connection of this run, from its handshake on.
    func connect(port: UInt16 = 55000, clientPort: UInt16 = 40000) -> ReadingConnection {
        ReadingConnection(
            StreamDriver(
                registry: registry, serverPort: port, clientPort: clientPort, isServerKnown: true))
    }

    @discardableResult
    func write(
        _ connection: ReadingConnection, _ sender: Endpoint, _ bytes: [UInt8],
        end: DeliveryEnd = .pushed
    ) -> String {
        packet += 1
        message.beginPacket(number: packet)
        connection.driver.receive(
            bytes.rawSpan, from: sender, end: end, into: &message, to: &sink)
        return message.info.text
    }

    /// - Parameter sentCount: the datagram's size on the wire; all of it was captured if `nil`.
    @discardableResult
    func send(
        _ bytes: [UInt8], from sender: Endpoint = .client, port: UInt16 = 55000,
        clientPort: UInt16 = 40000, sentCount: Int? = nil
    ) -> String? {
        packet += 1
        message.beginPacket(number: packet)
        let isClient = sender == .client
        let datagram = Datagram(
            sender: sender, sourcePort: isClient ? clientPort : port,
            destinationPort: isClient ? port : clientPort, packetNumber: packet, time: 0,
            originalCount: sentCount ?? bytes.count)
        var driver = datagrams[clientPort] ?? DatagramDriver(registry: registry)
        let isRead = driver.receive(bytes.rawSpan, datagram, into: &message, to: &sink)
        datagrams[clientPort] = driver
        return isRead ? message.info.text : nil
    }

    var notes: [String] { message.notes.map { "\($0.rule)" } }
    var names: [String] { sink.records.map(\.name) }
    var protocolName: String { sink.records.last?.name ?? "" }

    /// The values of a field in the last message.
    func values(_ name: String) -> [String] {
        guard let id = table.find(name), let record = sink.records.last else { return [] }
        return message.fields.indices.compactMap { index in
            message.fields[index].id == id ? record.fields[index] : nil
        }
    }
}

final class ReadingConnection {
    var driver: StreamDriver

    init(_ driver: consuming StreamDriver) { self.driver = driver }

    var isGivenUp: Bool { driver.isGivenUp }
}

extension Reading {
    @discardableResult
    func client(_ connection: ReadingConnection, _ message: ChatMessage) -> String {
        write(connection, .client, message.encoded)
    }

    @discardableResult
    func server(_ connection: ReadingConnection, _ messages: ChatMessage...) -> String {
        write(connection, .server, messages.flatMap(\.encoded))
    }

    /// A connection of Bob's, with Alice there too.
    func connectBob() -> ReadingConnection {
        let connection = connect()
        client(connection, .join("Bob"))
        server(connection, .joined("Bob"))
        server(connection, .users(["Alice"]))
        return connection
    }
}
