internal import Bytes
internal import Dissection
internal import Packets
internal import Printing

/// Picks the wanted fields out of a packet's messages, and feeds collectors when its row comes.
///
/// Messages come in one of two ways: as they are found, or field by field from a filter.
final class StatisticsFeed: MessageTaker {
    private var filler: StatisticsFiller

    /// - Parameter collectorsOfAll: a bit for each collector that takes messages which have none
    ///   of its fields.
    init(_ wanted: WantedFields, collectorsOfAll: UInt64, wantsLayers: Bool) {
        filler = StatisticsFiller(
            wanted, collectorsOfAll: collectorsOfAll, wantsLayers: wantsLayers)
    }

    func take(_ message: inout Message, bytes: MessageBytes) { filler.take(message, bytes) }
    func take(_ note: Note) { filler.take(note) }
    func beginMessage(_ head: MessageHead) { filler.beginMessage(head) }
    func endMessage() { filler.endMessage() }
    func dropMessage() { filler.dropMessage() }
    func removeMessages() { filler.removeMessages() }

    func add(_ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan) {
        filler.add(field, in: bytes, at: offset, decoded: decoded)
    }

    /// Feeds collectors with the packet and its messages.  Returns how many those were.
    func end(
        _ line: PacketLine, _ layers: borrowing PacketLayers, _ bytes: RawSpan,
        _ collectors: [any StatisticsCollector], _ takingPackets: [Int]
    ) -> Int {
        filler.end(line, layers, bytes, collectors, takingPackets)
    }
}
