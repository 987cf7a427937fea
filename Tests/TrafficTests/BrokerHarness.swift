import DissectMQTT
import Packets

@testable import Traffic

/// A broker without a network: clients whose packets go in and come out as values, and a clock
/// that is moved by hand.
final class BrokerHarness {
    let broker: MQTTBroker
    let actions = PeerActions(random: RandomSource(seed: 1))
    private var received: [ConnectionID: MQTTFramer] = [:]
    private var timers: [TimerID: Double] = [:]
    private(set) var closed: Set<ConnectionID> = []

    init(user: String? = nil, password: String? = nil) {
        broker = MQTTBroker(user: user, password: password)
        broker.start(actions)
        carryOut()
    }

    /// Opens a connection, without a word on it.
    func open(_ version: MQTTVersion = .v311) -> ConnectionID {
        let connection = actions.nextConnection()
        received[connection] = MQTTFramer(version)
        let host = IPAddress(127, 0, 0, 1)
        let route = Route(
            local: Endpoint(host, 1883), remote: Endpoint(host, 40_000), isAccepted: true)
        broker.connected(connection, route, actions)
        carryOut()
        return connection
    }

    /// A client that has introduced itself; what the broker answered is left out.
    func client(
        _ clientID: String, _ version: MQTTVersion = .v311,
        _ adjust: (inout MQTTConnect) -> Void = { _ in }
    ) throws -> ConnectionID {
        let connection = open(version)
        var connect = MQTTConnect(clientID)
        adjust(&connect)
        try send(.connect(connect), connection, version)
        return connection
    }

    func send(
        _ packet: MQTTPacket, _ connection: ConnectionID, _ version: MQTTVersion = .v311
    ) throws {
        send(try packet.encoded(version), connection)
    }

    func send(_ bytes: [UInt8], _ connection: ConnectionID) {
        broker.received(bytes, on: connection, actions)
        carryOut()
    }

    func end(_ connection: ConnectionID, _ end: ConnectionEnd) {
        broker.closed(connection, end, actions)
        carryOut()
    }

    /// What a client has heard since it was asked last.
    func heard(_ connection: ConnectionID) throws -> [MQTTPacket] {
        var packets: [MQTTPacket] = []
        while let packet = try received[connection]?.next() { packets.append(packet) }
        return packets
    }

    /// The messages among that.
    func messages(_ connection: ConnectionID) throws -> [MQTTPublish] {
        try heard(connection).compactMap { packet in
            if case .publish(let publish) = packet { publish } else { nil }
        }
    }

    /// Lets time pass, with the timers that are due in it.
    func wait(_ seconds: Double) {
        let end = actions.now + seconds
        while let next = timers.min(by: { $0.value < $1.value }), next.value <= end {
            timers[next.key] = nil
            actions.now = next.value
            broker.fired(next.key, actions)
            carryOut()
        }
        actions.now = end
    }

    private func carryOut() {
        for action in actions.takePending() {
            switch action {
            case .send(let connection, let bytes): received[connection]?.append(bytes)
            case .close(let connection), .abort(let connection): closed.insert(connection)
            case .setTimer(let timer, let seconds): timers[timer] = actions.now + seconds
            case .cancelTimer(let timer): timers[timer] = nil
            default: break
            }
        }
    }
}

extension BrokerHarness {
    func publish(
        _ topic: String, _ text: String, qos: UInt8 = 0, id: UInt16 = 1, isRetained: Bool = false,
        with properties: [MQTTProperty] = [], as connection: ConnectionID,
        _ version: MQTTVersion = .v311
    ) throws {
        var publish = MQTTPublish(topic, Array(text.utf8), qos: qos, id: id)
        publish.isRetained = isRetained
        publish.properties = properties
        try send(.publish(publish), connection, version)
    }

    /// Subscribes; what was answered is among what the client has heard.
    func subscribe(
        _ filter: String, options: UInt8 = 0, with properties: [MQTTProperty] = [],
        as connection: ConnectionID, _ version: MQTTVersion = .v311
    ) throws {
        let subscription = MQTTSubscription(filter, options: options)
        try send(.subscribe(id: 9, [subscription], properties), connection, version)
    }
}

extension MQTTPublish {
    var text: String { String(decoding: payload, as: UTF8.self) }
}
