public import Packets

/// A segment whose header is not whole: what of it the connection can still be told.
public struct BrokenSegment: BitwiseCopyable, Sendable {
    /// With length 0 when that is not known.
    public var segment: TCPSegment
    /// Whether the segment's length is known, and with it its place in the stream.
    public let isMeasured: Bool
    /// Whether the header is said to be shorter than any can be, so that nothing behind the window
    /// means anything.
    public let isTooShort: Bool

    /// - Parameter layers: those of a packet with ``PacketLayers/Transport/brokenTCP``.
    public init(
        _ header: borrowing TCPHeader, _ layers: borrowing PacketLayers, number: Int, time: Int64
    ) {
        isMeasured = !layers.flags.contains(.unmeasured)
        isTooShort = layers.stop == .badHeaderLength
        var scale = TCPScaleOption()
        scale.isKnown = false
        if header.flags.contains(.syn), let options = header.brokenOptions(layers) {
            scale = TCPScaleOption(options)
        }
        segment = TCPSegment(
            header, length: Int(layers.payloadLength), number: number, time: time, scale: scale)
    }
}
