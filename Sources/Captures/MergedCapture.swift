internal import Glibc

/// Several files as one capture, in the order of their packets' times.
///
/// As mergecap does it: always the earliest of the packets that are next in their files, and
/// packets without a time at once.  So packets of one file keep their order even where their times
/// go back.  Where times are equal, the file named first comes first; mergecap takes the last one,
/// which turns a ring round whose files meet within a microsecond.
///
/// Of many files, each is open only from its first packet to its last: a ring of thousands, one
/// after the other in time, takes as little memory and as few descriptors as two.
public struct MergedCapture: CaptureSource, ~Copyable {
    /// Up to so many files are all kept open; of more, each is closed until its time comes.
    public static var filesKeptOpenMax: Int { 16 }

    private static var firstWindowByteCount: Int { 1 << 14 }

    /// The files that could not be read, or not to their ends.  What they hold up to there is
    /// handed out nevertheless.
    public private(set) var failures: [(path: String, error: CaptureError)] = []
    private let paths: [String]
    private let limits: CaptureReader.Limits
    /// The files whose time has not come, the earliest last.
    private var waiting: [(time: Int64, number: Int)] = []
    private var open: [MergedFile] = []
    private var interfaces = InterfaceNumbers()
    private var finished: [(number: Int, metadata: CaptureMetadata)] = []
    private var hasThrown = false
    /// Of files that were read to their ends, for ``takeSecrets()``.
    private var secrets: [CaptureMetadata.Secrets] = []
    /// Where the window of each file was when the batch was handed out.
    @usableFromInline var memories: [WindowMemory]

    public init(paths: [String], limits: CaptureReader.Limits = .init()) {
        self.paths = paths
        self.limits = limits
        memories = Array(repeating: .empty, count: paths.count)
        for number in paths.indices {
            let isClosed = paths.count > Self.filesKeptOpenMax && Self.isRegular(paths[number])
            // Only to see when it begins.
            let windowByteCount = isClosed ? Self.firstWindowByteCount : nil
            guard let file = start(number, windowByteCount), let time = file.headTime
            else { continue }
            if isClosed {
                memories[number] = .empty
                waiting.append((time, number))
            } else {
                open.append(file)
            }
        }
        waiting.sort { ($0.time, $0.number) > ($1.time, $1.number) }
    }

    /// A pipe cannot be closed and opened again.
    private static func isRegular(_ path: String) -> Bool {
        var status = stat()
        return unsafe path != "-" && stat(path, &status) == 0
            && status.st_mode & S_IFMT == S_IFREG
    }

    public mutating func next(_ batch: inout PacketBatch) throws(CaptureError) -> Bool {
        batch.removeAll()
        refillAll()
        while !batch.isFull {
            startWaiting()
            guard let file = earliest() else { break }
            var record = file.takeHead()
            record.source = UInt32(truncatingIfNeeded: file.number)
            record.interfaceNumber = interfaces.number(
                of: record.interfaceNumber, file: file.number)
            batch.append(record)
            // Its next packet may take the place of those that are in the batch.
            if file.headTime == nil { break }
        }
        if batch.count == 0, !hasThrown, let failure = failures.first {
            hasThrown = true
            throw failure.error
        }
        return batch.count > 0
    }

    @inlinable
    @_lifetime(borrow self)
    public func bytes(of record: borrowing PacketRecord) -> RawSpan {
        let bytes = unsafe memories[Int(record.source)].bytes(record.bytesRange)
        return unsafe _overrideLifetime(bytes, borrowing: self)
    }

    public func comments(of record: borrowing PacketRecord) -> [String] {
        let number = Int(record.source)
        return open.first { $0.number == number }?.comments(of: record) ?? []
    }

    public func extras(of record: borrowing PacketRecord) -> PacketExtras {
        let number = Int(record.source)
        return open.first { $0.number == number }?.extras(of: record) ?? PacketExtras()
    }

    public mutating func takeSecrets() -> [CaptureMetadata.Secrets] {
        defer { secrets = [] }
        for file in open { secrets += file.takeSecrets() }
        return secrets
    }

    /// Of all files, the interfaces in the order in which packets refer to them.
    public func readMetadata() -> CaptureMetadata {
        let parts = finished + open.map { ($0.number, $0.metadata) }
        return interfaces.merge(parts.sorted { $0.number < $1.number })
    }
}

// MARK: - Files

extension MergedCapture {
    private func earliest() -> MergedFile? {
        var best: MergedFile?
        for file in open {
            guard let time = file.headTime else { continue }
            guard let other = best, let bestTime = other.headTime else {
                best = file
                continue
            }
            if (time, file.number) < (bestTime, other.number) { best = file }
        }
        return best
    }

    /// Opens the files whose first packet comes before all that are open.
    private mutating func startWaiting() {
        while let first = waiting.last {
            if let best = earliest(), let time = best.headTime,
                (time, best.number) < (first.time, first.number)
            {
                return
            }
            waiting.removeLast()
            if let file = start(first.number) { open.append(file) }
        }
    }

    /// Reads on in the files of which all packets have been handed out.
    private mutating func refillAll() {
        var index = 0
        while index < open.count {
            if open[index].headTime != nil || refill(open[index]) {
                index += 1
            } else {
                open.remove(at: index)
            }
        }
    }

    /// Opens a file and reads its first packets.  Returns nil if there are none.
    private mutating func start(_ number: Int, _ windowByteCount: Int? = nil) -> MergedFile? {
        var limits = limits
        limits.windowByteCount = windowByteCount ?? limits.windowByteCount
        do throws(CaptureError) {
            let file = try MergedFile(number, path: paths[number], limits: limits)
            return refill(file) ? file : nil
        } catch {
            fail(number, error)
            return nil
        }
    }

    /// Returns false at the end of the file.
    private mutating func refill(_ file: MergedFile) -> Bool {
        do throws(CaptureError) {
            if try file.refill() {
                memories[file.number] = file.memory
                return true
            }
        } catch {
            fail(file.number, error)
        }
        memories[file.number] = .empty
        secrets += file.takeSecrets()
        finished.append((file.number, file.metadata))
        return false
    }

    private mutating func fail(_ number: Int, _ error: CaptureError) {
        failures.append((paths[number], error))
    }
}
