internal import Bytes
internal import Captures

/// Where the frames of a virtual network go.
protocol FrameSink: AnyObject {
    /// - Parameter time: nanoseconds since the run began.
    func take(_ frame: [UInt8], at time: Int64) throws(CaptureError)
}

/// Writes the frames into a pcapng capture.
final class CaptureTap<Sink: ByteSink & ~Copyable>: FrameSink {
    /// When every capture begins: so that a seed tells all of its bytes.
    static var beginning: Int64 { 1_767_258_000_000_000_000 }

    private(set) var writer: CaptureWriter<Sink>
    private(set) var frameCount = 0

    /// - Parameter comment: what the capture says of itself.
    init(to sink: consuming Sink, comment: String) {
        var interface = CaptureMetadata.Interface()
        interface.linkType = 1
        interface.snapLength = 262_144
        interface.name = "virtual"
        interface.setResolution(9)
        var section = CaptureMetadata.Section()
        section.application = "earshot generate"
        section.comments = [comment]
        writer = CaptureWriter(.pcapng, to: sink, interface: interface, section: section)
    }

    func take(_ frame: [UInt8], at time: Int64) throws(CaptureError) {
        frameCount += 1
        try writer.append(frame.rawSpan, time: Self.beginning + time)
    }

    func finish() throws(CaptureError) { try writer.finish() }
}
