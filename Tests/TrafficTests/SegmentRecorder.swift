import Bytes
import Captures

@testable import Traffic

/// What each segment of a run carried, in the order in which it was captured.
final class SegmentRecorder: FrameSink {
    struct Segment {
        var time: Int64
        var source: UInt16
        var destination: UInt16
        var payload: [UInt8]
    }

    private(set) var segments: [Segment] = []

    func take(_ frame: [UInt8], at time: Int64) throws(CaptureError) {
        if let segment = Self.segment(frame, at: time) { segments.append(segment) }
    }

    /// The TCP segment in an Ethernet frame; nil if it carries no bytes.
    static func segment(_ frame: [UInt8], at time: Int64) -> Segment? {
        guard frame.count > 54, frame[12] == 8, frame[13] == 0, frame[23] == 6 else { return nil }
        let tcp = 14 + Int(frame[14] & 15) * 4
        let end = 14 + (Int(frame[16]) << 8 | Int(frame[17]))
        let start = tcp + Int(frame[tcp + 12] >> 4) * 4
        guard start < end, end <= frame.count else { return nil }
        return Segment(
            time: time, source: UInt16(frame[tcp]) << 8 | UInt16(frame[tcp + 1]),
            destination: UInt16(frame[tcp + 2]) << 8 | UInt16(frame[tcp + 3]),
            payload: Array(frame[start..<end]))
    }

    /// Plays on a virtual network.  Returns what was reported, a line for each.
    static func play(
        _ actors: [Actor], _ options: ScenarioOptions = ScenarioOptions()
    ) throws -> (segments: [Segment], reports: [String]) {
        let recorder = SegmentRecorder()
        let reports = Reports()
        let network = VirtualNetwork(actors, options, tap: recorder) { reports.lines.append($0) }
        try network.run()
        if let failure = network.failure { throw failure }
        return (recorder.segments, reports.lines)
    }

    /// Why a run failed; empty if it did not.
    static func failure(
        _ actors: [Actor], _ options: ScenarioOptions = ScenarioOptions()
    ) -> String {
        do {
            _ = try play(actors, options)
            return ""
        } catch {
            return "\(error)"
        }
    }

    private final class Reports { var lines: [String] = [] }
}
