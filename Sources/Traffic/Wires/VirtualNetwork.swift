internal import Captures
internal import Packets

/// Hosts, the packets between them, and a clock that jumps from one event to the next.
final class VirtualNetwork {
    enum Event {
        case seen(VirtualPacket)
        case arrives(VirtualPacket)
        case tcpTime(VirtualTCP)
        case peer(Int, PeerCall)
        case timer(TimerTable.Key, Int)
    }

    /// Times that servers' timers may go off with nothing else happening, before the run counts
    /// as one that came to a halt.
    static var idleTimerCountMax: Int { 10_000 }
    /// After a week of virtual time a run counts as halted too: clients may ping for ever.
    static var timeMax: Int64 { 7 * 86_400 * 1_000_000_000 }
    /// How long a program takes to answer, in nanoseconds.
    static var thinking: ClosedRange<Int> { 15_000...45_000 }

    private(set) var failure: TrafficError?
    private var ensemble: Ensemble
    private let options: ScenarioOptions
    private let tap: any FrameSink
    private let report: (String) -> Void
    private var events = EventQueue<Event>()
    private var timers = TimerTable()
    private var hosts: [IPAddress: VirtualHost] = [:]
    private var connections = VirtualConnections()
    private var sockets: [VirtualSocketKey: Endpoint] = [:]
    private var link: VirtualLink
    private var random: RandomSource
    private var now: Int64 = 0
    private var idleTimerCount = 0
    /// When a peer is told next at the earliest: it does one thing after the other.
    private var busyUntil: [Int64]

    init(
        _ actors: [Actor], _ options: ScenarioOptions, tap: any FrameSink,
        report: @escaping (String) -> Void
    ) {
        self.options = options
        self.tap = tap
        self.report = report
        ensemble = Ensemble(actors, seed: options.seed)
        random = RandomSource(seed: options.seed ^ 0x6E65_7477_6F72_6B00)
        link = VirtualLink(options.faults, random: random.fork())
        busyUntil = actors.map { _ in 0 }
        for actor in actors where hosts[actor.address] == nil {
            hosts[actor.address] = VirtualHost(actor.address, random: &random)
        }
    }

    /// Runs until nothing is left to happen, the run has failed, or the capture cannot be written.
    func run() throws(CaptureError) {
        for index in ensemble.order { events.insert(.peer(index, .start), at: 0) }
        while failure == nil, let (time, event) = events.popFirst() {
            now = time
            guard now < Self.timeMax else { break }
            try handle(event)
        }
        if failure == nil, !ensemble.isOver { failure = ensemble.halted }
    }

    private func handle(_ event: Event) throws(CaptureError) {
        switch event {
        case .seen(let packet):
            for frame in FrameBuilder.frames(packet) { try tap.take(frame, at: now) }
        case .arrives(let packet): arrive(packet)
        case .tcpTime(let end):
            if end.looksAt == now { end.looksAt = nil }
            if let deadline = end.deadline, deadline <= now { end.timeCame(now) }
            collect(end)
        case .peer(let index, let call):
            idleTimerCount = 0
            tell(index, call)
        case .timer(let key, let generation):
            // Once all clients are done, the servers' timers are of no interest.
            guard !ensemble.isOver, timers.take(key, generation) else { return }
            let isIdle = ensemble.actors[key.actor].role == .server || key.timer == .pulse
            idleTimerCount = isIdle ? idleTimerCount + 1 : 0
            if idleTimerCount > Self.idleTimerCountMax { failure = failure ?? ensemble.halted }
            tell(key.actor, .fired(key.timer))
        }
    }

    // MARK: - Peers

    private func tell(_ index: Int, _ call: PeerCall) {
        let actions = ensemble.tell(index, call, at: Double(now) / 1e9)
        for action in actions { carryOut(action, of: index) }
    }

    /// Has a peer told something as soon as it gets to it.
    private func enter(_ call: PeerCall, for index: Int) {
        let time = max(now, busyUntil[index]) + Int64(random.number(in: Self.thinking))
        busyUntil[index] = time
        events.insert(.peer(index, call), at: time)
    }

    private func carryOut(_ action: PeerActions.Action, of index: Int) {
        let address = ensemble.actors[index].address
        switch action {
        case .listen(let port): hosts[address]?.listeners[port] = index
        case .connect(let id, let endpoint): connect(index, id, from: address, to: endpoint)
        case .send(let id, let bytes): withEnd(index, id) { $0.send(bytes, now) }
        case .close(let id): withEnd(index, id) { $0.close(now) }
        case .abort(let id): withEnd(index, id) { $0.abort(now) }
        case .bind(let id, let port): bind(index, id, port, at: address)
        case .unbind(let id):
            let socket = sockets.removeValue(forKey: VirtualSocketKey(actor: index, id: id))
            if let socket { hosts[address]?.datagramSockets[socket.port] = nil }
        case .sendDatagram(let id, let bytes, let endpoint):
            guard let source = sockets[VirtualSocketKey(actor: index, id: id)] else { return }
            launch(.datagram(bytes), from: source, to: endpoint)
        case .setTimer(let timer, let seconds):
            let key = TimerTable.Key(actor: index, timer: timer)
            events.insert(.timer(key, timers.set(key)), at: now + Int64(seconds * 1e9))
        case .cancelTimer(let timer): timers.cancel(.init(actor: index, timer: timer))
        case .give(let cue):
            for other in ensemble.actors.indices where other != index {
                enter(.heard(cue), for: other)
            }
        case .report(let text): report("\(ensemble.actors[index].name): \(text)")
        case .finish: ensemble.finish(index)
        case .fail(let reason): failure = failure ?? ensemble.failure(index, reason)
        }
    }

