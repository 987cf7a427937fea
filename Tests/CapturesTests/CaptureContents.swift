import Bytes
import Captures
import Foundation
import Testing

/// A packet taken out of a capture, to be compared.
struct TakenPacket: Equatable {
    var time: Int64?
    var originalCount: Int
    var bytes: [UInt8]
    var linkType: UInt16
    var timeDigits: UInt8
    var kind = PacketRecord.Kind.packet
    var interface: Int?
    var source = 0

    init(_ record: PacketRecord, _ span: RawSpan) {
        time = record.hasTime ? record.time : nil
        originalCount = record.originalCount
        bytes = unsafe span.withUnsafeBytes { unsafe Array($0) }
        linkType = record.linkType
        timeDigits = record.timeDigits
        kind = record.kind
        interface = record.interface
        source = Int(record.source)
    }
}

/// All that a source hands out, and what stopped it.
struct CaptureContents {
    var packets: [TakenPacket] = []
    var batchSizes: [Int] = []
    var comments: [[String]] = []
    var error: CaptureError?
    var metadata = CaptureMetadata()

    /// Reads a source to its end, and once more: the end must stay the end.
    init<Source: CaptureSource & ~Copyable>(_ source: inout Source) {
        var batch = PacketBatch()
        do throws(CaptureError) {
            while try source.next(&batch) {
                batchSizes.append(batch.count)
                for index in 0..<batch.count {
                    let record = batch[index]
                    packets.append(TakenPacket(record, source.bytes(of: record)))
                    comments.append(source.comments(of: record))
                }
            }
        } catch {
            self.error = error
        }
        metadata = source.readMetadata()
        #expect((try? source.next(&batch)) == false, "an end that is none")
    }

    init(path: String) {
        do throws(CaptureError) {
            var reader = try CaptureReader(path: path)
            self.init(&reader)
        } catch {
            self.init(error)
        }
    }

    private init(_ error: CaptureError) {
        self.error = error
    }

    /// - Parameter windowByteCount: small, so that windows are filled often.
    init(_ bytes: [UInt8], windowByteCount: Int = 1024) {
        var limits = CaptureReader.Limits()
        limits.windowByteCount = windowByteCount
        do throws(CaptureError) {
            var reader = try CaptureReader(descriptor: Self.descriptor(bytes), limits: limits)
            self.init(&reader)
        } catch {
            self.init(error)
        }
    }

    /// A file without a name.
    static func descriptor(_ bytes: [UInt8]) -> Int32 {
        var path = Array(
            (NSTemporaryDirectory() + "earshot-" + String(repeating: "X", count: 6)).utf8CString)
        let descriptor = unsafe mkstemp(&path)
        _ = unsafe unlink(path)
        _ = unsafe write(descriptor, bytes, bytes.count)
        lseek(descriptor, 0, SEEK_SET)
        return descriptor
    }
}

/// The captures of the repository.
enum Samples {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "SamplePcaps")

    static let names: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { $0.contains(".pcap") }.sorted()
    }()

    static func path(_ name: String) -> String { folder.appending(path: name).path }

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }
}
