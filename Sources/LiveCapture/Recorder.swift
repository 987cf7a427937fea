internal import CPcap
public import Captures
internal import Glibc

/// Takes packets from interfaces and puts them into a file, into a ring for whoever lists them, or
/// both; the work of a thread of its own.
///
/// Waits for nobody but the disk: packets that the ring has no room for are counted, and left out
/// of the list, but not of the file.  While the disk is slow, the kernel keeps packets.
public final class Recorder {
    private let devices: [CaptureDevice]
    private let files: CaptureFiles?
    private let ring: PacketRing?
    private let conditions: StopConditions
    private let signals: StopSignals
    private var recording = Recording()
    private var seenCount = 0
    private var begin: UInt64 = 0

    /// Packets of an interface before its neighbour has its turn, and the list is woken.
    private static var roundCountMax: Int { 512 }

    /// Milliseconds to wait for an interface that cannot be waited for.
    private static var patience: Int32 { 10 }

    public init(
        _ devices: [CaptureDevice], files: CaptureFiles?, ring: PacketRing?,
        conditions: StopConditions, signals: StopSignals
    ) {
        self.devices = devices
        self.files = files
        self.ring = ring
        self.conditions = conditions
        self.signals = signals
        recording.devices = devices.map { Recording.Device(name: $0.name) }
    }

    var interfaces: [CaptureMetadata.Interface] { devices.map(\.interface) }

    /// Whether somebody takes packets out of a ring.
    var feedsList: Bool { ring != nil }

    /// Captures until a condition is met, a signal comes, or a bell rings.
    func run(until bell: Doorbell) -> Recording {
        begin = Self.wallTime
        do throws(LiveError) {
            try record(until: bell)
        } catch {
            recording.failure = error
        }
        let statistics = statistics
        files?.finish(statistics)
        recording.failure = recording.failure ?? files?.failure
        ring?.close()
        return recording
    }

    /// Waits for a bell or a signal.  Returns whether it was a signal.
    func wait(for bell: Doorbell) -> Bool {
        var places = places(bell).prefix(2).map(\.self)
        while true {
            _ = unsafe poll(&places, nfds_t(places.count), -1)
            if places[1].revents != 0 { return false }
            if signals.take() { return true }
        }
    }
}

// MARK: - The loop

extension Recorder {
    private func record(until bell: Doorbell) throws(LiveError) {
        let end = conditions.duration.map {
            MonotonicTime.now &+ MonotonicTime.nanoseconds($0)
        }
        var places = places(bell)
        while !isDone {
            let deadline = [end, files?.deadline].compactMap(\.self).min()
            try takeRound(&places, milliseconds: MonotonicTime.milliseconds(until: deadline))
            let isAsked = places[1].revents != 0 || signals.take()
            if isAsked || MonotonicTime.now >= end ?? .max { return try takeRest(&places) }
        }
    }

    /// What the kernel has when the end comes belongs to the capture.
    private func takeRest(_ places: inout [pollfd]) throws(LiveError) {
        let end = MonotonicTime.now &+ 2 &* Int64(CaptureDevice.deliveryTime) &* 1_000_000
        while !isDone, MonotonicTime.now < end {
            (places[0].events, places[1].events) = (0, 0)
            try takeRound(&places, milliseconds: MonotonicTime.milliseconds(until: end))
        }
    }

    private var isDone: Bool {
        seenCount >= conditions.packetCount ?? .max || files?.isFull == true
    }

    /// Signals, the bell, and the interfaces.
    private func places(_ bell: Doorbell) -> [pollfd] {
        ([signals.descriptor, bell.descriptor] + devices.map(\.descriptor)).map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
    }

    private func takeRound(
        _ places: inout [pollfd], milliseconds: Int32
    ) throws(LiveError) {
        let isBlind = devices.contains { $0.descriptor < 0 }
        let patience = isBlind && milliseconds < 0 ? Self.patience : milliseconds
        _ = unsafe poll(&places, nfds_t(places.count), patience)
        for index in devices.indices {
            let place = places[index + 2]
            if place.revents != 0 || place.fd < 0 { try takeRound(of: index) }
        }
        if let files {
            files.checkSize { statistics }
            files.endRound()
            if let failure = files.failure { throw failure }
        }
        ring?.wake()
    }

    private func takeRound(of index: Int) throws(LiveError) {
        let device = devices[index]
        for _ in 0..<Self.roundCountMax {
            if isDone || files?.failure != nil { return }
            let isThere = try device.next { bytes, time, originalCount in
                take(bytes, time, originalCount, from: index)
            }
            if !isThere { return }
        }
    }

    private func take(_ bytes: RawSpan, _ time: Int64, _ originalCount: Int, from index: Int) {
        seenCount += 1
        recording.devices[index].seenCount += 1
        if let files {
            files.append(bytes, time: time, originalCount: originalCount, interface: index)
            files.checkSize { statistics }
        }
        guard let ring else { return }
        let interface = devices[index].interface
        let record = PacketRecord(
            time: time, count: bytes.byteCount, originalCount: originalCount,
            linkType: interface.linkType, timeDigits: interface.timeDigits, interface: index)
        if !ring.append(bytes, record) { recording.devices[index].leftOutCount += 1 }
    }
}

// MARK: - Statistics

extension Recorder {
    /// What the kernel has counted until now, for the file and for the recording.
    private var statistics: [CaptureMetadata.Statistics] {
        let now = Self.wallTime
        return devices.indices.map { index in
            let counts = devices[index].counts()
            recording.devices[index].kernel = counts
            var statistics = CaptureMetadata.Statistics()
            statistics.time = now
            statistics.startTime = begin
            statistics.endTime = now
            statistics.received = UInt64(counts.received)
            statistics.dropped = UInt64(counts.droppedByInterface)
            statistics.droppedBySystem = UInt64(counts.dropped)
            statistics.delivered = UInt64(recording.devices[index].seenCount)
            return statistics
        }
    }

    /// Nanoseconds since 1970, as our interfaces count time.
    private static var wallTime: UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return UInt64(clamping: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
    }
}