    // MARK: - Connections

    private func withEnd(_ index: Int, _ id: ConnectionID, _ act: (VirtualTCP) -> Void) {
        guard let end = connections.end(of: index, id) else { return }
        act(end)
        collect(end)
    }

    private func connect(
        _ index: Int, _ id: ConnectionID, from address: IPAddress, to endpoint: Endpoint
    ) {
        let port = hosts[address]?.choosePort() ?? 0
        let end = makeEnd(Endpoint(address, port), endpoint)
        connections.add(end, of: index, id, isAccepted: false)
        end.open(now)
        collect(end)
    }

    private func makeEnd(_ local: Endpoint, _ remote: Endpoint) -> VirtualTCP {
        VirtualTCP(
            local: local, remote: remote,
            segmentByteCountMax: FrameBuilder.segmentByteCountMax(local.address, remote.address),
            cut: options.faults.cut, random: random.fork())
    }

    /// Sends what an end has to send, and tells its peer what it has to tell.
    private func collect(_ end: VirtualTCP) {
        for segment in end.takeSegments() {
            launch(.tcp(segment, end), from: end.local, to: end.remote)
        }
        if let owner = connections.owner(of: end) {
            for notice in end.takeNotices() {
                enter(owner.call(notice), for: owner.actor)
            }
        }
        guard let deadline = end.deadline, deadline < end.looksAt ?? .max else { return }
        end.looksAt = max(now, deadline)
        events.insert(.tcpTime(end), at: max(now, deadline))
    }

    private func bind(_ index: Int, _ id: SocketID, _ port: UInt16, at address: IPAddress) {
        let chosen = port == 0 ? hosts[address]?.choosePort() ?? 0 : port
        let isRefused = hosts[address]?.datagramSockets[chosen] != nil
        let call: PeerCall = isRefused ? .refused(id, port: chosen) : .bound(id, port: chosen)
        events.insert(.peer(index, call), at: now)
        guard !isRefused else { return }
        hosts[address]?.datagramSockets[chosen] = VirtualSocket(actor: index, id: id)
        sockets[VirtualSocketKey(actor: index, id: id)] = Endpoint(address, chosen)
    }

    // MARK: - Packets

    private func launch(
        _ content: VirtualPacket.Content, from source: Endpoint, to destination: Endpoint
    ) {
        let packet = VirtualPacket(
            source: source, destination: destination, content: content,
            number: hosts[source.address]?.nextPacketNumber() ?? 0)
        let time = hosts[source.address]?.put(packet, at: now) ?? now
        for passing in link.pass(packet, at: time) {
            if let time = passing.seenAt { events.insert(.seen(packet), at: time) }
            if let time = passing.arrivesAt { events.insert(.arrives(packet), at: time) }
        }
    }

    private func arrive(_ packet: VirtualPacket) {
        switch packet.content {
        case .datagram(let bytes):
            let host = hosts[packet.destination.address]
            guard let socket = host?.datagramSockets[packet.destination.port] else { return }
            enter(.datagram(bytes, from: packet.source, on: socket.id), for: socket.actor)
        case .refusal(let segment, let end):
            end.receive(segment, now)
            collect(end)
        case .tcp(let segment, let sender):
            if let end = connections.end(packet.destination, packet.source) {
                end.receive(segment, now)
                collect(end)
            } else if segment.flags.contains(.syn), !segment.flags.contains(.ack) {
                accept(segment, packet, from: sender)
            }
        }
    }

    private func accept(
        _ segment: VirtualSegment, _ packet: VirtualPacket, from sender: VirtualTCP
    ) {
        let listeners = hosts[packet.destination.address]?.listeners
        guard let index = listeners?[packet.destination.port] else {
            let refusal = VirtualSegment(flags: [.rst, .ack], offset: 0, acknowledged: 1)
            return launch(
                .refusal(refusal, of: sender), from: packet.destination, to: packet.source)
        }
        let end = makeEnd(packet.destination, packet.source)
        end.remoteSequence = sender.initialSequence
        sender.remoteSequence = end.initialSequence
        connections.add(end, of: index, ensemble.actions[index].nextConnection(), isAccepted: true)
        end.receive(segment, now)
        collect(end)
    }
}
