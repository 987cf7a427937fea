public import Captures
internal import Glibc

/// The file that a capture writes, or one after the other of a ring: `-w` and `-b`.
///
/// Blocks reach the file whole, at the latest when no packets are at hand; so what a process that
/// was killed leaves behind can be read up to the last of them.
public final class CaptureFiles {
    public struct Plan: Equatable, Sendable {
        /// `-` for standard output.
        public var path: String
        public var format = CaptureWriter<FileSink>.Format.pcapng
        public var ring: RingConditions?
        /// Bytes after which the only file ends.
        public var byteCountMax: Int?
        /// Files after which a ring ends.
        public var fileCountMax: Int?
        /// Who writes, as in "earshot 1.0".
        public var application: String

        public init(path: String, application: String) {
            self.path = path
            self.application = application
        }
    }

    /// Set when nothing more can be written.
    private(set) var failure: LiveError?
    /// Whether a limit has been reached.
    private(set) var isFull = false
    private let plan: Plan
    private let name: CaptureFileName
    private let interfaces: [CaptureMetadata.Interface]
    private let owner: Privileges.User?
    private var path: String
    private var writer: CaptureWriter<FileSink>
    private var packetCount = 0
    private var fileCount = 1
    private var begin = MonotonicTime.now
    /// Those of the ring that are kept, the oldest first.
    private var keptPaths: [String] = []

    /// - Parameter owner: who is to own a file that is new, if not whoever makes it.
    public init(
        _ plan: Plan, _ interfaces: [CaptureMetadata.Interface], owner: Privileges.User?
    ) throws(LiveError) {
        self.plan = plan
        self.interfaces = interfaces
        self.owner = owner
        name = CaptureFileName(plan.path)
        path = plan.ring == nil ? plan.path : name.text(1, at: time(nil))
        writer = try Self.open(path, plan, interfaces, owner)
        keptPaths = [path]
    }

    private static func open(
        _ path: String, _ plan: Plan, _ interfaces: [CaptureMetadata.Interface],
        _ owner: Privileges.User?
    ) throws(LiveError) -> CaptureWriter<FileSink> {
        let sink: FileSink
        do throws(CaptureError) {
            sink = try open(path, owner)
        } catch {
            throw .file(path, error)
        }
        var section = CaptureMetadata.Section()
        section.application = plan.application
        section.operatingSystem = CaptureDevice.operatingSystem
        var writer = CaptureWriter(
            plan.format, to: sink, interface: interfaces.first, section: section)
        for interface in interfaces.dropFirst() { _ = writer.addInterface(interface) }
        return writer
    }

    /// What was captured is for its owner alone to read, as with dumpcap.
    private static func open(
        _ path: String, _ owner: Privileges.User?
    ) throws(CaptureError) -> FileSink {
        if path == "-" { return try FileSink(path: path) }
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC
        let new = unsafe Glibc.open(path, flags | O_EXCL, 0o600)
        if new >= 0 {
            if let owner { _ = fchown(new, owner.id, owner.group) }
            return FileSink(descriptor: new)
        }
        let existing = unsafe Glibc.open(path, flags | O_TRUNC, 0o600)
        guard existing >= 0 else { throw .system(errno) }
        return FileSink(descriptor: existing)
    }
}

// MARK: - Packets

extension CaptureFiles {
    func append(_ bytes: RawSpan, time: Int64, originalCount: Int, interface: Int) {
        guard failure == nil, !isFull else { return }
        note { () throws(CaptureError) in
            try writer.append(
                bytes, time: time, originalCount: originalCount, interface: interface)
        }
        packetCount += 1
    }

    /// Whether the next packet belongs into another file.
    var isFileDone: Bool {
        guard let ring = plan.ring else { return false }
        return packetCount >= ring.packetCount ?? .max || writer.byteCount >= ring.byteCount ?? .max
            || MonotonicTime.now >= deadline ?? .max
    }

    /// When that is so without a packet.
    var deadline: Int64? {
        plan.ring?.duration.map { begin &+ MonotonicTime.nanoseconds($0) }
    }

    /// Call behind each packet.
    ///
    /// - Parameter statistics: how the interfaces did until now.
    func checkSize(_ statistics: () -> [CaptureMetadata.Statistics]) {
        if plan.ring == nil {
            isFull = isFull || writer.byteCount >= plan.byteCountMax ?? .max
        } else if isFileDone {
            beginNext(statistics())
        }
    }

    /// Writes out what there is.  Call when no packets are at hand.
    func endRound() {
        guard failure == nil else { return }
        note { () throws(CaptureError) in try writer.finish() }
    }

    /// Writes what is known only at the end.
    func finish(_ statistics: [CaptureMetadata.Statistics]) {
        guard failure == nil else { return }
        if case .pcapng = plan.format {
            for (index, statistics) in statistics.enumerated() {
                writer.append(statistics, interface: index)
            }
        }
        endRound()
    }

    private func beginNext(_ statistics: [CaptureMetadata.Statistics]) {
        finish(statistics)
        guard failure == nil, fileCount < plan.fileCountMax ?? .max else {
            isFull = true
            return
        }
        do throws(LiveError) {
            let next = name.text(fileCount + 1, at: time(nil))
            writer = try Self.open(next, plan, interfaces, owner)
            path = next
        } catch {
            failure = error
            return
        }
        fileCount += 1
        packetCount = 0
        begin = MonotonicTime.now
        keptPaths.append(path)
        removeOldest()
    }

    private func removeOldest() {
        guard let count = plan.ring?.fileCount else { return }
        while keptPaths.count > max(1, count) {
            unsafe unlink(keptPaths.removeFirst())
        }
    }

    private func note(_ write: () throws(CaptureError) -> Void) {
        do throws(CaptureError) { try write() } catch { failure = .file(path, error) }
    }
}
