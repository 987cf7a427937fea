internal import Bytes
internal import Captures
internal import Flows
internal import Packets

/// The packets of a batch, with what was found out about them ahead of their turn.
///
/// While one packet is worked on, the connections of those behind it are on their way from memory:
/// with 65,000 connections that wait would be most of the time.
struct PacketWindow: ~Copyable {
    var layers = StableArray(repeating: PacketLayers(), count: PacketBatch.countMax)
    var tickets = StableArray(repeating: FlowTicket(), count: PacketBatch.countMax)
}
