import Bytes
import Captures
import Foundation
import Testing

@testable import LiveCapture

/// The files that a capture writes.
@Suite final class CaptureFilesTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "earshot-\(UUID())")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }

    private func files(
        _ change: (inout CaptureFiles.Plan) -> Void = { _ in }
    ) throws -> CaptureFiles {
        var plan = CaptureFiles.Plan(
            path: folder.appending(path: "t.pcapng").path, application: "test")
        change(&plan)
        var interface = CaptureMetadata.Interface()
        interface.linkType = 1
        interface.name = "lo"
        interface.setResolution(9)
        return try CaptureFiles(plan, [interface], owner: nil)
    }

    private func append(_ count: Int, of byteCount: Int = 100, to files: CaptureFiles) {
        let bytes = [UInt8](repeating: 7, count: byteCount)
        for number in 0..<count {
            files.append(bytes.rawSpan, time: Int64(number), originalCount: 100, interface: 0)
            files.checkSize { [CaptureMetadata.Statistics()] }
        }
    }

    private func packetCount(_ name: String) throws -> Int {
        var reader = try CaptureReader(path: folder.appending(path: name).path)
        var batch = PacketBatch()
        var count = 0
        while try reader.next(&batch) { count += batch.count }
        return count
    }

    @Test func beginsAnotherFileAfterSoManyPackets() throws {
        let files = try files {
            $0.ring = RingConditions()
            $0.ring?.packetCount = 10
        }
        append(25, to: files)
        files.finish([CaptureMetadata.Statistics()])
        #expect(try names.map(packetCount) == [10, 10, 5])
        #expect(names.map { $0.prefix(8) } == ["t_00001_", "t_00002_", "t_00003_"])
    }

    @Test func beginsAnotherFileAfterSoManyBytes() throws {
        let files = try files {
            $0.ring = RingConditions()
            $0.ring?.byteCount = 1000
        }
        append(40, to: files)
        files.finish([])
        #expect(names.count > 3)
        for name in names.dropLast() {
            let size = try Data(contentsOf: folder.appending(path: name)).count
            // The packet that reaches the limit, and how the interface did, are still written.
            #expect(size >= 1000 && size < 1000 + 136 + 80)
        }
        #expect(try names.map(packetCount).reduce(0, +) == 40)
    }

    @Test func keepsTheNewest() throws {
        let files = try files {
            $0.ring = RingConditions()
            $0.ring?.packetCount = 1
            $0.ring?.fileCount = 2
        }
        append(5, to: files)
        // The sixth has been begun, and is empty.
        #expect(names.map { $0.prefix(8) } == ["t_00005_", "t_00006_"])
    }

    @Test func endsAfterSoManyFiles() throws {
        let files = try files {
            $0.ring = RingConditions()
            $0.ring?.packetCount = 2
            $0.fileCountMax = 3
        }
        append(20, to: files)
        #expect(files.isFull)
        #expect(try names.map(packetCount) == [2, 2, 2])
    }

    @Test func endsAfterSoManyBytes() throws {
        let files = try files { $0.byteCountMax = 2000 }
        append(100, to: files)
        #expect(files.isFull)
        files.finish([])
        let count = try packetCount("t.pcapng")
        #expect(count > 10 && count < 20)
    }

    /// Whoever reads while packets are captured finds whole blocks.
    @Test func writesWholeBlocks() throws {
        let files = try files()
        for round in 1...5 {
            append(3, of: 1501, to: files)
            files.endRound()
            #expect(try packetCount("t.pcapng") == 3 * round)
        }
    }

    /// What others say on the wire is nobody else's business.
    @Test func isForItsOwnerAlone() throws {
        _ = try files()
        let path = folder.appending(path: "t.pcapng").path
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func saysThatTheDiskIsFull() throws {
        let files = try files { $0.path = "/dev/full" }
        append(1, to: files)
        files.endRound()
        #expect(files.failure == .file("/dev/full", .system(ENOSPC)))
        append(10, to: files)
        files.finish([])
    }
}
