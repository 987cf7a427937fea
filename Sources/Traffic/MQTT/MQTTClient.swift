internal import DissectMQTT

/// A client, as scripts want it: what it can do are steps, and what every client does by itself
/// (acknowledge messages, keep the connection alive) it does.
final class MQTTClient {
    typealias Line = Step<MQTTPacket>

    /// In the cast, and in messages.
    let name: String
    private let broker: Endpoint
    private let version: MQTTVersion
    private var introduction: MQTTConnect
    private var script: [Line] = []
    private var lastID: UInt16 = 0
    private var lastSent = 0.0
    private var lastHeard = 0.0

    /// - Parameters:
    ///   - adjust: changes how it introduces itself: without a name, so that the broker makes one
    ///     up, with a clean session, and a keep-alive of a minute.
    init(
        _ name: String, _ options: ScenarioOptions, version: MQTTVersion = .v311,
        _ adjust: (inout MQTTConnect) -> Void = { _ in }
    ) {
        self.name = name
        self.version = version
        broker = MQTTScenarios.home(options)
        introduction = MQTTConnect("", options)
        adjust(&introduction)
    }

    /// What it does, from beginning to end.
    func plays(_ script: Line...) { self.script = script }

    /// The client, ready to play.
    var peer: ScriptedPeer<MQTTFramer> {
        let version = version
        return ScriptedPeer(
            script, framer: { MQTTFramer(version) },
            aside: { packet, stage in self.reacts(to: packet, stage) },
            onPulse: { stage in self.keepAlive(stage) })
    }

    // MARK: - Steps

    /// Connects, and introduces itself.
    var connects: Line { .all([.connect(broker), introducesItself]) }

    private var introducesItself: Line {
        .all([
            .act("introduces itself") { stage in
                self.send(.connect(self.introduction), stage)
                self.lastHeard = self.lastSent
                self.lastID = 0
                self.keepAlive(stage)
            },
            .hear("an answer to CONNECT") { packet, stage in
                guard case .connack(_, let code, _) = packet else { return false }
                if code > 0 {
                    let server = stage.route.map { "\($0.remote)" } ?? "the server"
                    stage.fail("\(server) refused the client: \(MQTTReason.words(code))")
                }
                return true
            },
        ])
    }

    func subscribes(
        _ filter: String, qos: UInt8 = 0, options: UInt8 = 0, _ properties: [MQTTProperty] = []
    ) -> Line {
        .all([
            .act("subscribes to \(filter)") { stage in
                let subscription = MQTTSubscription(filter, options: options | qos)
                self.send(.subscribe(id: self.nextID(), [subscription], properties), stage)
            },
            .hear("an answer to SUBSCRIBE") { packet, stage in
                guard case .suback(_, let codes, _) = packet else { return false }
                if let code = codes.first, code >= 0x80 {
                    stage.fail("the subscription to \(filter) was refused, code \(code)")
                }
                return true
            },
        ])
    }

    func unsubscribes(_ filter: String) -> Line {
        .all([
            .act("unsubscribes") { stage in
                self.send(.unsubscribe(id: self.nextID(), [filter], []), stage)
            },
            .hear("an answer to UNSUBSCRIBE") { packet, _ in
                if case .unsuback = packet { true } else { false }
            },
        ])
    }

    /// Publishes, and waits until the broker has taken over.
    func publishes(
        _ topic: String, _ payload: [UInt8], qos: UInt8 = 0, isRetained: Bool = false,
        _ properties: [MQTTProperty] = []
    ) -> Line {
        let publish = Line.act("publishes") { stage in
            let id = qos > 0 ? self.nextID() : 0
            var publish = MQTTPublish(topic, payload, qos: qos, id: id)
            publish.isRetained = isRetained
            publish.properties = properties
            self.send(.publish(publish), stage)
        }
        return switch qos {
        case 0: publish
        case 1: .all([publish, hears(.puback)])
        default:
            .all([publish, hears(.pubrec), .act("releases") { self.release($0) }, hears(.pubcomp)])
        }
    }

    private func hears(_ type: MQTTPacketType) -> Line {
        .hear("\(type) for its message") { packet, _ in
            guard case .acknowledgment(type, let id, _, _) = packet else { return false }
            return id == self.lastID
        }
    }

    private func release(_ stage: Stage) {
        send(.acknowledgment(.pubrel, id: lastID, reason: 0, []), stage)
    }

    /// Waits for a message.
    func receives(_ topic: String) -> Line {
        .hear("a message on \(topic)") { packet, _ in
            guard case .publish(let publish) = packet else { return false }
            return publish.topic == topic
        }
    }

    var disconnects: Line {
        .all([
            .act("says goodbye") { stage in
                stage.actions.cancel(.pulse)
                self.send(.disconnect(reason: 0, []), stage)
            },
            .close,
        ])
    }

    /// Is stopped: the system closes the connection, and nobody says goodbye.
    var leaves: Line {
        .all([.act("is stopped") { $0.actions.cancel(.pulse) }, .close])
    }

    /// Is gone from one moment to the next.
    var crashes: Line {
        .act("crashes") { stage in
            stage.actions.cancel(.pulse)
            stage.abort()
        }
    }

    // MARK: - What it does by itself

    /// Tells of messages, and acknowledges them as their QoS wants it.
    private func reacts(to packet: MQTTPacket, _ stage: Stage) -> Bool {
        lastHeard = stage.actions.now
        switch packet {
        case .publish(let publish):
            stage.report("\(publish.topic): \(Self.shown(publish.payload))")
            guard publish.qos > 0 else { return false }
            let answer: MQTTPacketType = publish.qos == 1 ? .puback : .pubrec
            send(.acknowledgment(answer, id: publish.id, reason: 0, []), stage)
            return false
        case .acknowledgment(.pubrel, let id, _, _):
            send(.acknowledgment(.pubcomp, id: id, reason: 0, []), stage)
            return true
        case .pingresp: return true
        default: return false
        }
    }

    /// Pings when nothing was sent, or nothing was heard, for as long as was agreed, as paho does;
    /// looks again later.
    private func keepAlive(_ stage: Stage) {
        let limit = Double(introduction.keepAlive)
        guard limit > 0 else { return }
        let now = stage.actions.now
        if now - min(lastSent, lastHeard) + 0.001 >= limit {
            send(.pingreq, stage)
            lastHeard = now
        }
        stage.actions.fire(.pulse, after: min(lastSent, lastHeard) + limit - now)
    }

    private func send(_ packet: MQTTPacket, _ stage: Stage) {
        do throws(MQTTEncodingError) {
            stage.send(try packet.encoded(version))
            lastSent = stage.actions.now
        } catch {
            stage.fail("a packet cannot be written: \(error)")
        }
    }

    private func nextID() -> UInt16 {
        lastID = lastID == .max ? 1 : lastID + 1
        return lastID
    }

    /// A short payload, if it is text.
    private static func shown(_ payload: [UInt8]) -> String {
        guard payload.count <= 80, let text = String(validating: payload, as: UTF8.self) else {
            return "\(payload.count) bytes"
        }
        return text
    }
}
