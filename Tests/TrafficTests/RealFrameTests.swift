import Bytes
import Captures
import DissectAMQP
import DissectAMQP091
import Foundation
import Testing

@testable import Traffic

/// Frames of real programs (RabbitMQ, Qpid Proton, pika) are read, and written again.
@Suite struct RealFrameTests {
    private static let samples = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "SamplePcaps")

    /// What each connection of a capture carried, in each direction, all in order.
    private func streams(_ name: String) throws -> [[UInt8]] {
        var reader = try CaptureReader(path: Self.samples.appending(path: name).path)
        var batch = PacketBatch()
        var streams: [[UInt16]: [UInt8]] = [:]
        while try reader.next(&batch) {
            for index in 0..<batch.count {
                let span = reader.bytes(of: batch[index])
                let frame = (0..<span.byteCount).map { span.byte(at: $0) }
                guard let segment = SegmentRecorder.segment(frame, at: 0) else { continue }
                streams[[segment.source, segment.destination], default: []] += segment.payload
            }
        }
        return streams.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }

    @Test(
        arguments: [
            ("amqp10-types.pcapng", 20), ("amqp10-reject-release.pcapng", 60),
            ("amqp10-p2p-outcomes.pcapng", 30),
        ])
    func framesOfAMQP10(name: String, countMin: Int) throws {
        var count = 0
        for stream in try streams(name) {
            var framer = AMQPFramer()
            framer.append(stream)
            while let unit = try framer.next() {
                guard case .frame(let frame) = unit else { continue }
                let written = frame.bytes
                #expect(try AMQPUnit(reading: written.rawSpan) == unit)
                count += 1
                // The messages too.
                guard frame.type == .transfer, frame[.more].flag != true,
                    let content = try? AMQPMessageContent(reading: frame.payload.rawSpan)
                else { continue }
                let message = content.bytes
                #expect(try AMQPMessageContent(reading: message.rawSpan) == content)
            }
        }
        #expect(count >= countMin)
    }

    /// Those that everybody writes alike are the same bytes again.
    @Test func framesOfAMQP091() throws {
        var count = 0
        for stream in try streams("amqp091-basic.pcapng") {
            var framer = AMQP091Framer()
            framer.append(stream)
            var written: [UInt8] = []
            while let unit = try framer.next() {
                written += unit.bytes
                count += 1
            }
            #expect(written.count == stream.count)
            #expect(written == stream)
        }
        #expect(count >= 100)
    }
}
