internal import Bytes
internal import FuzzSupport
internal import Glibc
internal import Packets

/// Finds the layers of every frame, and puts fragments together.
func decodePackets(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let list = unsafe FrameList(start, count)
    var limits = Defragmenter.Limits()
    limits.byteCountMax = 1 << 16
    limits.datagramCountMax = 4
    var defragmenter = Defragmenter(limits: limits)
    var layers = PacketLayers()
    for frame in list.frames {
        let bytes = frame.rawSpan
        PacketDecoder.decode(
            bytes, originalCount: bytes.byteCount, link: LinkType(number: list.linkType),
            into: &layers)
        touch(bytes, layers)
        if layers.flags.contains(.fragment), defragmenter.receive(bytes, into: &layers) {
            touch(defragmenter.datagram.rawSpan, layers)
        }
    }
    return 0
}

/// Offsets that lead outside of the packet trap here.
func touch(_ bytes: RawSpan, _ layers: PacketLayers) {
    _ = bytes.extracting(layers.payload)
    if layers.sourceColumn == .link { _ = bytes.extracting(layers.linkSource) }
    if layers.destinationColumn == .link { _ = bytes.extracting(layers.linkDestination) }
    switch layers.transport {
    case .tcp: _ = TCPHeader(bytes, layers)
    case .icmp, .icmpv6: _ = QuotedPacket.layers(in: bytes, of: layers)
    default: break
    }
}

exit(unsafe runFuzzer(decodePackets))
