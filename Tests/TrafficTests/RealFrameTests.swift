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

    /// Frames in which bytes have changed are refused, or written again as they were understood.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func standsFramesThatChanged(seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        for stream in try streams("amqp10-types.pcapng") + streams("amqp10-p2p-outcomes.pcapng") {
            var framer = AMQPFramer()
            framer.append(stream)
            while let unit = try framer.next() {
                guard case .frame(let frame) = unit else { continue }
                let changed = Self.changed(frame.bytes, &random)
                if case .frame(let read) = try? AMQPUnit(reading: changed.rawSpan) {
                    let written = read.bytes
                    guard case .frame(let again) = try AMQPUnit(reading: written.rawSpan) else {
                        continue
                    }
                    #expect(again.bytes == written)
                }
                let message = Self.changed(frame.payload, &random)
                guard let read = try? AMQPMessageContent(reading: message.rawSpan) else { continue }
                let written = read.bytes
                #expect(try AMQPMessageContent(reading: written.rawSpan).bytes == written)
            }
        }
        for stream in try streams("amqp091-basic.pcapng") {
            var framer = AMQP091Framer()
            framer.append(stream)
            while let unit = try framer.next() {
                let changed = Self.changed(unit.bytes, &random)
                guard let read = try? AMQP091Unit(reading: changed.rawSpan) else { continue }
                let written = read.bytes
                #expect(try AMQP091Unit(reading: written.rawSpan).bytes == written)
            }
        }
    }

    /// Up to four bytes that others stand for.
    private static func changed(_ bytes: [UInt8], _ random: inout RandomSource) -> [UInt8] {
        var bytes = bytes
        guard !bytes.isEmpty else { return bytes }
        for _ in 0..<random.number(in: 1...4) {
            let index = random.number(in: min(8, bytes.count - 1)...(bytes.count - 1))
            bytes[index] = UInt8(truncatingIfNeeded: random.next() >> 32)
        }
        return bytes
    }
}
